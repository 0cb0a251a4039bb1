"""The list of hits."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QListView, QWidget

from app.domain.hit import Hit
from app.gui.hit_delegate import HitDelegate
from app.gui.hit_model import HitModel, Index

DOUBT_MARGINS = (20, 8, 20, 6)
"""Left, top, right and bottom of the sentence above the hits."""


class HitList(QListView):
    """Shows hits; one of them is current: the best one, until the user chooses another."""

    chosen = Signal(object)
    """The current hit is another one; None where there is none."""
    opened = Signal()
    """The current hit is to be opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hitList")
        self.setAccessibleName(self.tr("Documents found"))
        self._hits = HitModel(self)
        self._is_users_choice = False
        self._is_showing = False
        self._doubt = _doubt_line(self)
        self.setModel(self._hits)
        self.setItemDelegate(HitDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.pressed.connect(self._take_choice)
        self.doubleClicked.connect(self.opened)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show *hits*; the document that the user chose stays current while it is among them."""
        before = self.current_hit()
        self._is_showing = True
        self._hits.show(hits)
        kept = self._hits.row_of(before.document_id) if before and self._is_users_choice else -1
        self._is_users_choice = kept >= 0
        self.setCurrentIndex(self._hits.index(max(0, kept)))
        self._is_showing = False
        if (after := self.current_hit()) != before:
            self.chosen.emit(after)

    def show_doubt(self, sentence: str) -> None:
        """Say *sentence* above the hits, where there is one."""
        self._doubt.setText(sentence)
        self._doubt.setVisible(bool(sentence))
        self.setAccessibleDescription(sentence)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sentence above the hits is as wide as they are."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        height = self._doubt.heightForWidth(self.width()) if self._doubt.text() else 0
        if self.viewportMargins().top() != height:
            self.setViewportMargins(0, height, 0, 0)
        self._doubt.setGeometry(0, 0, self.width(), height)

    def current_hit(self) -> Hit | None:
        """The hit that actions are for."""
        return self._hits.hit(self.currentIndex().row())

    @Slot()
    def select_first(self) -> None:
        """Make the best hit current, and whatever is best after it."""
        self.setCurrentIndex(self._hits.index(0))
        self._is_users_choice = False

    @Slot(int)
    def move_by(self, rows: int) -> None:
        """Make the hit so many rows below current; the ends are ends."""
        last = self._hits.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self._hits.index(min(last, max(0, self.currentIndex().row() + rows))))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell, and scroll to it."""
        super().currentChanged(current, previous)
        if not self._is_showing:
            self._is_users_choice = True
            self.chosen.emit(self._hits.hit(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, the same on every platform."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _take_choice(self, _index: QModelIndex) -> None:
        """A click on the hit that is current already is a choice, too."""
        self._is_users_choice = True


def _doubt_line(parent: QWidget) -> QLabel:
    line = QLabel(parent)
    line.setObjectName("doubt")
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setWordWrap(True)
    line.setContentsMargins(*DOUBT_MARGINS)
    line.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    line.hide()
    return line
