"""Quality is measured beside the engine's thread; the newest question counts, and nobody waits in vain."""

from collections.abc import Callable, Iterator

import pytest

from app.domain.self_check import SelfCheck, Tally
from app.engine import checking
from app.engine.answers import Checked
from app.engine.checking import Checking
from app.engine.requests import CheckQuality, StopCheck
from app.library.library import Library
from tests.fakes.folder import FolderOfFiles
from tests.fakes.heard import PATIENCE_SECONDS, Heard

RESULT = SelfCheck(40, {"words": Tally(40, 20, 30)})
Tell = Callable[[int, int], None]
Stopped = Callable[[], bool]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def measuring(library: Library, heard: Heard) -> Iterator[Checking]:
    made = Checking(library.places, heard)
    yield made
    made.close(PATIENCE_SECONDS)


def until_stopped(_library: Library, tell: Tell, stopped: Stopped) -> SelfCheck:
    tell(1, 40)
    while not stopped():
        tell(2, 40)
    return RESULT


def test_how_far_it_is_comes_first_and_the_result_at_the_end(
    library: Library, measuring: Checking, heard: Heard, folder: FolderOfFiles
) -> None:
    folder.write("letter.txt", "The heron stands in the shallow river and waits for a fish to come. " * 30)
    library.user.add(folder.root)
    library.index()
    measuring.take(CheckQuality(7))
    result = heard.wait_for(Checked, lambda answer: answer.result is not None)
    assert {answer.number for answer in heard.all(Checked)} == {7}
    assert result.result is not None
    assert heard.all(Checked)[0].done == 1
    assert heard.all(Checked)[-1] == result
    assert heard.threads == {"checking"}


def test_a_newer_question_overtakes_and_one_that_is_taken_back_is_not_answered(
    measuring: Checking, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "self_check", until_stopped)
    measuring.take(CheckQuality(1))
    heard.wait_for(Checked, lambda answer: answer.number == 1)
    measuring.take(CheckQuality(2))
    heard.wait_for(Checked, lambda answer: answer.number == 2)
    measuring.take(StopCheck())
    measuring.close(PATIENCE_SECONDS)
    assert all(answer.result is None for answer in heard.all(Checked))


def test_a_mistake_of_ours_leaves_nobody_waiting(
    measuring: Checking, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> SelfCheck:
        raise ValueError("a bug")

    monkeypatch.setattr(checking, "self_check", fail)
    measuring.take(CheckQuality(3))
    assert "went wrong" in heard.wait_for(Checked, lambda answer: bool(answer.sentence)).sentence
