"""A mail as a person reads it, whatever file it came in: its head, its text, its attachments."""

import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from selectolax.lexbor import LexborHTMLParser

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Unreadable
from app.reading.draft import GAP, Draft, Part, is_visible, one_line, rest_after
from app.reading.mail.dates import readable_moment
from app.reading.outline import SEPARATOR, Outline
from app.reading.web.article import NEVER
from app.reading.web.blocks import gather
from app.reading.web.nesting import with_bounded_depth

ReadAttachment = Callable[[BinaryIO, str, int], Draft | None]
"""(content, file name, characters wanted) -> what it says; None where it is no text or no kind we read."""

_NAMED = re.compile(r"([^<>]*)<[^<>]*>")
_REMARKED = re.compile(r"[^<>()\s]+\s*\(([^()]*)\)$")

LONGEST_LINE = 2000
"""Characters kept of one line of the head; some mails go to thousands of people."""
LONGEST_HTML = 20_000_000
"""Characters of HTML that are looked at; pictures may be written into it."""
STUB = 300
"""Characters below which plain text may be a mere hint that the mail is HTML."""
RICHER = 4
"""Times the length of such a stub from which HTML is the text."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail without its attachments."""

    sender: str = ""
    to: str = ""
    cc: str = ""
    sent: dt.datetime | None = None
    subject: str = ""
    text: str = ""
    attachments: tuple[str, ...] = ()
    """Their names."""


class Bundle:
    """Gathers the parts of a mail, at most *characters* of them."""

    def __init__(self, read_attachment: ReadAttachment, characters: int) -> None:
        self._read = read_attachment
        self._characters = characters
        self._parts: list[Part] = []
        self._left_out: list[str] = []
        self._left = characters
        self._first: Letter | None = None

    @property
    def is_full(self) -> bool:
        """Whether nothing more is wanted."""
        return self._left <= 0

    def add_letter(self, letter: Letter, name: str = "") -> None:
        """Add a mail: the one that is read, or one that came with it as *name*."""
        if self._first is None:
            self._first = letter
            self._add(Part(_written(letter)))
        else:
            label = one_line(letter.subject) or name
            self._add(Part(_written(letter), label=label, heading=label))

    def add_attachment(self, content: bytes, name: str) -> None:
        """Add what the file *content*, called *name*, says."""
        if self.is_full:
            return
        try:
            draft = self._read(io.BytesIO(content), name, self._left)
        except Unreadable:
            self.leave_out(name)
            return
        if draft is None:
            return
        if draft.left_out:
            self.leave_out(f"{draft.left_out} ({name})")
        for number, part in enumerate(draft.parts, start=1):
            within = part.label or ("" if draft.divided is SegmentKind.WHOLE else str(number))
            self._add(Part(part.text, _path(name, within), _path(name, part.heading)))

    def leave_out(self, what: str) -> None:
        """Say that *what* was not read."""
        if what not in self._left_out:
            self._left_out.append(what)

    def draft(self) -> Draft:
        """What was gathered; title, author and date are those of the first mail."""
        if self.is_full:
            self.leave_out(rest_after(self._characters))
        letter = self._first or Letter()
        return Draft(
            Kind.MAIL,
            self._parts,
            SegmentKind.PART,
            title=letter.subject,
            author=_who(letter.sender),
            created=letter.sent.date().isoformat() if letter.sent else "",
            left_out="; ".join(self._left_out),
        )

    def _add(self, part: Part) -> None:
        if not self.is_full and is_visible(part.text):
            self._parts.append(part)
            self._left -= len(part.text)


def prefer_plain(plain: str, html: str) -> str:
    """The text of a mail that comes both ways: *plain*, unless it only says that there is *html*."""
    if not html or len(plain) >= STUB:
        return plain
    rich = html_text(html)
    return rich if len(rich) > RICHER * len(plain.strip()) else plain


def html_text(html: str) -> str:
    """What a mail in HTML says: all of it, for a mail is no page with menus around an article."""
    tree = LexborHTMLParser(with_bounded_depth(html[:LONGEST_HTML]))
    for node in tree.css(NEVER):
        node.decompose()
    if tree.body is None:
        return ""
    outline = Outline(GAP)
    gather(tree.body, outline)
    return GAP.join(part.text for part in outline.parts())


def _written(letter: Letter) -> str:
    lines = {
        "From": letter.sender,
        "To": letter.to,
        "Cc": letter.cc,
        "Date": readable_moment(letter.sent) if letter.sent else "",
        "Subject": letter.subject,
        "Attachments": ", ".join(letter.attachments),
    }
    head = "\n".join(f"{name}: {_cut(one_line(said))}" for name, said in lines.items() if is_visible(said))
    return f"{head}\n\n{letter.text.strip()}".strip()


def _who(sender: str) -> str:
    """The name in `Ada Lovelace <ada@example.org>` or `ada@example.org (Ada Lovelace)`; else all of it."""
    match = _NAMED.match(sender) or _REMARKED.match(sender)
    name = match[1].replace('\\"', '"').strip().strip('"').strip() if match else ""
    return name or sender.strip("<> ")


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE].rsplit(" ", 1)[0] + "\u2026"


def _path(name: str, within: str) -> str:
    return SEPARATOR.join(filter(None, (name, within)))
