"""What is similar is answered beside the other questions, and only the newest question of all is answered."""

import threading
from functools import partial
from pathlib import Path

import pytest

from app.engine import likening
from app.engine.answers import Found, Refused
from app.engine.inbox import Inbox
from app.engine.likening import Likening
from app.engine.requests import OfSimilar, Search, Show, SimilarTo, SimilarToFile, SimilarToText
from app.library.library import Library
from app.places import Places
from tests.fakes.folder import FolderOfFiles
from tests.fakes.heard import Heard
from tests.unit.engine.serving import Serving


@pytest.fixture
def folder(folder: FolderOfFiles) -> FolderOfFiles:
    folder.write("hive.txt", "bees dance in the hive")
    folder.write("road.md", "cars on the road")
    return folder


def names(heard: Heard, number: int) -> list[str]:
    """Names of the hits of one answer."""
    found = next(answer for answer in heard.all(Found) if answer.number == number)
    return [hit.path.name for hit in found.results.hits]


def document(places: Places, name: str) -> int:
    with Library(places) as library:
        (folder,) = library.user.folders()
        stored = library.catalogue.documents.stored(folder.id)
        return next(one.id for one in stored if one.file.location.name == name)


def ask(serving: Serving, request: OfSimilar) -> list[str]:
    serving.ask(request)
    serving.heard.wait_for(Found)
    return names(serving.heard, request.number)


def test_a_document_of_the_library(serving: Serving, places: Places) -> None:
    assert ask(serving, SimilarTo(1, document(places, "bees.txt")))[0] == "hive.txt"


def test_the_filters_that_were_typed_hold_and_the_words_do_not(serving: Serving, places: Places) -> None:
    asked = SimilarTo(1, document(places, "bees.txt"), 'zyzzyva -hive "x y" type:markdown')
    assert ask(serving, asked) == ["road.md"]


def test_a_text(serving: Serving) -> None:
    assert ask(serving, SimilarToText(1, "bees in a hive"))[0] == "hive.txt"


def test_a_file_from_anywhere(serving: Serving, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("what cars do on the road")
    assert ask(serving, SimilarToFile(1, elsewhere))[0] == "road.md"


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence_and_answered(
    serving: Serving, tmp_path: Path
) -> None:
    assert ask(serving, SimilarToFile(1, tmp_path / "nothing.txt")) == []
    serving.heard.wait_for(Refused)
    (refused,) = serving.heard.all(Refused)
    assert "nothing.txt" in refused.sentence
    assert serving.heard.all(Found)[-1].results.note == refused.sentence


def test_a_bug_is_logged_and_answered(
    serving: Serving, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(likening, "_answered", broken)
    assert ask(serving, SimilarToText(1, "bees")) == []
    serving.heard.wait_for(Refused)
    assert "Sorry" in serving.heard.all(Refused)[0].sentence
    assert "boom" in caplog.text


class Held:
    """A library whose answers wait until they are let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go, self.begun = threading.Event(), threading.Semaphore(0)
        answered = likening._answered

        def wait(*given: object) -> object:
            self.begun.release()
            assert self.go.wait(60)
            return answered(*given)  # type: ignore[arg-type]  # handed on as it came

        monkeypatch.setattr(likening, "_answered", wait)


@pytest.mark.parametrize("later", [SimilarToText(2, "cars"), None])
def test_a_newer_question_overtakes_one_that_is_being_answered(
    places: Places, monkeypatch: pytest.MonkeyPatch, later: OfSimilar | None
) -> None:
    held, heard = Held(monkeypatch), Heard()
    beside = Likening(places, lambda: None, heard)
    beside.take(SimilarToText(1, "bees"))
    assert held.begun.acquire(timeout=60)
    if later is None:
        beside.stop()
    else:
        beside.take(later)
        assert held.begun.acquire(timeout=60)
    held.go.set()
    if later is not None:
        heard.wait_for(Found)
    beside.close(60)
    assert [answer.number for answer in heard.all(Found)] == ([2] if later else [])


def test_of_questions_that_wait_the_newest_counts_whatever_it_is_about() -> None:
    assert taken(Search(1, "b"), SimilarTo(2, 7)) == [SimilarTo(2, 7)]
    assert taken(SimilarTo(1, 7), SimilarToText(2, "x"), Search(3, "b")) == [Search(3, "b")]
    show = Show(1, 7, 0, 4, "bees")
    assert taken(SimilarTo(1, 7), show) == [SimilarTo(1, 7), show]


def taken(*items: OfSimilar | Search | Show) -> list[object]:
    inbox = Inbox()
    for item in items:
        inbox.post(item)
    return list(iter(partial(inbox.take, 0), None))
