"""Files that could not be read: which, why, and what can be done."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.engine.messages import UnreadFile
from app.gui import naming, wording

PATH, REASON = 0, 1


class UnreadDialog(QDialog):
    """One row a file; a double click shows the file in its folder."""

    reveal = Signal(Path)
    retry = Signal()
    """All are to be read again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unreadDialog")
        self.setWindowTitle(self.tr("Files that could not be read"))
        self.resize(820, 480)
        self._files: tuple[UnreadFile, ...] = ()
        self._intro = QLabel(self)
        self._intro.setWordWrap(True)
        self._table = QTableWidget(0, 2, self)
        self._table.setObjectName("unreadTable")
        self._table.setAccessibleName(self.windowTitle())
        self._table.setHorizontalHeaderLabels([self.tr("File"), self.tr("Why, and what helps")])
        self._table.verticalHeader().setVisible(False)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setTabKeyNavigation(False)
        self._table.setWordWrap(True)
        self._table.itemActivated.connect(self._reveal)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        self._retry = close.addButton(self.tr("&Try again"), QDialogButtonBox.ButtonRole.ActionRole)
        self._retry.setObjectName("retryUnread")
        self._retry.clicked.connect(self.retry)
        column = QVBoxLayout(self)
        column.addWidget(self._intro)
        column.addWidget(self._table, 1)
        column.addWidget(close)
        self.show_files(())

    def show_files(self, files: tuple[UnreadFile, ...]) -> None:
        """List *files*."""
        self._files = files
        self._retry.setEnabled(bool(files))
        self._intro.setText(
            self.tr("%n file(s) could not be read. They are tried again when they change.", "", len(files))
            if files
            else self.tr("Every file could be read.")
        )
        self._table.setRowCount(len(files))
        for row, file in enumerate(files):
            name = QTableWidgetItem(f"{file.path.name}\n{naming.trail(file.path.parent)}")
            name.setToolTip(naming.path_text(file.path))
            self._table.setItem(row, PATH, name)
            self._table.setItem(
                row, REASON, QTableWidgetItem(wording.reason_sentence(file.reason, file.detail))
            )
        self._table.resizeRowsToContents()

    @Slot(QTableWidgetItem)
    def _reveal(self, item: QTableWidgetItem) -> None:
        self.reveal.emit(self._files[item.row()].path)
