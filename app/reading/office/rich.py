"""Rich text (RTF 1.9.1) as a stream of what it says, without pictures, objects and hidden text.

One pass over the bytes, whatever they hold: time grows with the length of the file alone.
"""

import re
from typing import Protocol

from app.reading.office.rich_group import TABLES, Group, Role
from app.reading.office.rich_words import (
    CHARACTERS,
    CHARSETS,
    DROPPED,
    NOTES,
    SAYING,
    SIGNS,
    STATED,
    code_page,
)

LEVELS = 9
"""Of headings."""
LONGEST_STATED = 1000
"""Characters kept of a title, an author, the name of a style."""
DEEPEST = 5000
"""Groups within each other; beyond it, a file is no document."""

_MARK = re.compile(rb"[\\{}]")
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|.",
    re.DOTALL,
)
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


class Story(Protocol):
    """Hears what a document says, in its order."""

    @property
    def is_full(self) -> bool:
        """Whether nothing more is wanted."""
        ...

    def text(self, text: str) -> None:
        """Text of the paragraph at hand."""
        ...

    def paragraph(self, level: int, *, in_table: bool) -> None:
        """The paragraph ends; it is a heading of *level*, or none where that is 0."""
        ...

    def cell(self) -> None:
        """A cell of a table ends."""
        ...

    def row(self) -> None:
        """A row of a table ends."""
        ...

    def note(self, *, begins: bool) -> None:
        """A footnote or comment begins or ends, within a paragraph."""
        ...


class RichText:
    """Reads a document and tells *story* of it; what the document states about itself is in `stated`."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self.stated: dict[str, str] = {}
        """Title and author."""
        self.created: list[int] = []
        """Year, month and day, as far as stated."""
        self._group = Group()
        self._stack: list[Group] = []
        self._bytes = bytearray()
        self._to_skip = 0
        self._high = 0
        self._is_starred = False
        self._code_page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        """Number of the font that is being described."""
        self._default_font = 0
        self._levels: dict[int, int] = {}
        """Style -> level of the headings it is for."""
        self._style = 0
        self._style_name = ""
        self._is_document = False
        """Whether it is a whole document, not a piece of one, which is several groups."""

    def read(self, data: bytes) -> bool:
        """Read it all, or as much as the story wants; return whether it ended as it should."""
        position = 0
        while position < len(data):
            if self._group.role is Role.DROPPED and (mark := _MARK.search(data, position)):
                position = mark.start()
            token = _TOKEN.match(data, position)
            if token is None or self._story.is_full:
                break
            position = token.end() + self._take(token)
            if token[5] == b"}" and not self._stack and self._is_document:
                break  # what stands after a document is not of it
            if len(self._stack) > DEEPEST:
                return False
        self._flush()
        return not self._stack or self._story.is_full

    def _take(self, token: re.Match[bytes]) -> int:
        """Follow *token*; return how many bytes after it are binary."""
        word, number, code, sign, brace, text = token.groups()
        if text:
            self._literal(text)
        elif code:
            self._literal(bytes.fromhex(code.decode("ascii")))
        elif word == b"bin":
            return max(0, int(number or 0))
        if word:
            self._word(word, None if number is None else int(number))
        elif sign:
            self._sign(sign)
        elif brace:
            self._open() if brace == b"{" else self._close()
        return 0

    def _literal(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        self._bytes += data[skipped:]

    def _flush(self) -> None:
        if self._bytes:
            text = self._bytes.decode(self._group.encoding or self._code_page, "replace")
            self._bytes.clear()
            self._say(text)

    def _say(self, text: str) -> None:
        group = self._group
        if group.role is Role.BODY:
            if not group.is_hidden:
                self._story.text(text)
        elif group.role is Role.STYLES:
            self._style_name = (self._style_name + text)[:LONGEST_STATED]
        elif group.role is Role.STATED:
            self.stated[group.states] = (self.stated.get(group.states, "") + text)[:LONGEST_STATED]

    def _open(self) -> None:
        self._flush()
        self._to_skip = 0
        self._is_starred = False
        self._stack.append(self._group)
        self._group = self._group.inner()
        self._style = 0
        self._style_name = ""

    def _close(self) -> None:
        self._flush()
        self._to_skip = 0
        if self._group.role is Role.STYLES and (match := _HEADING.match(self._style_name.strip())):
            self._levels.setdefault(self._style, int(match[1]))
        if self._group.is_note:
            self._story.note(begins=False)
        if self._stack:
            self._group = self._stack.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._is_starred = True
        elif sign in b"\r\n":
            self._word(b"par", None)
        elif character := SIGNS.get(sign):
            self._character(character)

    def _character(self, character: str) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._flush()
            self._say(character)

    def _word(self, word: bytes, number: int | None) -> None:
        self._to_skip = 0
        is_starred, self._is_starred = self._is_starred, False
        if self._group.role is Role.DROPPED:
            return
        if word == b"u":
            self._unicode(number or 0)
        elif character := CHARACTERS.get(word):
            self._character(character)
        elif not self._begins(word, is_starred=is_starred):
            self._flush()
            self._format(word, number)

    def _unicode(self, number: int) -> None:
        self._flush()
        code = number & 0xFFFF
        self._to_skip = self._group.skip
        if 0xD800 <= code < 0xDC00:
            self._high = code
            return
        if 0xDC00 <= code < 0xE000 and self._high:
            code = 0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00
        self._high = 0
        self._say(chr(code))

    def _begins(self, word: bytes, *, is_starred: bool) -> bool:
        """Whether *word* says what the group at hand is."""
        group = self._group
        if word in STATED and group.role is Role.INFO:
            group.role, group.states = Role.STATED, word.decode("ascii")
        elif word in NOTES and group.role is Role.BODY:
            group.is_note = True
            self._story.note(begins=True)
        elif word in TABLES:
            group.role = TABLES[word]
        elif word in DROPPED or (is_starred and word not in SAYING and group.role is Role.BODY):
            group.role = Role.DROPPED
        else:
            return False
        return True

    def _format(self, word: bytes, number: int | None) -> None:
        group = self._group
        if group.role is Role.BODY:
            self._flow(word, number)
        elif word == b"outlinelevel":
            self._levels[self._style] = (number or 0) + 1
        elif word == b"s":
            self._style = number or 0
        elif word in {b"fcharset", b"cpg"} and group.role is Role.FONTS:
            encoding = CHARSETS.get(number or 0, "") if word == b"fcharset" else code_page(number)
            if encoding:
                self._fonts[self._font] = encoding
        elif word in {b"yr", b"mo", b"dy"} and group.states == "creatim":
            self.created.append(number or 0)
        elif word == b"f" and group.role is Role.FONTS:
            self._font = number or 0
        elif word == b"uc":
            group.skip = max(0, number or 0)

    def _flow(self, word: bytes, number: int | None) -> None:
        """What *word* means within the text."""
        group = self._group
        if word in {b"par", b"sect", b"page"}:
            self._story.paragraph(group.level, in_table=group.in_table)
        elif word == b"cell":
            self._story.cell()
        elif word == b"row":
            self._story.row()
        elif word in {b"nestcell", b"nestrow"}:
            self._say(" | " if word == b"nestcell" else "\n")
        elif word == b"ansicpg":
            self._code_page = code_page(number) or self._code_page
        elif word == b"rtf":
            self._is_document = True
        elif word == b"mac":
            self._code_page = "mac_roman"
        elif word == b"deff":
            self._default_font = number or 0
        else:
            self._shape(word, number)

    def _shape(self, word: bytes, number: int | None) -> None:
        """How text looks from here to the end of the group, as far as that says what it is."""
        group = self._group
        if word == b"f":
            group.encoding = self._fonts.get(number or 0, "")
        elif word == b"plain":
            group.encoding, group.is_hidden = self._fonts.get(self._default_font, ""), False
        elif word == b"pard":
            group.level, group.in_table = 0, False
        elif word == b"intbl":
            group.in_table = True
        elif word == b"s":
            group.level = self._levels.get(number or 0, 0)
        elif word == b"outlinelevel":
            group.level = (number or 0) + 1 if (number or 0) < LEVELS else 0
        elif word in {b"v", b"deleted"}:
            group.is_hidden = number != 0
        elif word == b"uc":
            group.skip = max(0, number or 0)
