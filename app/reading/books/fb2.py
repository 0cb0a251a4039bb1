"""FictionBook 2: sections as chapters, notes after them; plain or in a ZIP."""

import re
from typing import BinaryIO

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.domain.titles import sensible_title
from app.reading.charset.decode import decode_text
from app.reading.draft import GAP, Draft, one_line, rest_after
from app.reading.office.package import ZIP, Attributes, Enough, Package, member_names, walk_xml
from app.reading.outline import Outline
from app.reading.stated import iso_date

CELL = " | "
_OPENING = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<FictionBook\b", re.DOTALL)
_BLOCKS = frozenset({"p", "v", "subtitle", "text-author", "tr"})
_NAMES = ("first-name", "middle-name", "last-name")


def is_fb2(head: bytes, source: BinaryIO) -> bool:
    """Whether *source* is such a book, or a ZIP that holds one and nothing else."""
    if head.startswith(ZIP):
        return _member(head, source) != ""
    return _OPENING.match(decode_text(head) or "") is not None


def read_fb2(source: BinaryIO, characters: int) -> Draft:
    """One part for each section with text of its own.

    Raises:
        Unreadable: DAMAGED, ENCRYPTED or TOO_LARGE.
    """
    book = _Book(characters)
    head = source.read(len(ZIP))
    source.seek(0)
    if head == ZIP:
        name = _member(head, source)
        source.seek(0)
        is_whole = Package(source).walk(name, book)
    else:
        is_whole = walk_xml(source, book)
    parts = book.outline.parts()
    if not is_whole and not parts:
        raise Unreadable(Reason.DAMAGED)
    return Draft(
        Kind.BOOK,
        parts,
        SegmentKind.CHAPTER,
        title=sensible_title(book.facts.get("book-title", "")),
        author=", ".join(book.authors),
        created=iso_date(book.facts.get("date", "")),
        language=book.facts.get("lang", "")[:2].lower(),
        left_out=rest_after(characters) if book.is_cut else "" if is_whole else "the end of the book",
    )


def _member(head: bytes, source: BinaryIO) -> str:
    """The name of the book in a ZIP that holds nothing else, else nothing."""
    names = member_names(head, source)
    return names[0] if len(names) == 1 and names[0].lower().endswith(".fb2") else ""


class _Book:
    """Hears of the whole book and gives headings and blocks to `outline`."""

    def __init__(self, characters: int) -> None:
        self.outline = Outline(GAP)
        self.facts: dict[str, str] = {}
        self.authors: list[str] = []
        self.is_cut = False
        self._left = characters
        self._path: list[str] = []
        self._said: list[str] = []
        self._names: dict[str, str] = {}
        self._title: list[str] = []
        self._lines: list[str] = []
        """Verses and rows that belong together."""
        self._depth = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        self._path.append(name)
        if name == "binary":
            raise Enough
        if name == "date" and self._states() and attributes.get("value"):
            self.facts["date"] = attributes["value"]
        if name == "section":
            self._depth += 1
        elif name in _BLOCKS or self._states():
            self._said = []
        elif name == "title":
            self._title = []

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "section":
            self._depth -= 1
        elif name in {"td", "th"}:
            self._said.append(CELL)
        elif name in {"stanza", "table"}:
            self._block("\n".join(self._lines))
            self._lines = []
        elif name == "title":
            self._heading()
        elif name == "author" and "title-info" in self._path:
            self.authors.append(one_line(" ".join(self._names.get(part, "") for part in _NAMES)))
            self._names = {}
        elif self._states():
            self._state(name, one_line("".join(self._said)))
        elif name in _BLOCKS and "body" in self._path:
            self._end_block(name, one_line("".join(self._said)).strip(" |"))
        self._path.pop()

    def text(self, text: str) -> None:
        """Text, in pieces."""
        self._said.append(text)

    def _states(self) -> bool:
        """Whether the element at hand is a fact about the book, or the name of an author."""
        return "title-info" in self._path[-3:-1]

    def _state(self, name: str, said: str) -> None:
        if self._path[-2] == "author":
            self._names[name] = said
        elif self._path[-2] == "title-info" and said:
            self.facts.setdefault(name, said)

    def _end_block(self, name: str, said: str) -> None:
        self._said = []
        if "title" in self._path:
            self._title.append(said)
        elif name in {"v", "tr"}:
            self._lines.append(said)
        elif said:
            self._block(said)

    def _heading(self) -> None:
        title = " ".join(filter(None, self._title))
        self._title = []
        if self._path[-2:-1] not in (["section"], ["body"]):  # of a poem or a stanza
            self._block(title if "body" in self._path else "")
        elif title:
            self.outline.heading(self._depth + 1, title, title)
            self._count(title)

    def _block(self, said: str) -> None:
        if said:
            self.outline.block(said)
            self._count(said)

    def _count(self, said: str) -> None:
        self._left -= len(said) + len(GAP)
        if self._left < 0:
            self.is_cut = True
            raise Enough
