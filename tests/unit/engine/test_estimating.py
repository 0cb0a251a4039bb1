"""Estimates are made beside the engine's thread: questions are answered meanwhile, the newest estimate counts."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import Document, Kind, Place, Segment, SegmentKind
from app.domain.estimate import Estimate
from app.engine import estimating
from app.engine.answers import Estimated
from app.engine.estimating import Estimating
from app.engine.requests import EstimateFolders, StopEstimate
from app.library import estimate as library_estimate
from app.library.library import Library
from tests.fakes.folder import FolderOfFiles
from tests.fakes.heard import PATIENCE_SECONDS, Heard


class SlowReader:
    """Reads when it is allowed to."""

    def __init__(self, allowed: threading.Event) -> None:
        self.allowed = allowed

    def read(self, path: Path) -> Document:
        assert self.allowed.wait(PATIENCE_SECONDS)
        text = path.read_text("utf-8")
        return Document(Kind.TEXT, text, (Segment(Place(SegmentKind.WHOLE, 1, ""), 0, len(text)),))

    def close(self) -> None:
        """There is no child."""


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set: files are read at once."""
    event = threading.Event()
    event.set()
    monkeypatch.setattr(library_estimate, "ProcessReader", lambda _command, _limits: SlowReader(event))
    return event


@pytest.fixture
def folder(tmp_path: Path) -> FolderOfFiles:
    made = FolderOfFiles(tmp_path / "home")
    for number in range(5):
        made.write(f"in/{number}.txt", f"bees dance {number}")
    made.write("cars.txt", "cars drive")
    return made


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def answering(library: Library, allowed: threading.Event, heard: Heard) -> Iterator[Estimating]:
    made = Estimating(library, heard)
    yield made
    allowed.set()
    made.close(PATIENCE_SECONDS)


def is_final(answer: Estimated) -> bool:
    return answer.final


def test_counts_come_first_and_the_forecast_at_the_end(
    answering: Estimating, heard: Heard, folder: FolderOfFiles
) -> None:
    answering.take(EstimateFolders(7, (folder.root,)))
    final = heard.wait_for(Estimated, is_final)
    assert {answer.number for answer in heard.all(Estimated)} == {7}
    assert [answer.estimate.files for answer in heard.all(Estimated)] == [1, 6, 6]
    assert all(answer.estimate.forecast is None for answer in heard.all(Estimated)[:-1])
    assert final.estimate.forecast is not None
    assert final.estimate.forecast.passages == 6
    assert heard.threads == {"estimating"}


def test_asking_does_not_wait(
    answering: Estimating, heard: Heard, folder: FolderOfFiles, allowed: threading.Event
) -> None:
    allowed.clear()
    answering.take(EstimateFolders(1, (folder.root,)))
    assert heard.wait_for(Estimated, lambda answer: answer.estimate.files == 6).final is False
    allowed.set()
    heard.wait_for(Estimated, is_final)


def test_a_newer_question_overtakes(
    answering: Estimating, heard: Heard, folder: FolderOfFiles, allowed: threading.Event
) -> None:
    allowed.clear()
    answering.take(EstimateFolders(1, (folder.root,)))
    heard.wait_for(Estimated, lambda answer: answer.estimate.files == 6)
    answering.take(EstimateFolders(2, (folder.root / "in",)))
    allowed.set()
    final = heard.wait_for(Estimated, is_final)
    assert (final.number, final.estimate.files) == (2, 5)
    answering.close(PATIENCE_SECONDS)
    assert [answer.number for answer in heard.all(Estimated) if answer.final] == [2]


def test_what_nobody_wants_to_know_any_more_is_not_said(
    answering: Estimating, heard: Heard, folder: FolderOfFiles, allowed: threading.Event
) -> None:
    allowed.clear()
    answering.take(EstimateFolders(1, (folder.root,)))
    heard.wait_for(Estimated, lambda answer: answer.estimate.files == 6)
    answering.take(StopEstimate())
    allowed.set()
    answering.close(PATIENCE_SECONDS)
    assert not [answer for answer in heard.all(Estimated) if answer.final]


def test_a_mistake_of_ours_leaves_nobody_waiting(
    answering: Estimating, heard: Heard, folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Estimate:
        raise ValueError("a bug")

    monkeypatch.setattr(estimating, "estimate", fail)
    answering.take(EstimateFolders(3, (folder.root,)))
    assert heard.wait_for(Estimated, is_final) == Estimated(3, Estimate(), final=True)


def test_folders_of_the_library_are_known(
    library: Library, answering: Estimating, heard: Heard, folder: FolderOfFiles
) -> None:
    library.user.add(folder.root)
    library.index()
    answering.take(EstimateFolders(4, (folder.root,)))
    final = heard.wait_for(Estimated, is_final)
    assert (final.estimate.files, final.estimate.new_files) == (6, 0)
