"""The user's choices: folders and appearance."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.settings import Appearance, Settings
from app.domain.state import FolderState
from app.gui import naming, wording
from app.gui.folder_dialog import ask_for_folder


class SettingsDialog(QDialog):
    """Every choice counts at once; there is nothing to confirm."""

    add = Signal(Path)
    remove = Signal(Path)
    changed = Signal(Settings)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self.setWindowTitle(self.tr("Settings"))
        self.resize(640, 420)
        self._settings = Settings()
        self._folders = QListWidget(self)
        self._folders.setObjectName("folders")
        self._folders.setAccessibleName(self.tr("Folders that are searched"))
        self._folders.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._folders.currentRowChanged.connect(self._allow_removing)
        heading = QLabel(self.tr("&Folders that are searched"), self)
        heading.setBuddy(self._folders)
        add = QPushButton(self.tr("&Add a folder …"), self)
        add.clicked.connect(self._ask_for_folder)
        self._remove = QPushButton(self.tr("&Remove"), self)
        self._remove.setObjectName("removeFolder")
        self._remove.setToolTip(self.tr("Its files stay as they are; Clew forgets what it read from them."))
        self._remove.clicked.connect(self._remove_current)
        self._appearance = QComboBox(self)
        self._appearance.setObjectName("appearance")
        for appearance, name in (
            (Appearance.SYSTEM, self.tr("As the system")),
            (Appearance.LIGHT, self.tr("Light")),
            (Appearance.DARK, self.tr("Dark")),
        ):
            self._appearance.addItem(name, appearance)
        self._appearance.activated.connect(self._choose_appearance)
        buttons = QHBoxLayout()
        buttons.addWidget(add)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        form = QFormLayout()
        form.addRow(self.tr("A&ppearance"), self._appearance)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(heading)
        column.addWidget(self._folders, 1)
        column.addLayout(buttons)
        column.addSpacing(12)
        column.addLayout(form)
        column.addSpacing(12)
        column.addWidget(close)
        self._allow_removing()

    def show_folders(self, states: Sequence[FolderState]) -> None:
        """List the folders; the current one stays current."""
        current = self._current()
        self._folders.clear()
        for state in states:
            row = QListWidgetItem(f"{naming.path_text(state.path)}\n{wording.folder_sentence(state)}")
            row.setData(Qt.ItemDataRole.UserRole, state.path)
            self._folders.addItem(row)
            if state.path == current:
                self._folders.setCurrentItem(row)
        self._allow_removing()

    def show_settings(self, settings: Settings) -> None:
        """Show the settings as they are."""
        self._settings = settings
        self._appearance.setCurrentIndex(self._appearance.findData(settings.appearance))

    def _current(self) -> Path | None:
        row = self._folders.currentItem()
        folder: Path | None = row.data(Qt.ItemDataRole.UserRole) if row is not None else None
        return folder

    @Slot()
    def _allow_removing(self) -> None:
        self._remove.setEnabled(self._current() is not None)

    @Slot()
    def _ask_for_folder(self) -> None:
        if folder := ask_for_folder(self):
            self.add.emit(folder)

    @Slot()
    def _remove_current(self) -> None:
        folder = self._current()
        if folder is not None:
            self.remove.emit(folder)

    @Slot(int)
    def _choose_appearance(self, row: int) -> None:
        self._settings = replace(self._settings, appearance=Appearance(self._appearance.itemData(row)))
        self.changed.emit(self._settings)
