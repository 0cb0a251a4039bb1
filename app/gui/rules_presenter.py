"""Shows what is left out of a folder, and passes on what the user wants left out."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.state import FolderState
from app.engine.answers import EngineLost, Folders, Opened, Refused
from app.engine.requests import ChangeRules
from app.gui.bridge import Bridge

if TYPE_CHECKING:  # loaded when it is first opened
    from app.gui.rules_dialog import RulesDialog


class RulesPresenter(QObject):
    """One dialog at a time."""

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self._states: dict[Path, FolderState] = {}
        self._dialog: RulesDialog | None = None
        bridge.opened.connect(self._take_folders)
        bridge.folders.connect(self._take_folders)
        bridge.refused.connect(self._take_refusal)
        bridge.lost.connect(self._take_loss)

    @Slot(Path)
    def open_for(self, folder: Path) -> None:
        """Ask what is to be left out of *folder*."""
        state = self._states.get(folder)
        if state is None or self._dialog is not None:
            return
        from app.gui.rules_dialog import RulesDialog  # noqa: PLC0415  # seldom needed

        dialog = RulesDialog(state, QApplication.activeModalWidget() or self._window)
        dialog.asked.connect(self._ask)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    @Slot(object)
    def _take_folders(self, known: Opened | Folders) -> None:
        states = known.folders if isinstance(known, Opened) else known.states
        self._states = {state.path: state for state in states}
        if self._dialog is None:
            return
        state = self._states.get(self._dialog.folder)
        if state is None:  # taken out meanwhile
            self._dialog.reject()
        else:
            self._dialog.take(state)

    @Slot(Refused)
    def _take_refusal(self, refused: Refused) -> None:
        if self._dialog is not None:
            self._dialog.refuse(refused.sentence)

    @Slot(EngineLost)
    def _take_loss(self, _lost: EngineLost) -> None:
        if self._dialog is not None:
            self._dialog.refuse(self.tr("This did not arrive. Please try again."))

    @Slot(object, object)
    def _ask(self, folder: Path, rules: tuple[str, ...]) -> None:
        self._bridge.ask(ChangeRules(folder, rules))

    @Slot()
    def _forget(self) -> None:
        self._dialog = None
