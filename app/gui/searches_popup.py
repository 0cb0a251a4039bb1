"""A list below the search field: saved searches and those of late, to be chosen without leaving the keys."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
)

from app.domain.searches import KnownSearches
from app.gui.icons import icon, kind_icon
from app.gui.naming import path_text
from app.gui.search_offers import Offer, offers
from app.gui.wording import BETWEEN

ROLE = Qt.ItemDataRole.UserRole
SIGN = QSize(16, 16)
PADDING = 12
"""Pixels that a row is higher than its letters."""


class SearchesPopup(QListWidget):
    """Lies over the window and never has the focus: the field's keys come here first while it is open.

    Opened by the user's wish, it follows what he types from then on; opened by a mere click into the
    empty field, it goes with the first letter. So arrow keys move among hits whenever it is closed.
    """

    picked = Signal(str)
    """A search, as typed."""
    unwanted = Signal(str)
    """One of late is to be erased."""
    unsaved = Signal(str)
    """A saved one is to be erased, by its name."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field.window())
        self._field = field
        self._known = KnownSearches()
        self._is_wished = False
        self._typed = ""
        """Since it was opened."""
        self.setObjectName("searchesPopup")
        self.setAccessibleName(self.tr("Saved and recent searches"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.viewport().setBackgroundRole(QPalette.ColorRole.ToolTipBase)  # lies above what is around it
        self.setIconSize(SIGN)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._row = QSize(0, self.fontMetrics().height() + PADDING)
        self.hide()
        self.itemEntered.connect(self.setCurrentItem)
        self.itemClicked.connect(self._pick)
        self.customContextMenuRequested.connect(self._offer_removal)
        field.textChanged.connect(self._follow)
        field.installEventFilter(self)

    def take(self, known: KnownSearches) -> None:
        """These can be searched for again."""
        self._known = known
        if self.isVisible():
            self._fill(max(0, self.currentRow()))

    @Slot()
    def toggle(self) -> None:
        """Open it by the user's wish, or close it."""
        if self.isVisible():
            self.hide()
        else:
            self._open(is_wished=True)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """What happens to the field; True: it is done."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        if isinstance(event, QFocusEvent) and event.lostFocus():
            if event.reason() is not Qt.FocusReason.PopupFocusReason:  # our own menu
                self.hide()
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            if not self._field.text() and not self.isVisible():
                self._open(is_wished=False)
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._place()
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self.isVisible():
            if key == Qt.Key.Key_Down and plain and not self._field.text():
                return self._open(is_wished=True)
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and plain:
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key == Qt.Key.Key_Delete and plain and (offer := self._offer()) is not None:
            if not offer.name:  # a saved one is not lost by a slip
                self.unwanted.emit(offer.text)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (item := self.currentItem()) is not None:
            self._pick(item)
        else:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.hide()
            return False
        return True

    def _open(self, *, is_wished: bool) -> bool:
        """Say whether there was anything to offer."""
        self._is_wished, self._typed = is_wished, ""
        if is_wished:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fill(-1)
        return self.isVisible()

    @Slot(str)
    def _follow(self, typed: str) -> None:
        if self.isVisible():
            self._typed = typed
            if self._is_wished:
                self._fill(-1)
            else:
                self.hide()

    def _fill(self, current: int) -> None:
        """List what fits; nothing to list is no list."""
        self.clear()
        for offer in offers(self._known, self._typed):
            told = f"{offer.name}{BETWEEN}{offer.text}" if offer.name else offer.text
            row = QListWidgetItem(_sign("star" if offer.name else "clock"), path_text(told))
            row.setToolTip(path_text(offer.text))
            row.setData(ROLE, offer)
            row.setSizeHint(self._row)
            self.addItem(row)
        if self.count():
            self.setCurrentRow(min(current, self.count() - 1))
            self._place()
            self.raise_()
        self.setVisible(self.count() > 0)

    def _place(self) -> None:
        """Below the field, as wide as it."""
        corner = self._field.mapTo(self._field.window(), QPoint(0, self._field.height() + 2))
        height = self.count() * self._row.height() + 2 * self.frameWidth()
        self.setGeometry(corner.x(), corner.y(), self._field.width(), height)

    def _step(self, rows: int) -> None:
        """From the field into the list, and out of it at either end."""
        places = self.count() + 1
        self.setCurrentRow((self.currentRow() + 1 + rows) % places - 1)
        if (item := self.currentItem()) is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, item.text()))

    def _offer(self) -> Offer | None:
        item = self.currentItem()
        offer: Offer | None = item.data(ROLE) if item is not None else None
        return offer

    @Slot(QListWidgetItem)
    def _pick(self, item: QListWidgetItem) -> None:
        offer: Offer = item.data(ROLE)
        self.hide()
        self.picked.emit(offer.text)

    @Slot(QPoint)
    def _offer_removal(self, where: QPoint) -> None:
        item = self.itemAt(where)
        if item is None:
            return
        offer: Offer = item.data(ROLE)
        menu = QMenu(self)
        removal = menu.addAction(self.tr("Remove this search"))
        if menu.exec(self.mapToGlobal(where)) is removal:
            if offer.name:
                self.unsaved.emit(offer.name)
            else:
                self.unwanted.emit(offer.text)
        menu.deleteLater()


def _sign(name: str) -> QIcon:
    """The drawing of this name, which can be seen on a chosen row, too."""
    chosen = QApplication.palette().color(QPalette.ColorRole.HighlightedText).rgb()
    sign = QIcon(icon(name))
    sign.addPixmap(kind_icon(name, chosen).pixmap(SIGN), QIcon.Mode.Selected)
    return sign
