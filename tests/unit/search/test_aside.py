"""Work beside other work: what it brings, what it raises, and that its thread ends."""

import threading

import pytest

from app.search.aside import Aside


def test_what_came_of_it_is_told_as_often_as_it_is_asked_for() -> None:
    with Aside(lambda: threading.current_thread().name) as aside:
        assert aside.result() == aside.result() != threading.current_thread().name


def test_what_it_raises_is_raised_where_the_result_is_wanted() -> None:
    with Aside(lambda: 1 // 0) as aside, pytest.raises(ZeroDivisionError):
        aside.result()


def test_the_thread_has_ended_when_the_block_is_left_by_an_error() -> None:
    go_on = threading.Event()
    ended: list[bool] = []

    def interrupted() -> None:
        with Aside(lambda: ended.append(go_on.wait(60))):
            go_on.set()
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    assert ended == [True]
