"""Why is a file not found? One file, one calm answer, and a way out."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.gui import naming
from app.gui.drops import Drops
from app.gui.elided_label import ElidedLabel
from app.gui.reasons import Step, Told

WIDTH = 560


class DoctorDialog(QDialog):
    """Asks about a file that is chosen or dropped, and offers what can be done about it."""

    asked = Signal(Path)
    similar = Signal(Path)
    """What is like the file that was asked about is to be found."""
    chosen = Signal(Step)
    """A way out, for the file that was asked about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("doctorDialog")
        self.setWindowTitle(self.tr("Why is a file not found?"))
        self.setMinimumWidth(WIDTH)
        self._waiting: list[Path] = []
        """Dropped together with the one that is shown."""
        self._steps: tuple[Step, ...] = ()
        self._folder = ""
        """Of the file that is shown."""
        self._name = ElidedLabel(self)
        self._name.setObjectName("doctorFile")
        font = self._name.font()
        font.setWeight(QFont.Weight.DemiBold)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self._name.setFont(font)
        self._where = ElidedLabel(self, elide=Qt.TextElideMode.ElideMiddle)
        self._where.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._why, self._helps, self._rank = (self._sentence(name) for name in ("why", "helps", "rank"))
        self._choose = self._button(self.tr("Choose a &file …"), "chooseFile")
        self._choose.clicked.connect(self._ask_for_file)
        self._next = self._button(self.tr("&Next file"), "nextFile")
        self._next.clicked.connect(self._ask_for_next)
        self._similar = self._button(self.tr("Find &similar documents"), "findSimilar")
        self._similar.clicked.connect(self._find_similar)
        self._close = self._button(self.tr("&Close"), "closeDoctor")
        self._close.clicked.connect(self.reject)
        self._ways = QHBoxLayout()
        drops = Drops(self)
        drops.dropped.connect(self.ask_about)
        self._lay_out()
        self.clear()

    @Slot()
    def clear(self) -> None:
        """Ask for a file."""
        self._waiting = []
        self._file: Path | None = None
        self._similar.setVisible(False)
        self._show_name(self.tr("Choose a file, or drop it here"), "", "")
        self.show_answer(Told(self.tr("You learn whether it is found, and if not, why and what helps.")), "")

    @Slot(object)
    def ask_about(self, paths: Sequence[Path]) -> None:
        """Ask about the first of *paths*; the others follow one by one."""
        path, *self._waiting = paths
        self._file = path
        self._similar.setVisible(not path.is_dir())
        folder = path if path.is_dir() else path.parent
        self._folder = naming.path_text(folder.name or folder)
        self._show_name(
            naming.path_text(path.name or path), naming.trail(path.parent), naming.path_text(path)
        )
        self._next.setVisible(bool(self._waiting))
        self.show_answer(Told(self.tr("Looking …")), "")
        self.asked.emit(path)

    def show_answer(self, told: Told, rank: str) -> None:
        """Say *told*, and the place among the hits where there is one."""
        texts = ((self._why, told.why), (self._helps, told.helps), (self._rank, rank))
        is_news = any(label.text() != text for label, text in texts)
        for label, text in texts:
            label.setText(text)
            label.setVisible(bool(text))
        self._offer(told.steps)
        self._next.setVisible(bool(self._waiting))
        if is_news and self.isVisible():
            said = " ".join(text for _, text in texts if text)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _offer(self, steps: tuple[Step, ...]) -> None:
        """A button for each way out; one that stays keeps the keyboard."""
        if steps == self._steps:
            return
        self._steps = steps
        while (item := self._ways.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        names = {
            Step.ADD_FOLDER: self.tr("&Add {}").format(self._folder.replace("&", "&&")),
            Step.LET_IN: self.tr("&Let it in again"),
            Step.LOOK_AGAIN: self.tr("&Look for changes now"),
            Step.GO_ON: self.tr("&Go on indexing"),
            Step.TRY_AGAIN: self.tr("&Try again"),
            Step.SETTINGS: self.tr("&Settings …"),
        }
        for step in steps:
            button = self._button(names[step], f"step-{step}")
            button.clicked.connect(lambda _checked=False, step=step: self.chosen.emit(step))
            self._ways.addWidget(button)
            button.show()
        self._ways.addStretch(1)

    @Slot()
    def _ask_for_file(self) -> None:
        answer, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a file"))
        if answer:
            self.ask_about([Path(answer)])

    @Slot()
    def _find_similar(self) -> None:
        """The window shows them."""
        if self._file is not None:
            self.similar.emit(self._file)
            self.accept()

    @Slot()
    def _ask_for_next(self) -> None:
        if self._waiting:
            self.ask_about(self._waiting)

    def _show_name(self, name: str, where: str, path: str) -> None:
        self._name.setText(name)
        self._where.setText(where)
        self._where.setToolTip(path)
        self._where.setVisible(bool(where))

    def _sentence(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return label

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        return button

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        for button in (self._choose, self._next, self._similar):
            below.addWidget(button)
        below.addStretch(1)
        below.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addWidget(self._where)
        column.addSpacing(6)
        for label in (self._why, self._helps, self._rank):
            column.addWidget(label)
        column.addSpacing(4)
        column.addLayout(self._ways)
        column.addStretch(1)
        column.addSpacing(10)
        column.addLayout(below)
