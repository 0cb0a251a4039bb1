"""Hits made up for tests."""

from datetime import UTC, datetime
from pathlib import Path

from app.domain.document import Place, SegmentKind
from app.domain.hit import FoundPassage, Hit, Snippet

WHOLE = Place(SegmentKind.WHOLE, 1, "")
MARCH = int(datetime(2024, 3, 12, 12, tzinfo=UTC).timestamp()) * 1_000_000_000


def made_hit(
    number: int = 1,
    title: str = "Urban herons",
    text: str = "The way home led along the river.",
    *marked: str,
    kind: str = "pdf",
    path: Path | None = None,
    place: Place = WHOLE,
    copies: tuple[Path, ...] = (),
) -> Hit:
    """A hit whose snippet has these words marked."""
    places = sorted(text.index(word) for word in marked)
    by_place = {text.index(word): word for word in marked}
    return Hit(
        document_id=number,
        path=path or Path.cwd().anchor / Path("archive", "birds", f"{number}.{kind}"),
        title=title,
        kind=kind,
        modified_ns=MARCH,
        score=1 / number,
        snippet=Snippet(text, tuple((start, start + len(by_place[start])) for start in places)),
        passages=(FoundPassage(number, 0, len(text), place, "", text, 1.0),),
        copies=copies,
    )


def made_hits(*numbers: int) -> tuple[Hit, ...]:
    """One hit for each number, which is its document and stands in its title."""
    return tuple(made_hit(number, f"Document {number}") for number in numbers)
