"""What could not be read, as a tree: reasons, and below each its files."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QWidget

from app.engine.answers import UnreadFile
from app.engine.requests import RetryUnread
from app.gui import naming, reasons, wording

NAME, WHAT = 0, 1
"""Columns: the file or the reason; where the file lies, or what helps."""
FILE, REASON = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class UnreadTree(QTreeWidget):
    """Rows that stay keep being current, and open or closed, when the list changes."""

    confirmed = Signal()
    """Enter, or a double click, on a file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unreadTree")
        self.setAccessibleName(self.tr("Files that could not be read, by reason"))
        self.setHeaderLabels([self.tr("File"), self.tr("Folder, or what helps")])
        self.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Interactive)
        self.header().resizeSection(NAME, 340)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.itemDoubleClicked.connect(self._take_double_click)

    def show_files(self, files: Sequence[UnreadFile], failed: Mapping[str, int]) -> None:
        """List *files* below their reasons; *failed* counts all files of each reason, also those not listed."""
        current, closed = (
            self._key(self.currentItem()),
            {self._key(row) for row in self._closed()},
        )
        self.clear()
        known = dict.fromkeys(
            [*sorted(failed, key=lambda reason: -failed[reason]), *(f.reason for f in files)]
        )
        for reason in known:
            below = [file for file in files if file.reason == reason]
            group = self._group(reason, max(failed.get(reason, 0), len(below)))
            group.addChildren([_file_row(file) for file in below])
            self.addTopLevelItem(group)
            group.setExpanded(self._key(group) not in closed)
        kept = next((row for row in self._rows() if self._key(row) == current), None)
        if first := kept or self.topLevelItem(0):
            self.setCurrentItem(first)

    def current_file(self) -> UnreadFile | None:
        """The file that is current, or None."""
        row = self.currentItem()
        file: UnreadFile | None = row.data(NAME, FILE) if row is not None else None
        return file

    def current_request(self) -> RetryUnread | None:
        """What reads the current file, or all files of the current reason, again."""
        if file := self.current_file():
            return RetryUnread(path=file.path)
        row = self.currentItem()
        return RetryUnread(str(row.data(NAME, REASON))) if row is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows a file in its folder, and opens or closes a reason; the same on every platform."""
        row = self.currentItem()
        if event.key() not in ENTER or row is None:
            super().keyPressEvent(event)
        elif self.current_file() is not None:
            self.confirmed.emit()
        else:
            row.setExpanded(not row.isExpanded())

    @Slot(QTreeWidgetItem)
    def _take_double_click(self, row: QTreeWidgetItem) -> None:
        if row.data(NAME, FILE) is not None:
            self.confirmed.emit()

    def _group(self, reason: str, count: int) -> QTreeWidgetItem:
        """The row of a reason."""
        told = reasons.unread(reason)
        name = self.tr("{} ({})").format(reasons.heading(reason), wording.number(count))
        group = QTreeWidgetItem([name, told.helps])
        group.setData(NAME, REASON, reason)
        group.setToolTip(NAME, told.why)
        group.setToolTip(WHAT, told.helps)
        sentence = " ".join([reasons.heading(reason), wording.files_text(count), told.why, told.helps])
        group.setData(NAME, Qt.ItemDataRole.AccessibleTextRole, sentence)
        font = self.font()
        font.setBold(True)
        group.setFont(NAME, font)
        group.setSizeHint(NAME, QSize(0, round(1.7 * self.fontMetrics().height())))  # all rows are as high
        return group

    def _rows(self) -> Iterator[QTreeWidgetItem]:
        iterator = QTreeWidgetItemIterator(self)
        while row := iterator.value():
            yield row
            iterator += 1

    def _closed(self) -> list[QTreeWidgetItem]:
        groups = [self.topLevelItem(number) for number in range(self.topLevelItemCount())]
        return [group for group in groups if group is not None and not group.isExpanded()]

    @staticmethod
    def _key(row: QTreeWidgetItem | None) -> object:
        """What a row is known by when the list changes."""
        if row is None:
            return None
        file: UnreadFile | None = row.data(NAME, FILE)
        return (file.path, file.member) if file else row.data(NAME, REASON)


def _file_row(file: UnreadFile) -> QTreeWidgetItem:
    name, folder = naming.document_name(file.path, file.member), naming.trail(file.path.parent)
    told = reasons.unread(file.reason, file.detail)
    row = QTreeWidgetItem([name, folder])
    row.setData(NAME, FILE, file)
    row.setToolTip(NAME, f"{naming.path_text(file.path)}\n{told.why} {told.helps}".rstrip())
    row.setData(NAME, Qt.ItemDataRole.AccessibleTextRole, f"{name}, {folder}. {told.why} {told.helps}")
    return row
