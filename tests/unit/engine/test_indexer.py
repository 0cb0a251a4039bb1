"""The indexer works until there is nothing to do, takes wishes meanwhile, and says what it must."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import DiskFull, KnownError, LibraryUnusable, Reason
from app.domain.events import Counted, DocumentFailed, DocumentStored, FolderUnreachable, Phase, Settled
from app.domain.scope import NOTHING, Scope
from app.engine import indexer as module
from app.engine.answers import Refused
from app.engine.indexer import Reporting, Wishes, index
from app.engine.orders import LookThrough
from app.engine.reports import Elsewhere, Looking, NoRoom, Report
from app.engine.requests import Search
from app.library.library import Library
from app.library.writer import Writer
from tests.fakes.folder import FolderOfFiles
from tests.fakes.heard import Heard

SETTLED = Settled(1, 1, 0, 0, 0, 1, 0.1, 0.1)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "IDLE_SECONDS", 0.1)
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.1)


@pytest.fixture
def folder(tmp_path: Path, library: Library) -> FolderOfFiles:
    made = FolderOfFiles(tmp_path / "home")
    made.write("bees.txt", "bees dance")
    library.user.add(made.root)
    return made


def to_look() -> Wishes:
    """One look at everything is wished for."""
    wishes = Wishes()
    wishes.take(LookThrough(1))
    return wishes


def test_it_ends_when_there_is_nothing_to_do(library: Library, folder: FolderOfFiles) -> None:
    heard = Heard()
    assert index(library.places, to_look(), heard) == 0
    assert heard.names() == ["Looking", "Counted", "Counted", "Settled"]
    assert library.catalogue.totals().documents == 1


def test_it_looks_again_where_that_was_wished_for_meanwhile(library: Library, folder: FolderOfFiles) -> None:
    heard, wishes = Heard(), to_look()

    def say(report: Report) -> None:
        heard(report)
        if isinstance(report, Settled) and len(heard.all(Settled)) < 3:
            wishes.take(LookThrough(2))

    assert index(library.places, wishes, say) == 0
    assert len(heard.all(Looking)) == len(heard.all(Settled)) == 3


def test_it_stops_when_it_is_told_to(library: Library, folder: FolderOfFiles) -> None:
    wishes = to_look()
    wishes.stop()
    heard = Heard()
    assert index(library.places, wishes, heard) == 0
    assert heard.names() == []


def test_a_wish_interrupts_the_encoding_so_that_new_words_come_first(
    library: Library, folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.indexing.encode.BATCH", 1)
    monkeypatch.setattr(module, "COUNT_SECONDS", 0.0)
    folder.write("more.txt", "more bees")
    heard, wishes = Heard(), to_look()

    def say(report: Report) -> None:
        heard(report)
        if report == Counted(Phase.MEANING, 1, 2) and len(heard.all(Looking)) == 1:
            folder.write("wax.txt", "wax candles")
            wishes.take(LookThrough(2))

    assert index(library.places, wishes, say) == 0
    counted = [count for count in heard.all(Counted) if count.phase is Phase.MEANING]
    assert counted == [
        Counted(Phase.MEANING, 1, 2),
        Counted(Phase.MEANING, 1, 2),
        Counted(Phase.MEANING, 2, 2),
    ]
    assert library.catalogue.progress.waiting() == 0


def test_where_somebody_else_writes_it_waits_a_little(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 30.0)
    heard = Heard()
    threads: list[threading.Thread] = []
    with library.writer():
        threads.append(threading.Thread(target=index, args=(library.places, to_look(), heard)))
        threads[0].start()
        time.sleep(0.3)
        assert heard.names() == []
    threads[0].join()
    assert heard.names() == ["Looking", "Settled"]


def test_where_somebody_else_goes_on_writing_it_says_so(library: Library) -> None:
    heard = Heard()
    with library.writer():
        assert index(library.places, to_look(), heard) == 0
    assert "being written" in heard.all(Elsewhere)[0].sentence


@pytest.mark.parametrize(
    ("error", "status", "report"),
    [
        (LibraryUnusable("It is read-only."), 2, Refused("It is read-only.")),
        (DiskFull(), 0, NoRoom(str(DiskFull()))),
    ],
)
def test_what_the_world_does_is_a_sentence(
    library: Library,
    folder: FolderOfFiles,
    monkeypatch: pytest.MonkeyPatch,
    error: KnownError,
    status: int,
    report: Report,
) -> None:
    def fail(*_: object) -> Settled:
        raise error

    monkeypatch.setattr(Writer, "settle", fail)
    heard = Heard()
    assert index(library.places, to_look(), heard) == status
    assert heard.all(type(report)) == [report]


def test_a_mistake_of_ours_reaches_the_log(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Writer, "settle", lambda *_: 1 / 0)
    assert index(library.places, to_look(), Heard()) == 1
    assert "ZeroDivisionError" in caplog.text


def test_only_a_look_is_a_wish() -> None:
    wishes = Wishes()
    wishes.take(Search(1, "bees"))
    assert not wishes.wait(0)
    wishes.take(LookThrough(1, Scope(frozenset({Path("/a")}))))
    wishes.take(LookThrough(2, Scope(frozenset({Path("/b")}))))
    assert wishes.wait(0)
    assert wishes.begin() == LookThrough(2, Scope(frozenset({Path("/a"), Path("/b")})))
    assert not wishes.to_look()
    wishes.take(LookThrough(3))
    wishes.stop()
    assert not wishes.wait(60)


def test_of_several_wishes_the_one_that_asks_for_most_counts() -> None:
    wishes = Wishes()
    wishes.take(LookThrough(1, NOTHING, 20))
    wishes.take(LookThrough(2, NOTHING, 10))
    assert wishes.begin() == LookThrough(2, NOTHING, 20)
    wishes.take(LookThrough(3, NOTHING, 20))
    wishes.take(LookThrough(4, NOTHING))
    assert wishes.begin() == LookThrough(4, NOTHING, None)
    wishes.take(LookThrough(5, NOTHING, 20))
    assert wishes.begin() == LookThrough(5, NOTHING, 20)


def test_where_only_words_are_wished_for_nothing_is_encoded(library: Library, folder: FolderOfFiles) -> None:
    wishes = Wishes()
    wishes.take(LookThrough(1, words_of=20))
    assert index(library.places, wishes, Heard()) == 0
    totals = library.catalogue.totals()
    assert (totals.documents, totals.waiting) == (1, 1)
    assert index(library.places, to_look(), Heard()) == 0
    assert library.catalogue.totals().waiting == 0


def reported(monkeypatch: pytest.MonkeyPatch, clock: Callable[[], float], *events: object) -> list[object]:
    said = list[object]()
    monkeypatch.setattr("time.monotonic", clock)
    reporting = Reporting(said.append)
    for event in events:
        reporting.take(event)  # type: ignore[arg-type]
    return said


def test_counts_are_not_passed_on_too_often_and_the_last_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = [Counted(Phase.WORDS, done, 100) for done in range(1, 31)]
    said = reported(monkeypatch, lambda: 100.0, *counts, SETTLED)
    assert said == [counts[0], counts[-1], SETTLED]


def test_a_count_that_is_complete_is_passed_on_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = [Counted(Phase.WORDS, done, 3) for done in (1, 2, 3)]
    assert reported(monkeypatch, lambda: 100.0, *counts) == [counts[0], counts[2]]


def test_single_documents_are_not_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    away = FolderUnreachable(Path("/a"), "away")
    stored, failed = DocumentStored(Path("/a/b"), 3), DocumentFailed(Path("/a/c"), Reason.EMPTY, "")
    assert reported(monkeypatch, lambda: 100.0, stored, failed, away) == [away]
