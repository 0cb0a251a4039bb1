"""Pictures of text: left alone, then recognised after everything else, once."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.domain.document import NOT_RECOGNISED, Document, Kind, Place, Segment, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.domain.ports import Reader
from tests.fakes.folder import FolderOfFiles
from tests.unit.indexing import small_library
from tests.unit.indexing.small_library import PlainReader, SmallLibrary

PICTURE, PHOTOGRAPH = "%picture ", "%photograph"


def page(text: str, kind: Kind, left_out: str = "") -> Document:
    whole = Segment(Place(SegmentKind.PAGE, 1, ""), 0, len(text))
    return Document(kind, text, (whole,), language="en", left_out=left_out)


class Blind(PlainReader):
    """Sees that a file is a picture, or that one of its pages is."""

    def read(self, path: Path) -> Document:
        document = super().read(path)
        if document.text.startswith((PICTURE, PHOTOGRAPH)):
            raise Unreadable(Reason.NOT_TEXT)
        text, found, _ = document.text.partition(PICTURE)
        return page(text, Kind.PDF, f"page 2 {NOT_RECOGNISED}") if found else document


class Seeing(PlainReader):
    """Sees what pictures show."""

    def read(self, path: Path) -> Document:
        text = super().read(path).text
        if text == PHOTOGRAPH:
            raise Unreadable(Reason.EMPTY, "no text was recognised")
        return page(text.replace(PICTURE, ""), Kind.PICTURE)


@pytest.fixture
def gallery(library: SmallLibrary, folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch) -> SmallLibrary:
    monkeypatch.setattr(small_library, "PlainReader", Blind)
    folder.write("letter.txt", "A heron.")
    folder.write("scan.png", PICTURE + "A frog.")
    folder.write("beach.png", PHOTOGRAPH)
    folder.write("mixed.pdf", "A fish. " + PICTURE + "A newt.")
    return library


def seeing(library: SmallLibrary) -> Reader:
    return Seeing(library)


def names(paths: Sequence[Path]) -> list[str]:
    return sorted(path.name for path in paths)


def found(library: SmallLibrary) -> set[str]:
    return {word for word in ("heron", "frog", "fish", "newt") if library.found(word)}


def test_pictures_are_left_alone_where_nobody_asked_for_more(gallery: SmallLibrary) -> None:
    settled = gallery.settle()

    assert (settled.read, settled.failed) == (2, 2)
    assert found(gallery) == {"heron", "fish"}
    gallery.settle()
    assert gallery.reads == []


def test_pictures_are_recognised_once_it_is_asked_for_and_never_again(gallery: SmallLibrary) -> None:
    gallery.settle()
    gallery.make_recogniser = lambda: seeing(gallery)

    settled = gallery.settle()

    assert names(gallery.reads) == ["beach.png", "mixed.pdf", "scan.png"]
    assert found(gallery) == {"heron", "frog", "fish", "newt"}
    assert settled.read == 2
    assert not gallery.catalogue.progress.waiting()
    assert gallery.catalogue.totals().failed == {"empty": 1}
    gallery.settle()
    assert gallery.reads == []


def test_a_library_that_recognises_counts_what_it_could_not_read_once(gallery: SmallLibrary) -> None:
    gallery.make_recogniser = lambda: seeing(gallery)

    settled = gallery.settle()

    assert (settled.seen, settled.failed) == (4, 1)
    assert found(gallery) == {"heron", "frog", "fish", "newt"}


def test_pictures_come_after_the_meaning_of_everything_else(gallery: SmallLibrary) -> None:
    encoded_before: list[list[str]] = []

    def begin() -> Reader:
        encoded_before.append(list(gallery.encoded))
        return seeing(gallery)

    gallery.make_recogniser = begin
    gallery.settle()

    assert encoded_before
    for before in encoded_before:
        assert any("heron" in text for text in before)
        assert not any("frog" in text for text in before)


def test_new_files_go_before_pictures(gallery: SmallLibrary) -> None:
    gallery.make_recogniser = lambda: seeing(gallery)
    gallery.interrupted = True
    gallery.settle()
    assert found(gallery) == {"heron", "fish"}

    gallery.interrupted = False
    gallery.settle()
    assert found(gallery) == {"heron", "frog", "fish", "newt"}


def test_a_copy_of_a_picture_is_recognised_once(gallery: SmallLibrary, folder: FolderOfFiles) -> None:
    shutil.copy(folder.root / "scan.png", folder.root / "copy.png")
    gallery.settle()
    gallery.make_recogniser = lambda: seeing(gallery)

    gallery.settle()

    assert gallery.found("frog") == {"scan.png", "copy.png"}


def test_a_picture_that_changed_is_recognised_anew(gallery: SmallLibrary, folder: FolderOfFiles) -> None:
    gallery.make_recogniser = lambda: seeing(gallery)
    gallery.settle()

    folder.write("scan.png", PICTURE + "A newt and another one.")
    gallery.settle()

    assert gallery.found("frog") == set()
    assert "scan.png" in gallery.found("newt")
