"""The choice whether searches are kept, and the way to erase them."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from app.domain.settings import Settings


class HistoryChoice(QWidget):
    """One field of the settings, and a button."""

    chosen = Signal(Settings)
    """The settings with what was chosen here."""
    erase = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = Settings()
        told = self.tr("It stays on this computer. Switching it off erases it; saved searches stay.")
        self._kept = QCheckBox(self.tr("&Keep a history of searches"), self)
        self._kept.setObjectName("keepHistory")
        self._kept.setToolTip(told)
        self._kept.setAccessibleDescription(told)
        self._kept.clicked.connect(self._choose)
        self._erase = QPushButton(self.tr("Era&se it …"), self)
        self._erase.setObjectName("eraseHistory")
        self._erase.setAccessibleName(self.tr("Erase the history of searches"))
        self._erase.clicked.connect(self.erase)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._kept, 1)
        row.addWidget(self._erase)

    def show_settings(self, settings: Settings) -> None:
        """Show the settings as they are."""
        self._settings = settings
        self._kept.setChecked(settings.keep_history)
        self._erase.setEnabled(settings.keep_history)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(replace(self._settings, keep_history=self._kept.isChecked()))
