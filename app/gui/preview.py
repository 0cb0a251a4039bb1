"""The passage in its document's text."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QColor, QFont, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.hit import Excerpt, Hit
from app.engine.requests import Show
from app.gui import naming, wording
from app.gui.elided_label import ElidedLabel
from app.gui.units import Units

PASSAGE_ALPHA, MARK_ALPHA, LINE_ALPHA = 34, 96, 150
"""How strongly the accent colour lies behind the passage, behind the words asked for, and under the sentence."""


LEAST = 120
"""Pixels for the folders, however long the place is."""


class Preview(QWidget):
    """Shows one excerpt, with the passage tinted and the words of the query marked."""

    asked = Signal(Show)
    similar = Signal(str)
    """What is like this text is to be found."""

    def __init__(self, actions: list[QAction], parent: QWidget | None = None) -> None:
        """*actions* act on the hit that is shown."""
        super().__init__(parent)
        self.setObjectName("preview")
        self._number = 0
        self._excerpt: Excerpt | None = None
        self._wanted: tuple[object, ...] = ()
        self._rests_at = 0
        """Where the text was scrolled to; elsewhere the user has scrolled it."""
        self._title = ElidedLabel(self)
        self._title.setObjectName("previewTitle")
        font = self._title.font()
        font.setWeight(QFont.Weight.DemiBold)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self._title.setFont(font)
        self._where = ElidedLabel(self, elide=Qt.TextElideMode.ElideMiddle)
        self._where.setObjectName("previewWhere")
        self._where.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._where.setMinimumWidth(LEAST)
        self._place = ElidedLabel(self)
        self._place.setObjectName("previewPlace")
        self._place.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed
        )  # goes before folders
        self._place.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._text = QPlainTextEdit(self, readOnly=True)
        self._text.setObjectName("previewText")
        self._text.setAccessibleName(self.tr("Text of the document"))
        self._text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setTabChangesFocus(True)
        self._text.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._text.customContextMenuRequested.connect(self._offer)
        self._text.document().setDocumentMargin(14)
        self._text.verticalScrollBar().valueChanged.connect(self._name_place)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._centre)
        self._lay_out(actions)
        self.clear()

    @Slot()
    def clear(self) -> None:
        """Show nothing."""
        self._number += 1
        self._excerpt = None
        self._wanted = ()
        for label in (self._title, self._where, self._place):
            label.setText("")
        self._text.clear()
        self._text.setPlaceholderText(self.tr("Choose a hit to read it here."))

    def show_hit(self, hit: Hit, query: str) -> None:
        """Ask for the text around the best passage of *hit*; what is shown already stays as it is scrolled."""
        start, end = (hit.passages[0].start, hit.passages[0].end) if hit.passages else (0, 0)
        wanted = (hit.document_id, hit.modified_ns, start, end, query)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self._number += 1
        self._title.setText(naming.path_text(hit.title))
        self._where.setText(naming.whereabouts(hit.path, hit.member))
        whole = f"{hit.path}{naming.SEPARATOR}{hit.member}" if hit.member else str(hit.path)
        self._where.setToolTip(naming.path_text(whole))
        self._place.setText(wording.place_text(hit.place, hit.title) if hit.passages else "")
        self.asked.emit(Show(self._number, hit.document_id, start, end, query))

    def take(self, number: int, excerpt: Excerpt | None) -> None:
        """Show the excerpt that was asked for last; another one comes too late."""
        if number != self._number:
            return
        if excerpt is None:
            self._excerpt = None
            self._text.clear()
            self._text.setPlaceholderText(self.tr("This document is no longer in the library."))
            return
        before, self._excerpt = self._excerpt, excerpt
        if before is not None and replace(excerpt, sentence=None) == before:  # told more exactly
            self._mark(excerpt, stays=self._is_in_use)
            return
        self._text.setPlainText(excerpt.text)
        self._mark(excerpt)

    @property
    def _is_in_use(self) -> bool:
        """Whether the user has scrolled the text, or selected some of it."""
        is_scrolled = self._text.verticalScrollBar().value() != self._rests_at and not self._settle.isActive()
        return is_scrolled or self._text.textCursor().hasSelection()

    @Slot(QPoint)
    def _offer(self, where: QPoint) -> None:
        menu = self.text_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._text.viewport().mapToGlobal(where))

    def text_menu(self) -> QMenu:
        """What can be done with any text, and to find what is like the selected one."""
        menu = self._text.createStandardContextMenu()
        selected = self._text.textCursor().selection().toPlainText()
        action = menu.addAction(self.tr("Find similar to the selection"))
        action.setEnabled(bool(selected.strip()))
        action.triggered.connect(lambda: self.similar.emit(selected))
        return menu

    def _mark(self, excerpt: Excerpt, *, stays: bool = False) -> None:
        units = Units(excerpt.text)
        accent = self.palette().color(QPalette.ColorRole.Accent)
        passage, mark = QTextCharFormat(), QTextCharFormat()
        passage.setBackground(_tinted(accent, PASSAGE_ALPHA))
        mark.setBackground(_tinted(accent, MARK_ALPHA))
        mark.setFontWeight(QFont.Weight.Bold)
        selections = [self._selection(units, excerpt.passage, passage)]
        if excerpt.sentence is not None:
            sentence = QTextCharFormat(passage)
            sentence.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            sentence.setUnderlineColor(_tinted(accent, LINE_ALPHA))
            selections.append(self._selection(units, excerpt.sentence, sentence))
        selections += [self._selection(units, stretch, mark) for stretch in excerpt.marks]
        self._text.setExtraSelections(selections)
        if not stays:
            self._scroll_to(units, excerpt)

    def _selection(
        self, units: Units, stretch: tuple[int, int], look: QTextCharFormat
    ) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(units.at(stretch[0]))
        cursor.setPosition(units.at(stretch[1]), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = cursor, look
        return selection

    def _scroll_to(self, units: Units, excerpt: Excerpt) -> None:
        """Bring the sentence that answers into view, or the first marked word of the passage."""
        start, end = excerpt.sentence or excerpt.passage
        first = next((mark for mark, _ in excerpt.marks if start <= mark < end), start)
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(units.at(first))
        self._text.setTextCursor(cursor)
        self._settle.start()

    @Slot()
    def _centre(self) -> None:
        """Once the lines are broken anew: until then Qt would centre by a guess."""
        self._text.centerCursor()
        self._rests_at = self._text.verticalScrollBar().value()
        self._name_place()

    @Slot()
    def _name_place(self) -> None:
        """Name the page or section of the passage while it is seen, else the one in the middle of the view."""
        if self._excerpt is None:
            return
        view, passage = self._text.viewport().rect(), self._text.textCursor()
        if not view.contains(self._text.cursorRect(passage).center()):
            passage = self._text.cursorForPosition(view.center())
        seen = passage.position()
        inside = [stretch for stretch in self._excerpt.stretches if stretch.start <= seen]
        self._place.setText(wording.place_text(inside[-1].place, self._excerpt.title) if inside else "")

    def _lay_out(self, actions: list[QAction]) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        for action in actions:
            button = QToolButton(self, autoRaise=True)
            button.setDefaultAction(action)
            button.setAccessibleName(action.text().replace("&", ""))
            buttons.addWidget(button)
        line = QHBoxLayout()
        line.addWidget(self._where, 1)
        line.addWidget(self._place)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addLayout(buttons)
        head = QVBoxLayout()
        head.setContentsMargins(14, 8, 10, 8)
        head.setSpacing(2)
        head.addLayout(top)
        head.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._text, 1)


def _tinted(colour: QColor, alpha: int) -> QColor:
    tinted = QColor(colour)
    tinted.setAlpha(alpha)
    return tinted
