"""Tells why a hit was found, beside it; goes with Escape, or when the keyboard goes elsewhere."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.gui.naming import path_text

WIDTH = 460
GAP = 4
"""Pixels between it and what it is about."""
MOST_WORDS = 10
"""Words that are shown one by one."""
WordTexts = tuple[str, str, str]


class WhyPopover(QFrame):
    """Sentences first, a line for each word, then figures; lies over the window, and is made anew for each hit."""

    def __init__(
        self, title: str, sentences: Sequence[str], words: Sequence[WordTexts], figures: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("whyPopover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Why this hit"))
        self.setAccessibleDescription("\n".join([title, *sentences]))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)  # lies above what is around it
        self._parent, self._before = parent, QApplication.focusWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 14, 18, 14)
        self._column.setSpacing(8)
        heading = self._line(path_text(title), "whyTitle")
        font = heading.font()
        font.setWeight(QFont.Weight.DemiBold)
        heading.setFont(font)
        for sentence in sentences:
            self._line(sentence, "whySentence")
        if words:
            self._column.addLayout(_table(words[:MOST_WORDS], self))
        if figures:
            self._line(figures, "whyFigures").setForegroundRole(QPalette.ColorRole.PlaceholderText)

    def show_beside(self, place: QRect) -> None:
        """Show it below *place* (in its parent), or above where it would not fit."""
        room = self._parent.rect()
        width = min(WIDTH, room.width())
        height = min(self._column.totalHeightForWidth(width), room.height())
        left = max(0, min(place.left(), room.width() - width))
        below, above = place.bottom() + GAP, place.top() - GAP - height
        top = below if below + height <= room.height() or above < 0 else above
        self.setGeometry(left, max(0, min(top, room.height() - height)), width, height)
        self.show()
        self.raise_()
        if (first := self.findChild(QLabel, "whySentence")) is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]  # there is one

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to where the keyboard was."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            if self._before is not None:
                self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            super().keyPressEvent(event)

    @Slot(QWidget, QWidget)
    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new is not self and not self.isAncestorOf(new):
            self.close()

    def _line(self, text: str, name: str) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._column.addWidget(label)
        return label


def _table(words: Sequence[WordTexts], parent: QWidget) -> QGridLayout:
    table = QGridLayout()
    table.setHorizontalSpacing(14)
    table.setVerticalSpacing(3)
    table.setColumnStretch(2, 1)
    for row, texts in enumerate(words):
        for column, text in enumerate(texts):
            cell = QLabel(text, parent)
            cell.setObjectName("whyWord")
            cell.setTextFormat(Qt.TextFormat.PlainText)
            if column == 0:
                font = cell.font()
                font.setWeight(QFont.Weight.DemiBold)
                cell.setFont(font)
            elif column == len(texts) - 1:
                cell.setForegroundRole(QPalette.ColorRole.PlaceholderText)
                cell.setWordWrap(True)
            table.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
    return table
