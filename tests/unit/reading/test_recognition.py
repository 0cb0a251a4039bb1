"""Which files are recognised, and what becomes of their pages; with a reader and an engine that pretend."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.domain.document import Document, Kind, Place, Segment, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.recognition.page_picture import PagePicture
from app.reading.recognition.program import ProgramFailed
from app.reading.recognition.reader import Bounds, Found, RecognisingReader

FILE = Path(__file__)
"""Nothing but its stamp is looked at."""
USUAL = Bounds()
PLAIN = Document(Kind.TEXT, "Plain.", (Segment(Place(SegmentKind.WHOLE, 1, ""), 0, 6),))
MIXED = Document(
    Kind.PDF,
    "First.\n\nThird.",
    (
        Segment(Place(SegmentKind.PAGE, 1, "i"), 0, 6, "Birds"),
        Segment(Place(SegmentKind.PAGE, 3, "1"), 8, 14, "Birds > Herons"),
    ),
    title="Herons",
    author="Ada",
    left_out="page 5; pages 2, 4 (no text recognition)",
)


@dataclass
class Drawing:
    """Reads one file, and draws its pages."""

    outcome: Document | Reason
    pages: Mapping[int, str] = field(default_factory=dict)
    kind: Kind = Kind.PDF
    deadly: int = 0
    """The page that kills who draws it."""

    def read(self, path: Path) -> Document:
        if isinstance(self.outcome, Document):
            return self.outcome
        raise Unreadable(self.outcome)

    def picture(self, path: Path, first: int) -> PagePicture | None:
        if first == self.deadly:
            raise Unreadable(Reason.CRASHED)
        numbers = [number for number in self.pages if number >= first]
        if not numbers:
            return None
        text = self.pages[numbers[0]].encode()
        return PagePicture(self.kind, numbers[0], len(text), 1, text)

    def language(self, text: str) -> str:
        return "en" if "heron" in text.casefold() else ""

    def close(self) -> None:
        pass


@dataclass
class Seeing:
    """Sees what the pixels spell."""

    seen: list[int] = field(default_factory=list)

    def recognise(self, picture: PagePicture, stopped: Callable[[], bool]) -> str:
        self.seen.append(picture.page)
        text = picture.pixels.decode()
        if text.startswith("!"):
            raise ProgramFailed(text[1:])
        return text


def read(drawing: Drawing, bounds: Bounds = USUAL) -> Document:
    document = RecognisingReader(drawing, Seeing(), bounds).read(FILE)
    assert isinstance(document, Document)
    return document


def failure(drawing: Drawing, bounds: Bounds = USUAL) -> tuple[Reason, str]:
    with pytest.raises(Unreadable) as caught:
        RecognisingReader(drawing, Seeing(), bounds).read(FILE)
    return caught.value.reason, caught.value.detail


def places(document: Document) -> list[tuple[int, str, str, str]]:
    return [
        (s.place.index, s.place.label, s.heading, document.text[s.start : s.end]) for s in document.segments
    ]


def test_a_scan_becomes_a_document_page_by_page() -> None:
    document = read(Drawing(Reason.NOT_TEXT, {1: "A heron.", 2: "", 4: "A frog."}))

    assert document.kind is Kind.PDF
    assert places(document) == [(1, "", "", "A heron."), (4, "", "", "A frog.")]
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.PAGE}
    assert document.language == "en"
    assert document.left_out == ""


def test_a_picture_becomes_a_document_as_a_whole() -> None:
    document = read(Drawing(Reason.NOT_TEXT, {1: "A heron."}, Kind.PICTURE))

    assert document.kind is Kind.PICTURE
    assert document.segments == (Segment(Place(SegmentKind.WHOLE, 1, ""), 0, 8),)


def test_pages_of_pictures_join_those_of_text() -> None:
    document = read(Drawing(MIXED, {2: "Second.", 4: "Fourth."}))

    assert places(document) == [
        (1, "i", "Birds", "First."),
        (2, "", "", "Second."),
        (3, "1", "Birds > Herons", "Third."),
        (4, "", "", "Fourth."),
    ]
    assert (document.title, document.author) == ("Herons", "Ada")
    assert document.left_out == "page 5"


def test_what_lacks_nothing_is_passed_on() -> None:
    drawing = Drawing(PLAIN, {1: "A heron."})
    engine = Seeing()

    assert RecognisingReader(drawing, engine).read(FILE) is PLAIN
    assert engine.seen == []


@pytest.mark.parametrize("reason", [Reason.DAMAGED, Reason.ENCRYPTED, Reason.EMPTY])
def test_other_reasons_stay(reason: Reason) -> None:
    assert failure(Drawing(reason, {1: "A heron."})) == (reason, "")


def test_a_picture_without_text_is_empty() -> None:
    assert failure(Drawing(Reason.NOT_TEXT, {1: "", 2: ""})) == (Reason.EMPTY, "no text was recognised")
    assert failure(Drawing(Reason.NOT_TEXT)) == (Reason.EMPTY, "no text was recognised")


def test_pages_without_an_answer_are_left_out() -> None:
    pages = {1: "A heron.", 2: "!took too long", 3: "A frog.", 5: "!took too long"}

    document = read(Drawing(Reason.NOT_TEXT, pages))

    assert [place[0] for place in places(document)] == [1, 3]
    assert document.left_out == "pages 2, 5 (text recognition took too long)"


def test_a_file_without_any_answer_is_given_up() -> None:
    pages = dict.fromkeys(range(1, 20), "!failed")

    assert failure(Drawing(Reason.NOT_TEXT, pages)) == (
        Reason.TIMED_OUT,
        "pages 1-3 (text recognition failed); pages from 4 on (text recognition has a limit)",
    )


@pytest.mark.parametrize("bounds", [Bounds(pages=3), Bounds(characters=20)])
def test_what_is_beyond_the_bounds_is_left_out(bounds: Bounds) -> None:
    pages = dict.fromkeys(range(1, 100), "A heron.")

    document = read(Drawing(Reason.NOT_TEXT, pages), bounds)

    assert "pages from 4 on (text recognition has a limit)" in document.left_out
    assert len(document.segments) <= 3


def test_a_page_that_cannot_be_drawn_costs_no_page_before() -> None:
    pages = {2: "Second.", 4: "Fourth."}

    assert failure(Drawing(Reason.NOT_TEXT, pages, deadly=1)) == (Reason.CRASHED, "")
    assert (
        read(Drawing(Reason.NOT_TEXT, pages, deadly=3)).left_out
        == "pages from 3 on (text recognition failed)"
    )
    mixed = read(Drawing(MIXED, pages, deadly=1))
    assert mixed.text == MIXED.text
    assert mixed.left_out == "page 5; pages from 1 on (text recognition failed)"


def test_time_is_bounded() -> None:
    reason, detail = failure(Drawing(Reason.NOT_TEXT, {1: "A heron."}), Bounds(seconds=0))

    assert (reason, detail) == (Reason.TIMED_OUT, "pages from 1 on (text recognition has a limit)")


def test_a_reader_that_is_to_stop_notes_nothing_and_goes_on_later() -> None:
    pages = {1: "A heron.", 2: "A frog.", 3: "A fish."}
    first, second, begun = Seeing(), Seeing(), dict[tuple[Path, int, int], Found]()
    leaving = RecognisingReader(
        Drawing(Reason.NOT_TEXT, pages), first, stopped=lambda: len(first.seen) == 2, begun=begun
    )
    coming_back = RecognisingReader(Drawing(Reason.NOT_TEXT, pages), second, begun=begun)

    with pytest.raises(Unreadable) as caught:
        leaving.read(FILE)
    document = coming_back.read(FILE)

    assert caught.value.reason is Reason.GONE
    assert isinstance(document, Document)
    assert (first.seen, second.seen) == ([1, 2], [3])
    assert document.text == "A heron.\n\nA frog.\n\nA fish."
    assert begun == {}
