"""Files that could not be read: which, why, and what can be done."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QIcon, QKeySequence, QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from app.engine.answers import UnreadFile
from app.engine.requests import RetryUnread
from app.gui import desktop, wording
from app.gui.icons import icon
from app.gui.rule_wording import skipped_sentence
from app.gui.unread_tree import UnreadTree


class UnreadDialog(QDialog):
    """What can be done with the current row stands below the tree, in its menu, and on keys."""

    retry = Signal(RetryUnread)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unreadDialog")
        self.setWindowTitle(self.tr("Files that could not be read"))
        self.resize(900, 560)
        self._intro = QLabel(self)
        self._intro.setWordWrap(True)
        self._skipped = QLabel(self)
        self._skipped.setWordWrap(True)
        self._skipped.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.tree = UnreadTree(self)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._offer)
        self.tree.currentItemChanged.connect(self._allow)
        self.tree.confirmed.connect(self._reveal)
        self._try = self._action(self.tr("Try again"), "", QKeySequence("Ctrl+R"))
        self._try.triggered.connect(self._retry_current)
        self._show = self._action(self.tr("Show in folder"), "reveal", QKeySequence("Ctrl+Return"))
        self._show.triggered.connect(self._reveal)
        self._copy = self._action(self.tr("Copy path"), "copy", QKeySequence(QKeySequence.StandardKey.Copy))
        self._copy.triggered.connect(self._copy_path)
        self._retry_all = self._button(self.tr("Try &all again"), "retryAll")
        self._retry_all.clicked.connect(self._ask_for_all)
        close = self._button(self.tr("&Close"), "closeUnread")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        for action in (self._try, self._show, self._copy):
            buttons.addWidget(self._button_for(action))
        buttons.addStretch(1)
        buttons.addWidget(self._retry_all)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        for widget in (self._intro, self.tree, self._skipped):
            column.addWidget(widget, 1 if widget is self.tree else 0)
        column.addLayout(buttons)
        self.show_files((), {}, {})

    def show_files(
        self, files: Sequence[UnreadFile], failed: Mapping[str, int], skipped: Mapping[str, int]
    ) -> None:
        """List *files*; *failed* and *skipped* count all that failed, by reason, or were passed over, by rule."""
        count = max(sum(failed.values()), len(files))
        self.tree.show_files(files, failed)
        self._retry_all.setEnabled(bool(count))
        self._intro.setText(
            self.tr("Could not be read: {}. They are tried again by themselves when they change.").format(
                wording.files_text(count)
            )
            if count
            else self.tr("Every file that was looked at could be read.")
        )
        over = sum(skipped.values())
        self._skipped.setVisible(bool(over))
        self._skipped.setText(skipped_sentence(skipped))
        self._allow()

    @Slot()
    def _allow(self) -> None:
        """A reason can be tried again; a file can be shown, too."""
        self._try.setEnabled(self.tree.currentItem() is not None)
        for action in (self._show, self._copy):
            action.setEnabled(self.tree.current_file() is not None)

    @Slot()
    def _retry_current(self) -> None:
        if request := self.tree.current_request():
            self._ask(request)

    @Slot()
    def _ask_for_all(self) -> None:
        self._ask(RetryUnread())

    def _ask(self, request: RetryUnread) -> None:
        self._intro.setText(self.tr("Being read again \u2026"))
        self.retry.emit(request)

    @Slot()
    def _reveal(self) -> None:
        if file := self.tree.current_file():
            desktop.reveal(file.path)

    @Slot()
    def _copy_path(self) -> None:
        if file := self.tree.current_file():
            desktop.copy(str(file.path))

    @Slot(QPoint)
    def _offer(self, where: QPoint) -> None:
        if self.tree.currentItem() is not None:
            menu = QMenu(self.tree)
            menu.addActions([self._try, self._show, self._copy])
            menu.exec(self.tree.viewport().mapToGlobal(where))
            menu.deleteLater()

    def _action(self, text: str, icon_name: str, keys: QKeySequence) -> QAction:
        action = QAction(icon(icon_name) if icon_name else QIcon(), text, self)
        action.setShortcut(keys)
        self.addAction(action)
        return action

    def _button_for(self, action: QAction) -> QPushButton:
        """A button that is what its action is."""
        button = self._button(action.text(), f"button-{action.text()}")
        button.setIcon(action.icon())
        button.setToolTip(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self, autoDefault=False)  # Enter is for the tree
        button.setObjectName(name)
        return button
