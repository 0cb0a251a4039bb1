"""What is left out of one folder: patterns, one a line, and what they and other rules come to."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.state import FolderState
from app.gui.naming import path_text
from app.gui.rule_wording import skipped_sentence
from app.gui.wording import filled

WIDTH = 520


class RulesDialog(QDialog):
    """Stays until the rules are taken, so that nothing that was typed is lost."""

    asked = Signal(object, object)
    """The folder and its rules, as a tuple of lines."""

    def __init__(self, state: FolderState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rulesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What to leave out"))
        self.setMinimumWidth(WIDTH)
        self.folder = state.path
        self._rules = state.rules
        self._wanted: tuple[str, ...] | None = None
        """Rules that were asked for, and are not taken yet."""
        name = path_text(state.path.name or state.path)
        heading = self._sentence(filled(self.tr("What to leave out of \u201c%1\u201d"), name), "rulesHeading")
        font = heading.font()
        font.setWeight(QFont.Weight.DemiBold)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        heading.setFont(font)
        told = self.tr(
            "One pattern a line, as in .gitignore: *.log leaves out all files that end so,"
            " drafts/ all folders of that name. !.notes/ lets in what would be passed over."
        )
        self._edit = QPlainTextEdit("\n".join(state.rules), self)
        self._edit.setObjectName("rulesEdit")
        self._edit.setTabChangesFocus(True)
        self._edit.setAccessibleName(heading.text())
        self._edit.setAccessibleDescription(told)
        self._skipped = self._sentence("", "rulesSkipped")
        self._skipped.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._trouble = self._sentence("", "rulesTrouble")
        self._trouble.setForegroundRole(QPalette.ColorRole.BrightText)
        self._trouble.hide()
        buttons = QDialogButtonBox(self)
        self._accept = QPushButton(self.tr("&OK"), default=True)
        self._accept.setObjectName("confirmRules")
        cancel = QPushButton(self.tr("&Cancel"))
        cancel.setObjectName("cancelRules")
        buttons.addButton(self._accept, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._submit)
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._accept.click)  # Return begins a line
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        for widget in (heading, self._sentence(told, "rulesTold"), self._edit, self._trouble, self._skipped):
            column.addWidget(widget, 1 if widget is self._edit else 0)
        column.addSpacing(6)
        column.addWidget(buttons)
        self.take(state)
        self._edit.setFocus()

    def take(self, state: FolderState) -> None:
        """The folder stands so now."""
        self._rules = state.rules
        self._skipped.setText(skipped_sentence(state.skipped))
        if self._wanted == state.rules:
            self.accept()

    @Slot(str)
    def refuse(self, sentence: str) -> None:
        """What was asked for cannot be; *sentence* says why."""
        if self._wanted is None:
            return
        self._wanted = None
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        self._allow(allowed=True)
        self._edit.setFocus()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    @Slot()
    def _submit(self) -> None:
        if self._wanted is not None:
            return
        rules = tuple(self._edit.toPlainText().rstrip("\n").split("\n")) if self._typed() else ()
        if rules == self._rules:
            self.accept()
            return
        self._wanted = rules
        self._trouble.hide()
        self._allow(allowed=False)
        self.asked.emit(self.folder, rules)

    def _typed(self) -> str:
        return self._edit.toPlainText().strip()

    def _allow(self, *, allowed: bool) -> None:
        self._accept.setEnabled(allowed)
        self._edit.setReadOnly(not allowed)

    def _sentence(self, text: str, name: str) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label
