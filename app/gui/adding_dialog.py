"""Add these folders? With what that comes to; nobody has to wait for it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui import naming
from app.gui.elided_label import ElidedLabel
from app.gui.estimate_label import EstimateLabel
from app.gui.estimate_wording import adding_question

WIDTH = 480


class AddingDialog(QDialog):
    """Return adds, Escape does not."""

    def __init__(self, folders: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("addingDialog")
        self.setWindowTitle(self.tr("Add a folder"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        question = QLabel(adding_question(folders), self)
        question.setObjectName("addingQuestion")
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setWordWrap(True)
        font = question.font()
        font.setWeight(QFont.Weight.DemiBold)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        question.setFont(font)
        where = ElidedLabel(self, elide=Qt.TextElideMode.ElideMiddle)
        paths = [naming.path_text(folder) for folder in folders]
        where.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        where.setText(", ".join(paths))
        where.setToolTip("\n".join(paths))
        self.estimate = EstimateLabel(self)
        buttons = QDialogButtonBox(self)
        add = QPushButton(self.tr("&Add"), default=True)
        add.setObjectName("confirmAdding")
        cancel = QPushButton(self.tr("&Cancel"))
        cancel.setObjectName("cancelAdding")
        buttons.addButton(add, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(question)
        column.addWidget(where)
        column.addSpacing(6)
        column.addWidget(self.estimate, 1)
        column.addSpacing(6)
        column.addWidget(buttons)
        add.setFocus()
