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
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.domain.settings import Appearance, Settings
from app.domain.state import FolderState
from app.gui import naming, wording
from app.gui.folder_dialog import ask_for_folder
from app.gui.history_choice import HistoryChoice
from app.gui.recognition_choice import RecognitionChoice
from app.gui.waiting_choice import WaitingChoice

LARGEST = 100_000
"""Megabytes that can be chosen."""


class SettingsDialog(QDialog):
    """Every choice counts at once; there is nothing to confirm."""

    add = Signal(Path)
    remove = Signal(Path)
    leave_out = Signal(Path)
    """The user wants to say what is left out of a folder."""
    changed = Signal(Settings)
    erase_history = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self.setWindowTitle(self.tr("Settings"))
        self.resize(640, 560)
        self._settings = Settings()
        self._folders = QListWidget(self)
        self._folders.setObjectName("folders")
        self._folders.setAccessibleName(self.tr("Folders that are searched"))
        self._folders.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._folders.currentRowChanged.connect(self._allow_changing)
        heading = QLabel(self.tr("&Folders that are searched"), self)
        heading.setBuddy(self._folders)
        add = QPushButton(self.tr("&Add a folder …"), self)
        add.setObjectName("addFolder")
        add.clicked.connect(self._ask_for_folder)
        self._remove = QPushButton(self.tr("&Remove"), self)
        self._remove.setObjectName("removeFolder")
        self._remove.setToolTip(self.tr("Its files stay as they are; Clew forgets what it read from them."))
        self._remove.clicked.connect(self._remove_current)
        self._leave_out = QPushButton(self.tr("Leave &out …"), self)
        self._leave_out.setObjectName("leaveOut")
        self._leave_out.setToolTip(self.tr("Say which files and folders in it are not searched."))
        self._leave_out.clicked.connect(self._ask_what_to_leave_out)
        self._appearance = QComboBox(self)
        self._appearance.setObjectName("appearance")
        for appearance, name in (
            (Appearance.SYSTEM, self.tr("As the system")),
            (Appearance.LIGHT, self.tr("Light")),
            (Appearance.DARK, self.tr("Dark")),
        ):
            self._appearance.addItem(name, appearance)
        self._appearance.activated.connect(self._choose_appearance)
        self._largest = QSpinBox(self, minimum=1, maximum=LARGEST)
        self._largest.setObjectName("largestFile")
        self._largest.setKeyboardTracking(False)  # half a number is no choice
        self._largest.setSuffix(self.tr(" MB"))
        self._largest.setToolTip(self.tr("Larger files are not opened; the list of unread files names them."))
        self._largest.valueChanged.connect(self._choose_largest)
        self._recognition = RecognitionChoice(self)
        self._recognition.chosen.connect(self._choose_recognition)
        self._waiting = WaitingChoice(self)
        self._waiting.chosen.connect(self._choose_several)
        self._history = HistoryChoice(self)
        self._history.chosen.connect(self._choose_several)
        self._history.erase.connect(self.erase_history)
        self._place(heading, add)
        self._allow_changing()

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
        self._allow_changing()

    def show_settings(self, settings: Settings) -> None:
        """Show the settings as they are."""
        self._settings = settings
        self._appearance.setCurrentIndex(self._appearance.findData(settings.appearance))
        self._largest.blockSignals(True)  # nobody chose
        self._largest.setValue(settings.largest_file_megabytes)
        self._largest.blockSignals(False)
        self._recognition.show_settings(settings)
        self._waiting.show_settings(settings)
        self._history.show_settings(settings)

    def _place(self, heading: QLabel, add: QPushButton) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(add)
        buttons.addWidget(self._remove)
        buttons.addWidget(self._leave_out)
        buttons.addStretch(1)
        form = QFormLayout()
        form.addRow(self.tr("A&ppearance"), self._appearance)
        form.addRow(self.tr("&Largest file that is read"), self._largest)
        form.addRow(self._recognition)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(heading)
        column.addWidget(self._folders, 1)
        column.addLayout(buttons)
        column.addSpacing(12)
        column.addLayout(form)
        column.addSpacing(12)
        column.addWidget(self._waiting)
        column.addSpacing(6)
        column.addWidget(self._history)
        column.addSpacing(12)
        column.addWidget(close)

    def _current(self) -> Path | None:
        row = self._folders.currentItem()
        folder: Path | None = row.data(Qt.ItemDataRole.UserRole) if row is not None else None
        return folder

    @Slot()
    def _allow_changing(self) -> None:
        for button in (self._remove, self._leave_out):
            button.setEnabled(self._current() is not None)

    @Slot()
    def _ask_for_folder(self) -> None:
        if folder := ask_for_folder(self):
            self.add.emit(folder)

    @Slot()
    def _remove_current(self) -> None:
        folder = self._current()
        if folder is not None:
            self.remove.emit(folder)

    @Slot()
    def _ask_what_to_leave_out(self) -> None:
        folder = self._current()
        if folder is not None:
            self.leave_out.emit(folder)

    @Slot(int)
    def _choose_largest(self, megabytes: int) -> None:
        self._settings = replace(self._settings, largest_file_megabytes=megabytes)
        self.changed.emit(self._settings)

    @Slot(bool, str)
    def _choose_recognition(self, wanted: bool, languages: str) -> None:
        self._settings = replace(self._settings, text_recognition=wanted, recognition_languages=languages)
        self.changed.emit(self._settings)

    @Slot(Settings)
    def _choose_several(self, settings: Settings) -> None:
        self._settings = settings
        self.changed.emit(settings)

    @Slot(int)
    def _choose_appearance(self, row: int) -> None:
        self._settings = replace(self._settings, appearance=Appearance(self._appearance.itemData(row)))
        self.changed.emit(self._settings)
