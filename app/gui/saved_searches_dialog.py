"""The saved searches: called otherwise, or removed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.searches import SavedSearch
from app.gui.naming import path_text

ROLE = Qt.ItemDataRole.UserRole


class SavedSearchesDialog(QDialog):
    """A name is changed where it stands; every change counts at once."""

    renamed = Signal(str, str)
    """Name as it was, and as it is to be."""
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("savedSearchesDialog")
        self.setWindowTitle(self.tr("Saved searches"))
        self.resize(460, 340)
        self._rows = QListWidget(self)
        self._rows.setObjectName("savedSearches")
        self._rows.setAccessibleName(self.tr("Saved searches"))
        self._rows.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self._rows.itemChanged.connect(self._rename)
        self._rows.currentRowChanged.connect(self._allow)
        self._empty = QLabel(self.tr("No search is saved yet. Ctrl+D saves what is searched for."), self)
        self._empty.setWordWrap(True)
        self._rename_button = QPushButton(self.tr("Re&name"), self)
        self._rename_button.setObjectName("renameSearch")
        self._rename_button.setToolTip(self.tr("The same by F2"))
        self._rename_button.clicked.connect(self._edit)
        self._remove_button = QPushButton(self.tr("&Remove"), self)
        self._remove_button.setObjectName("removeSearch")
        self._remove_button.clicked.connect(self._remove)
        for button in (self._rename_button, self._remove_button):
            button.setAutoDefault(False)  # Return ends the typing of a name
        QShortcut(
            QKeySequence(QKeySequence.StandardKey.Delete),
            self._rows,
            self._remove,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        buttons = QHBoxLayout()
        buttons.addWidget(self._rename_button)
        buttons.addWidget(self._remove_button)
        buttons.addStretch(1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._empty)
        column.addWidget(self._rows, 1)
        column.addLayout(buttons)
        column.addSpacing(6)
        column.addWidget(close)
        self.show_searches(())

    def show_searches(self, saved: Sequence[SavedSearch]) -> None:
        """List them; the current row stays where it is."""
        current = max(0, self._rows.currentRow())
        self._rows.blockSignals(True)  # nobody changes a name
        self._rows.clear()
        for search in saved:
            row = QListWidgetItem(path_text(search.name))
            row.setData(ROLE, search.name)
            row.setToolTip(path_text(search.text))
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsEditable)
            self._rows.addItem(row)
        self._rows.setCurrentRow(min(current, len(saved) - 1))
        self._rows.blockSignals(False)
        self._empty.setVisible(not saved)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        for button in (self._rename_button, self._remove_button):
            button.setEnabled(self._rows.currentItem() is not None)

    @Slot()
    def _edit(self) -> None:
        if (row := self._rows.currentItem()) is not None:
            self._rows.setFocus()
            self._rows.editItem(row)

    @Slot(QListWidgetItem)
    def _rename(self, row: QListWidgetItem) -> None:
        name: str = row.data(ROLE)
        if row.text().strip() != path_text(name):
            self.renamed.emit(name, row.text())

    @Slot()
    def _remove(self) -> None:
        if (row := self._rows.currentItem()) is not None:
            self.removed.emit(row.data(ROLE))
