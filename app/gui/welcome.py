"""The first page: which folders are to be found in."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui import naming
from app.gui.estimate_label import EstimateLabel
from app.gui.folder_dialog import ask_for_folder

OFFERED = (
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.DesktopLocation,
    QStandardPaths.StandardLocation.DownloadLocation,
)
WIDTH = 620
"""Pixels: longer lines are hard to read."""


def offered_folders() -> list[Path]:
    """Documents, Desktop and Downloads, those that there are."""
    home = Path.home()
    folders = [Path(QStandardPaths.writableLocation(place)) for place in OFFERED]
    return [folder for folder in dict.fromkeys(folders) if folder.is_dir() and folder != home]


class Welcome(QWidget):
    """Offers the usual folders, takes any other, and starts."""

    chosen = Signal(object)
    """Folders, as a list of paths."""
    ticked = Signal(object, object)
    """The same while they are being chosen, and where to show what they come to."""

    def __init__(self, offered: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self._boxes: dict[Path, QCheckBox] = {}
        title = QLabel(self.tr("Find your own documents by meaning and by word"), self)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        title.setWordWrap(True)
        promise = QLabel(
            self.tr(
                "Everything happens on this computer. Nothing of what you have or search for leaves it, "
                "and no file of yours is ever changed."
            ),
            self,
        )
        promise.setWordWrap(True)
        promise.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        question = QLabel(self.tr("Which folders should Clew search?"), self)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        other = QPushButton(self.tr("&Another folder …"), self)
        other.setObjectName("otherFolder")
        other.clicked.connect(self._ask_for_folder)
        self._estimate = EstimateLabel(self)
        self._start = QPushButton(self.tr("S&tart"), self, default=True)
        self._start.setObjectName("start")
        self._start.clicked.connect(self._begin)
        buttons = QHBoxLayout()
        buttons.addWidget(other)
        buttons.addStretch(1)
        buttons.addWidget(self._start)
        column = QVBoxLayout()
        column.setSpacing(14)
        for widget in (title, promise, question):
            column.addWidget(widget)
        column.addLayout(self._rows)
        column.addWidget(self._estimate)
        column.addLayout(buttons)
        column.setContentsMargins(0, 0, 0, 0)
        room = QWidget(self)
        room.setMaximumWidth(WIDTH)
        room.setLayout(column)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(room, WIDTH)  # takes all there is, up to its width
        across.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 24, 24, 24)
        page.addStretch(2)
        page.addLayout(across)
        page.addStretch(3)
        for folder in offered:
            self.offer(folder, checked=False)
        self.tell_ticked()

    def offer(self, folder: Path, *, checked: bool) -> None:
        """Add a row for *folder*; one that is there is checked if asked for."""
        box = self._boxes.get(folder)
        if box is None:
            box = QCheckBox(naming.path_text(f"{folder.name}   {folder}").replace("&", "&&"), self)
            box.setAccessibleName(naming.path_text(folder))
            box.toggled.connect(self.tell_ticked)
            self._boxes[folder] = box
            self._rows.addWidget(box)
        box.setChecked(checked or box.isChecked())

    def checked(self) -> list[Path]:
        """Folders that are ticked."""
        return [folder for folder, box in self._boxes.items() if box.isChecked()]

    @Slot()
    def _ask_for_folder(self) -> None:
        if folder := ask_for_folder(self):
            self.offer(folder, checked=True)

    @Slot()
    def tell_ticked(self) -> None:
        """Say what is ticked now; with nothing there is nothing to start."""
        self._start.setEnabled(bool(self.checked()))
        self.ticked.emit(self.checked(), self._estimate)

    @Slot()
    def _begin(self) -> None:
        self.chosen.emit(self.checked())
