"""A hit, laid out in the width of its row: what stands where, in which font."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QTextCharFormat, QTextLayout, QTextOption

from app.domain.hit import Hit, Snippet
from app.gui import naming, wording
from app.gui.units import Units

SNIPPET_LINES = 2
BEFORE_MARK = 24
"""Code points kept before the first marked word where a narrow row would hide it."""
LONG_WORD = 16
"""Code points of a word that is rather cut than left out at the end of a snippet."""
UNDERLINE_ALPHA = 0.55
"""How much of the mark's colour lies under the sentence."""
DOTS = "\u2026"
BETWEEN = "  \u00b7  "
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class RowMeasures:
    """Fonts and distances that follow from the view's font, so that large text is not cut."""

    def __init__(self, font: QFont) -> None:
        self.text = QFont(font)
        self.title = QFont(font)
        self.title.setWeight(QFont.Weight.DemiBold)
        if font.pointSizeF() > 0:
            self.title.setPointSizeF(font.pointSizeF() * 1.08)
        self.line = round(QFontMetrics(font).lineSpacing() * 1.08)
        self.title_line = QFontMetrics(self.title).lineSpacing()
        unit = QFontMetrics(font).height()
        self.padding = round(unit * 0.75)
        self.gap = round(unit * 0.8)
        self.icon = round(unit * 1.4)
        self.bars = round(unit * 0.85)
        self.leading = max(2, round(unit * 0.2))

    @cached_property
    def row(self) -> int:
        """Height of every row."""
        text = self.title_line + self.line * (1 + SNIPPET_LINES) + 2 * self.leading
        return text + 2 * self.padding


@dataclass(frozen=True, slots=True)
class HitLayout:
    """The lines of one hit, cut to the width of its row."""

    title: str
    where: str
    when: str
    when_width: int
    snippet: QTextLayout


def lay_out(
    hit: Hit, width: int, measures: RowMeasures, mark: QColor, direction: Qt.LayoutDirection
) -> HitLayout:
    """Lay *hit* out in *width* pixels."""
    metrics = QFontMetrics(measures.text)
    when = wording.when(hit.modified_ns)
    when_width = metrics.horizontalAdvance(when)
    room = width - (when_width + measures.gap if when else 0)
    bars = measures.bars + measures.gap if hit.confidence is not None else 0
    title = QFontMetrics(measures.title).elidedText(
        naming.path_text(hit.title), Qt.TextElideMode.ElideRight, width - bars
    )
    snippet = _snippet(hit, width, measures, mark, direction)
    return HitLayout(title, _where(hit, metrics, room), when, when_width, snippet)


def _where(hit: Hit, metrics: QFontMetrics, room: int) -> str:
    """Folder, whether it is away, place and copies; the folder gives way first, in its middle."""
    trail = naming.whereabouts(hit.path, hit.member)
    place = wording.place_text(hit.place, hit.title) if hit.passages else ""
    copies = wording.copies_text(len(hit.copies) + 1) if hit.copies else ""
    away = wording.away_text(hit.away) if hit.away else ""
    rest = "".join(BETWEEN + part for part in (away, place, copies) if part)
    left = max(room // 2, room - metrics.horizontalAdvance(rest))
    trail = metrics.elidedText(trail, Qt.TextElideMode.ElideMiddle, left)
    return metrics.elidedText(trail + rest, Qt.TextElideMode.ElideRight, room)


def _snippet(
    hit: Hit, width: int, measures: RowMeasures, mark: QColor, direction: Qt.LayoutDirection
) -> QTextLayout:
    """The lines of the snippet with its marks; begun later where what answers would not be seen."""
    shown = replace(hit.snippet, text=CONTROLS.sub(" ", hit.snippet.text))
    layout, end = _broken(shown, width, measures, mark, direction)
    if end < len(shown.text) and (start := _hidden(shown, end)) is not None:
        shown = _begun_later(shown, start)
        layout, end = _broken(shown, width, measures, mark, direction)
    text = shown.text
    while 0 < end < len(text):
        space = text.rfind(" ", max(1, end - LONG_WORD), end)
        end = space if space >= 0 else end - 1
        cut = replace(shown, text=text[:end].rstrip() + DOTS)
        layout, fitted = _broken(cut, width, measures, mark, direction)
        if fitted == len(cut.text):
            break
    return layout


def _hidden(shown: Snippet, end: int) -> int | None:
    """Where to begin so that the sentence, or else the first mark, lies before *end*; None where it does."""
    if shown.sentence is not None and shown.sentence[1] > end:
        return shown.sentence[0] or None
    if not shown.marks or shown.marks[0][1] <= end:
        return None
    first = shown.marks[0][0]
    space = shown.text.find(" ", max(0, first - BEFORE_MARK), first)
    return space + 1 if space >= 0 else first


def _begun_later(shown: Snippet, start: int) -> Snippet:
    """What is shown, from *start* on."""
    opening = DOTS + " "
    offset = len(opening) - start
    marks = tuple((first + offset, last + offset) for first, last in shown.marks if first >= start)
    sentence = shown.sentence and (shown.sentence[0] + offset, shown.sentence[1] + offset)
    return Snippet(opening + shown.text[start:], marks, sentence)


def _broken(
    shown: Snippet, width: int, measures: RowMeasures, mark: QColor, direction: Qt.LayoutDirection
) -> tuple[QTextLayout, int]:
    """The text broken into the lines that there is room for, and how many of its code points they hold."""
    text = shown.text
    layout = QTextLayout(text, measures.text)
    layout.setCacheEnabled(True)
    layout.setTextOption(_option(direction))
    units = Units(text)
    formats = [_marked(units, first, last, mark) for first, last in shown.marks if last <= len(text)]
    if shown.sentence is not None:
        first, last = shown.sentence
        formats.insert(0, _answering(units, first, min(last, len(text)), mark))
    layout.setFormats(formats)
    layout.beginLayout()
    held = 0
    for number in range(SNIPPET_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, number * measures.line))
        held = line.textStart() + line.textLength()
    layout.endLayout()
    return layout, len(text) if held >= units.at(len(text)) else _code_points(text, held)


def _code_points(text: str, units: int) -> int:
    """How many code points of *text* lie in so many UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))


def _option(direction: Qt.LayoutDirection) -> QTextOption:
    """Text runs as its own script does, and is aligned as the window is."""
    is_leftward = direction == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if is_leftward else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _marked(units: Units, first: int, last: int, colour: QColor) -> QTextLayout.FormatRange:
    found, look = QTextLayout.FormatRange(), QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setForeground(colour)
    found.start = units.at(first)
    found.length = units.at(last) - found.start
    found.format = look
    return found


def _answering(units: Units, first: int, last: int, colour: QColor) -> QTextLayout.FormatRange:
    """The sentence that answers: underlined, so that colour alone tells nothing."""
    found, look = QTextLayout.FormatRange(), QTextCharFormat()
    faint = QColor(colour)
    faint.setAlphaF(UNDERLINE_ALPHA)
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    look.setUnderlineColor(faint)
    found.start = units.at(first)
    found.length = units.at(last) - found.start
    found.format = look
    return found
