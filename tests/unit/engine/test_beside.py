"""One job beside the engine: a newer one overtakes, and the end waits only a little."""

import threading

from app.engine.beside import Beside


def test_a_newer_job_overtakes_an_older_one() -> None:
    beside, stops = Beside("job"), list[threading.Event]()

    def work(stop: threading.Event) -> None:
        stops.append(stop)
        stop.wait(30)

    beside.begin(work)
    beside.begin(work)
    beside.close(30)
    assert [stop.is_set() for stop in stops] == [True, True]
    assert not [thread for thread in threading.enumerate() if thread.name == "job"]


def test_what_hangs_is_not_waited_for() -> None:
    beside, release = Beside("job"), threading.Event()

    def hang(_: threading.Event) -> None:
        release.wait(30)

    beside.begin(hang)
    beside.close(0.01)
    hanging = [thread for thread in threading.enumerate() if thread.name == "job"]
    release.set()
    assert len(hanging) == 1
    hanging[0].join(30)


def test_nothing_begun_is_closed_at_once() -> None:
    Beside("job").close(30)
