"""Headings and the text under them, gathered into sections: for Markdown, HTML and DOCX alike."""

from app.domain.document import SegmentKind
from app.reading.draft import Part, is_visible, one_line

LONGEST_HEADING = 120
"""Characters kept of a heading in a path; some files set whole paragraphs as headings."""
PREAMBLE = 200
"""Characters that may stand above a title: a date, a badge, a line of navigation."""
SEPARATOR = " > "


class Outline:
    """Takes headings and blocks in the order of the document; gives one part for each section.

    A heading stands in the text of its own section. One with nothing under it joins the section that
    follows, so that no part is a bare heading while there is text to go with it.
    """

    def __init__(self, between: str) -> None:
        self._between = between
        self._path: list[tuple[int, str]] = []
        self._pieces: list[str] = []
        self._has_body = False
        self._parts: list[Part] = []
        self._headings = 0
        self._before = 0
        self.title = ""
        """The heading of level 1 at the head of the document, or empty."""

    def heading(self, level: int, title: str, text: str) -> None:
        """Begin a section; *text* is the heading as it stands in the document."""
        title = one_line(title)
        if not is_visible(title):
            self.block(text)
            return
        if self._has_body:
            self._finish()
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._path.append((level, _shortened(title)))
        self._pieces.append(text)
        self._headings += 1
        if level == 1 and self._headings == 1 and self._before <= PREAMBLE:
            self.title = title

    def block(self, text: str) -> None:
        """Add text to the section at hand."""
        self._pieces.append(text)
        self._has_body = self._has_body or is_visible(text)
        if not self._headings:
            self._before += len(text)

    def parts(self) -> list[Part]:
        """All sections; nothing may be added after this."""
        if self._pieces:
            self._finish()
        return self._parts

    @property
    def divided(self) -> SegmentKind:
        """What the parts are."""
        return SegmentKind.SECTION if self._headings else SegmentKind.WHOLE

    def _finish(self) -> None:
        path = SEPARATOR.join(title for _, title in self._path)
        text = self._between.join(self._pieces)
        if is_visible(text):
            self._parts.append(Part(text, label=path, heading=path))
        self._pieces, self._has_body = [], False


def _shortened(title: str) -> str:
    if len(title) <= LONGEST_HEADING:
        return title
    return title[:LONGEST_HEADING].rsplit(" ", 1)[0] + "\u2026"
