"""The list of hits."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from app.domain.hit import Hit
from app.gui.hit_delegate import HitDelegate
from app.gui.hit_model import HitModel, Index


class HitList(QListView):
    """Shows hits; one of them is current."""

    chosen = Signal(object)
    """The current hit is another one; None where there is none."""
    opened = Signal()
    """The current hit is to be opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hitList")
        self.setAccessibleName(self.tr("Documents found"))
        self._hits = HitModel(self)
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
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(self.opened)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show *hits*; the current document stays current where it is still among them, else the first is."""
        before = self.current_hit()
        self._hits.show(hits)
        row = self._hits.row_of(before.document_id) if before is not None else -1
        if row <= 0 or before is None:
            row = 0
        index = self._hits.index(row)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def current_hit(self) -> Hit | None:
        """The hit that actions are for."""
        return self._hits.hit(self.currentIndex().row())

    @Slot(int)
    def move_by(self, rows: int) -> None:
        """Make the hit so many rows below current; the ends are ends."""
        last = self._hits.rowCount() - 1
        if last >= 0:
            row = min(last, max(0, self.currentIndex().row() + rows))
            self.setCurrentIndex(self._hits.index(row))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell, and scroll to it."""
        super().currentChanged(current, previous)
        self.chosen.emit(self._hits.hit(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, the same on every platform."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        else:
            super().keyPressEvent(event)
