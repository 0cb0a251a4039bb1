"""Keeps what the window shows of the library as the engine says it is, and passes the user's wishes on."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.settings import Settings
from app.domain.state import FolderState, Totals
from app.engine.answers import (
    EngineLost,
    Folders,
    Opened,
    Refused,
    SettingsChanged,
    Standing,
    Unusable,
    Working,
)
from app.engine.requests import AddFolders, ChangeSettings, GoOn, LookAgain, RemoveFolder
from app.gui import wording
from app.gui.actions import Actions
from app.gui.adding_presenter import AddingPresenter
from app.gui.bridge import Bridge
from app.gui.folder_dialog import ask_for_folder
from app.gui.rules_presenter import RulesPresenter
from app.gui.settings_dialog import SettingsDialog
from app.gui.status_strip import StatusStrip
from app.gui.theme import Theme
from app.gui.unread_presenter import UnreadPresenter


class LibraryPresenter(QObject):
    """Owns the dialogs; the window connects the rest."""

    opened = Signal(bool)
    """The library is there; whether it has folders."""
    folders_added = Signal()
    """There are some to be searched."""
    grown = Signal(Totals)
    said = Signal(str)
    """A calm sentence."""
    recovered = Signal()
    """What was said last is no longer so."""
    trouble = Signal(str)
    """Nothing can be searched, and why."""
    erase_history = Signal()

    def __init__(
        self, bridge: Bridge, theme: Theme, actions: Actions, strip: StatusStrip, window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._theme, self._actions, self._strip = bridge, theme, actions, strip
        self._window = window
        self._settings = Settings()
        self._totals: Totals | None = None
        self._away: frozenset[str] = frozenset()
        """Names of drives and folders."""
        self._adds = False
        """Folders were chosen, and the engine has not said yet that it has them."""
        self._settings_dialog = SettingsDialog(window)
        self.adding = AddingPresenter(bridge, window)
        self._rules = RulesPresenter(bridge, window)
        self._unread = UnreadPresenter(bridge, actions, window)
        self._listen()
        self._obey()

    def _listen(self) -> None:
        bridge = self._bridge
        bridge.opened.connect(self._take_library)
        bridge.folders.connect(self._take_folders)
        bridge.settings_changed.connect(self._take_settings)
        bridge.standing.connect(self._take_standing)
        bridge.working.connect(self._take_activity)
        bridge.refused.connect(self._take_refusal)
        bridge.unusable.connect(self._take_trouble)
        bridge.lost.connect(self._take_loss)

    def _obey(self) -> None:
        actions, dialog = self._actions, self._settings_dialog
        actions.add_folder.triggered.connect(self._ask_for_folder)
        actions.settings.triggered.connect(dialog.open)
        actions.look_again.triggered.connect(self._look_again)
        actions.pause.triggered.connect(self._pause)
        actions.go_on.triggered.connect(self._go_on)
        actions.try_again.triggered.connect(self._bridge.start)
        dialog.add.connect(self._propose)
        self.adding.confirmed.connect(self.add_folders)
        dialog.remove.connect(self._remove_folder)
        dialog.leave_out.connect(self._rules.open_for)
        dialog.changed.connect(self._change)
        dialog.erase_history.connect(self.erase_history)

    @Slot(object)
    def add_folders(self, folders: Iterable[Path]) -> None:
        """Add these folders for good."""
        self.adding.stop()
        self._adds = True
        self._bridge.ask(AddFolders(tuple(folders)))
        self.folders_added.emit()

    @Slot(Opened)
    def _take_library(self, opened: Opened) -> None:
        self._settings, self._totals = opened.settings, opened.totals
        self.recovered.emit()
        if opened.warning:
            self.said.emit(opened.warning)
        self._theme.wear(opened.settings.appearance)
        self._show_settings()
        self._strip.show_totals(opened.totals)
        self._take_folders(Folders(opened.folders))
        self.grown.emit(opened.totals)
        self.opened.emit(bool(opened.folders) or self._adds)

    @Slot(Folders)
    def _take_folders(self, folders: Folders) -> None:
        self._settings_dialog.show_folders(folders.states)
        self._adds = self._adds and not folders.states
        if folders.states:  # chosen here, or added by the command line
            self.folders_added.emit()
        away = frozenset(name for state in folders.states for name in _away(state))
        before, self._away = self._away, away
        if new := away - before:
            self.said.emit(wording.away_sentence(sorted(new)))
        if away != before and self._totals is not None:
            self.grown.emit(self._totals)  # what is found says what is away

    @Slot(Standing)
    def _take_standing(self, standing: Standing) -> None:
        if standing.totals != self._totals:
            self._totals = standing.totals
            self._strip.show_totals(standing.totals)
            self.grown.emit(standing.totals)

    @Slot(Working)
    def _take_activity(self, working: Working) -> None:
        self._strip.show_activity(working.activity)

    @Slot(Refused)
    def _take_refusal(self, refused: Refused) -> None:
        self.said.emit(refused.sentence)

    @Slot(Unusable)
    def _take_trouble(self, trouble: Unusable) -> None:
        self.trouble.emit(trouble.sentence)

    @Slot(EngineLost)
    def _take_loss(self, lost: EngineLost) -> None:
        if lost.again:
            self.said.emit(self.tr("The search stopped working and is being started again. Nothing is lost."))
        else:
            self.trouble.emit(self.tr("The search stopped working several times in a row. Nothing is lost."))

    @Slot()
    def _ask_for_folder(self) -> None:
        if folder := ask_for_folder(self._window):
            self._propose(folder)

    @Slot(Path)
    def _propose(self, folder: Path) -> None:
        self.adding.propose([folder])

    @Slot(Path)
    def _remove_folder(self, folder: Path) -> None:
        self._bridge.ask(RemoveFolder(folder))

    @Slot()
    def _look_again(self) -> None:
        self._bridge.ask(LookAgain())

    @Slot()
    def _go_on(self) -> None:
        self._bridge.ask(GoOn())

    @Slot(bool)
    def _pause(self, paused: bool) -> None:
        self._change(replace(self._settings, paused=paused))

    @Slot(SettingsChanged)
    def _take_settings(self, changed: SettingsChanged) -> None:
        self._settings = changed.settings
        self._theme.wear(changed.settings.appearance)
        self._show_settings()

    @Slot(Settings)
    def _change(self, settings: Settings) -> None:
        self._settings = settings
        self._theme.wear(settings.appearance)
        self._show_settings()
        self._bridge.ask(ChangeSettings(settings))

    def _show_settings(self) -> None:
        self._actions.show_paused(paused=self._settings.paused)
        self._settings_dialog.show_settings(self._settings)
        self.adding.show_settings(self._settings)


def _away(state: FolderState) -> tuple[str, ...]:
    """What is away of a folder: drives, or where they have no names the folder itself."""
    is_whole = state.state == "unreachable"
    return state.away or ((state.path.name or str(state.path),) if is_whole else ())
