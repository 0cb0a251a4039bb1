"""The choice when indexing waits by itself."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGroupBox, QVBoxLayout, QWidget

from app.domain.settings import Settings


class WaitingChoice(QGroupBox):
    """Three fields of the settings."""

    chosen = Signal(Settings)
    """The settings with what was chosen here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("When to wait"))
        self.setObjectName("waitingChoice")
        self.setToolTip(
            self.tr(
                "New and changed files are then found by their words at once, where they are few;"
                " all else follows by itself."
            )
        )
        self._settings = Settings()
        self._battery = self._box(
            self.tr("While running on &battery"),
            self.tr("Reading files and learning what they mean would use it up."),
        )
        self._full_screen = self._box(
            self.tr("While a program fills the scr&een"),
            self.tr("A film, a talk or a game is not disturbed, where the system tells of it."),
        )
        self._load = self._box(
            self.tr("While other programs keep the computer bus&y"),
            self.tr("Indexing goes on when they need less."),
        )
        column = QVBoxLayout(self)
        for name, box in (
            ("pauseOnBattery", self._battery),
            ("pauseInFullScreen", self._full_screen),
            ("pauseOnLoad", self._load),
        ):
            box.setObjectName(name)
            box.clicked.connect(self._choose)
            column.addWidget(box)

    def show_settings(self, settings: Settings) -> None:
        """Show the settings as they are."""
        self._settings = settings
        self._battery.setChecked(settings.pause_on_battery)
        self._full_screen.setChecked(settings.pause_in_full_screen)
        self._load.setChecked(settings.pause_on_load)

    def _box(self, text: str, explanation: str) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setToolTip(explanation)
        box.setAccessibleDescription(explanation)
        return box

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(
            replace(
                self._settings,
                pause_on_battery=self._battery.isChecked(),
                pause_in_full_screen=self._full_screen.isChecked(),
                pause_on_load=self._load.isChecked(),
            )
        )
