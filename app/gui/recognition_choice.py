"""The choice whether pictures of text are read, and in which languages."""

from PySide6.QtCore import QRegularExpression, Signal, Slot
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.settings import Settings


class RecognitionChoice(QWidget):
    """Two fields of the settings."""

    chosen = Signal(bool, str)
    """Whether, and in which languages, as Tesseract calls them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._wanted = QCheckBox(self.tr("&Text recognition in pictures and scans"), self)
        self._wanted.setObjectName("textRecognition")
        self._wanted.setToolTip(
            self.tr("Pictures come last, for a page takes seconds. The program Tesseract must be installed.")
        )
        self._wanted.clicked.connect(self._choose)
        self._languages = QLineEdit(self)
        self._languages.setObjectName("recognitionLanguages")
        self._languages.setPlaceholderText(self.tr("that of the system, and English"))
        self._languages.setToolTip(self.tr("As Tesseract calls them, for example eng+deu."))
        allowed = QRegularExpression("[A-Za-z0-9_+/ -]{0,200}")
        self._languages.setValidator(QRegularExpressionValidator(allowed, self))
        self._languages.editingFinished.connect(self._choose)
        label = QLabel(self.tr("La&nguages:"), self)
        label.setBuddy(self._languages)
        row = QHBoxLayout()
        row.addSpacing(24)
        row.addWidget(label)
        row.addWidget(self._languages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._wanted)
        column.addLayout(row)

    def show_settings(self, settings: Settings) -> None:
        """Show the settings as they are."""
        self._settings = settings
        self._wanted.setChecked(settings.text_recognition)
        self._languages.setText(settings.recognition_languages)
        self._languages.setEnabled(settings.text_recognition)

    @Slot()
    def _choose(self) -> None:
        wanted, languages = self._wanted.isChecked(), self._languages.text().strip()
        known = (self._settings.text_recognition, self._settings.recognition_languages)
        if (wanted, languages) != known:  # leaving the line is no choice
            self.chosen.emit(wanted, languages)
