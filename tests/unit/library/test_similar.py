"""A file from anywhere, or a text, becomes what documents are compared with."""

from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

from app.domain.contents import Member
from app.domain.document import Document, Kind, Place, Segment, SegmentKind
from app.domain.document_vector import MOST_PASSAGES
from app.domain.errors import Reason, Unreadable, WrongUse
from app.domain.vectors import Vectors
from app.library.similar import file_source, text_source
from tests.fakes.encoder import WordEncoder


class Told:
    """A reader that says what it was told to."""

    def __init__(self, *outcomes: Document | Unreadable, holds: bool = False) -> None:
        self._outcomes, self._holds = outcomes, holds
        self.is_exhausted = False

    def read(self, path: Path) -> Document | Generator[Member]:
        (first, *_) = self._outcomes
        if self._holds:
            return self._members()
        if isinstance(first, Unreadable):
            raise first
        return first

    def _members(self) -> Generator[Member]:
        try:
            for number, outcome in enumerate(self._outcomes):
                yield Member(str(number), b"", outcome)
        finally:
            self.is_exhausted = True

    def close(self) -> None:
        pass


class Listening(WordEncoder):
    """Keeps what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.given.extend(texts)
        return super().encode_passages(texts)


def document(text: str, title: str = "", opening: str = "", heading: str = "") -> Document:
    segment = Segment(Place(SegmentKind.SECTION, 1, ""), 0, len(text), heading)
    return Document(Kind.TEXT, text, (segment,), title, opening=opening)


def test_a_file_is_encoded_as_it_would_be_in_the_library() -> None:
    encoder = Listening()
    source = file_source(
        Path("/x/bees.md"), Told(document("They dance.", "Bees", heading="Life")), lambda: encoder
    )
    assert encoder.given == ["Bees > Life\nThey dance."]
    assert source.texts == ("They dance.",)
    assert source.vectors.shape == (1, encoder.dimension)
    assert source.documents == frozenset()


def test_a_file_without_title_is_called_by_its_first_line_where_its_name_says_nothing() -> None:
    encoder = Listening()
    read = document("They dance.", opening="About bees")
    file_source(Path("/x/scan 12.pdf"), Told(read), lambda: encoder)
    file_source(Path("/x/Beekeeping.pdf"), Told(read), lambda: encoder)
    assert encoder.given == ["About bees\nThey dance.", "They dance."]


def test_a_file_that_holds_documents_counts_as_all_of_them() -> None:
    held = Told(document("Bees dance."), Unreadable(Reason.DAMAGED), document("Cars drive."), holds=True)
    source = file_source(Path("/x/all.zip"), held, WordEncoder)
    assert source.texts == ("Bees dance.", "Cars drive.")
    assert held.is_exhausted


def test_reading_ends_where_there_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.library.similar.MOST_CHARACTERS", 15)
    held = Told(*[document(f"Bees dance {number}.") for number in range(9)], holds=True)
    source = file_source(Path("/x/all.zip"), held, WordEncoder)
    assert len(source.texts) == 2
    assert held.is_exhausted, "the reader is free again"


def test_of_a_long_file_some_passages_are_encoded() -> None:
    encoder = Listening()
    text = "\n\n".join(f"Paragraph {number}. " + "Bees dance on the comb. " * 20 for number in range(200))
    source = file_source(Path("/x/long.txt"), Told(document(text)), lambda: encoder)
    assert len(source.texts) == len(encoder.given) == MOST_PASSAGES
    assert source.texts[0].startswith("Paragraph 0.")
    assert "Paragraph 199." in source.texts[-1]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Unreadable(Reason.GONE), "There is no file"),
        (Unreadable(Reason.NOT_TEXT), "could not be read (not text)"),
        (document(" ... "), "holds no text"),
        (document(""), "holds no text"),
    ],
)
def test_what_cannot_be_compared_is_a_sentence(outcome: Document | Unreadable, said: str) -> None:
    with pytest.raises(WrongUse, match=said.replace("(", r"\(").replace(")", r"\)")) as refused:
        file_source(Path("/x/letter.pdf"), Told(outcome), WordEncoder)
    assert "letter.pdf" in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="choose a file"):
        file_source(tmp_path, Told(document("Bees")), WordEncoder)


def test_a_text_is_taken_as_it_stands() -> None:
    source = text_source("Bees dance.", WordEncoder)
    assert source.texts == ("Bees dance.",)
    with pytest.raises(WrongUse, match="no text"):
        text_source(" \n- ", WordEncoder)
