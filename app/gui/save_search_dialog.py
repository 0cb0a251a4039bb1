"""Under which name is this search to be kept?"""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.gui.elided_label import ElidedLabel
from app.gui.naming import path_text

WIDTH = 420
LONGEST_NAME = 80


class SaveSearchDialog(QDialog):
    """Return saves, Escape does not; a name that is taken is taken over, and the button says so."""

    named = Signal(str, str)
    """Name and text."""

    def __init__(self, text: str, taken: Collection[str], parent: QWidget | None = None) -> None:
        """*taken*: names of the searches that are saved already."""
        super().__init__(parent)
        self.setObjectName("saveSearchDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Save this search"))
        self.setMinimumWidth(WIDTH)
        self._text = text
        self._taken = {name.casefold() for name in taken}
        shown = ElidedLabel(self)
        shown.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        shown.setText(path_text(text))
        shown.setToolTip(path_text(text))
        self._name = QLineEdit(path_text(text)[:LONGEST_NAME], self, maxLength=LONGEST_NAME)
        self._name.setObjectName("searchName")
        self._name.selectAll()
        label = QLabel(self.tr("&Name"), self)
        label.setBuddy(self._name)
        buttons = QDialogButtonBox(self)
        self._save = QPushButton(default=True)
        self._save.setObjectName("confirmSaving")
        cancel = QPushButton(self.tr("&Cancel"))
        cancel.setObjectName("cancelSaving")
        buttons.addButton(self._save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._submit)
        buttons.rejected.connect(self.reject)
        self._name.textChanged.connect(self._weigh)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        for widget in (label, self._name, shown):
            column.addWidget(widget)
        column.addSpacing(6)
        column.addWidget(buttons)
        self._weigh()
        self._name.setFocus()

    @Slot()
    def _weigh(self) -> None:
        name = self._name.text().strip()
        is_taken = name.casefold() in self._taken
        self._save.setText(self.tr("&Replace") if is_taken else self.tr("&Save"))
        self._save.setEnabled(bool(name))

    @Slot()
    def _submit(self) -> None:
        self.named.emit(self._name.text().strip(), self._text)
        self.accept()
