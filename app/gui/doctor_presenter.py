"""Asks the engine why a file is found or is not, and does what helps."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.diagnosis import Diagnosis, Finding
from app.engine.answers import Diagnosed, Folders, Opened
from app.engine.requests import Diagnose, RetryUnread
from app.gui.actions import Actions
from app.gui.bridge import Bridge
from app.gui.drops import Drops

if TYPE_CHECKING:  # loaded when it is first opened
    from app.gui.doctor_dialog import DoctorDialog

SETTLED = {Finding.INDEXED, Finding.OWN}
"""Findings that need not be looked at again while the library grows."""


class DoctorPresenter(QObject):
    """Owns the dialog, made when it is first asked for; its answer is kept true while it is open."""

    add = Signal(object)
    """Something forgotten is to be let in again; a list of paths."""
    similar = Signal(Path)
    """What is like this file is to be found."""
    propose = Signal(object)
    """Folders that could be searched; a list of paths."""

    def __init__(self, bridge: Bridge, actions: Actions, query: Callable[[], str], window: QWidget) -> None:
        """*query* tells what is being searched for."""
        super().__init__(window)
        self._bridge, self._actions, self._query, self._window = bridge, actions, query, window
        self._dialog: DoctorDialog | None = None
        self._number = 0
        self._path: Path | None = None
        self._text = ""
        self._diagnosis: Diagnosis | None = None
        self._folders: tuple[Path, ...] = ()
        """That are searched."""
        drops = Drops(window)
        drops.dropped.connect(self._take_drop)
        actions.explain.triggered.connect(self._open)
        bridge.diagnosed.connect(self._take)
        bridge.opened.connect(self._take_folders)
        bridge.folders.connect(self._take_folders)
        bridge.opened.connect(self._send)
        bridge.standing.connect(self._refresh)
        bridge.folders.connect(self._refresh)
        bridge.working.connect(self._refresh_if_unread)

    @Slot()
    def _open(self) -> None:
        self._number += 1  # an answer that is on its way comes too late
        self._path = None
        dialog = self._made()
        dialog.clear()
        dialog.open()

    @Slot(object)
    def _take_folders(self, known: Opened | Folders) -> None:
        states = known.folders if isinstance(known, Opened) else known.states
        self._folders = tuple(state.path for state in states)

    @Slot(object)
    def _take_drop(self, paths: Sequence[Path]) -> None:
        """Folders that are not searched yet may be added; all else is a question."""
        if all(path.is_dir() and not self._is_searched(path) for path in paths):
            self.propose.emit(list(paths))
        else:
            self._open_for(paths)

    def _is_searched(self, path: Path) -> bool:
        return any(path.is_relative_to(folder) for folder in self._folders)

    @Slot(object)
    def _open_for(self, paths: Sequence[Path]) -> None:
        dialog = self._made()
        dialog.open()
        dialog.ask_about(paths)

    def _made(self) -> "DoctorDialog":
        if self._dialog is None:
            from app.gui.doctor_dialog import DoctorDialog  # noqa: PLC0415  # seldom needed

            self._dialog = DoctorDialog(self._window)
            self._dialog.asked.connect(self._ask)
            self._dialog.chosen.connect(self._help)
            self._dialog.similar.connect(self.similar)
        return self._dialog

    @Slot(Path)
    def _ask(self, path: Path) -> None:
        self._path, self._diagnosis = path, None
        self._send()

    @Slot()
    def _send(self) -> None:
        """Ask, also an engine that was started anew."""
        if self._path is not None and self._dialog is not None and self._dialog.isVisible():
            self._number += 1
            self._text = self._query()
            self._bridge.ask(Diagnose(self._number, self._path, self._text))

    @Slot(Diagnosed)
    def _take(self, answer: Diagnosed) -> None:
        if self._dialog is None or answer.number != self._number:
            return
        from app.gui import reasons  # noqa: PLC0415  # seldom needed

        self._diagnosis = answer.diagnosis
        told = reasons.told(answer.diagnosis, is_paused=self._actions.pause.isChecked())
        rank = reasons.rank_sentence(answer.rank, self._text) if answer.rank else ""
        self._dialog.show_answer(told, rank)

    @Slot()
    def _refresh(self) -> None:
        """The library changed; ask again where that may change the answer."""
        if self._diagnosis is not None and self._diagnosis.finding not in SETTLED:
            self._send()

    @Slot()
    def _refresh_if_unread(self) -> None:
        """Files are being read; the turn of one that waits changes."""
        if self._diagnosis is not None and self._diagnosis.finding in (Finding.NEW, Finding.CHANGED):
            self._refresh()

    @Slot(str)
    def _help(self, step: str) -> None:
        """Do what helps."""
        from app.gui.reasons import Step  # noqa: PLC0415  # seldom needed

        path, diagnosis = self._path, self._diagnosis
        if path is None or diagnosis is None:
            return
        match Step(step):
            case Step.ADD_FOLDER:
                self.propose.emit([path if path.is_dir() else path.parent])
            case Step.LET_IN:
                self.add.emit([Path(diagnosis.detail)])
            case Step.LOOK_AGAIN:
                self._actions.look_again.trigger()
            case Step.GO_ON:
                self._actions.pause.trigger()
            case Step.TRY_AGAIN:
                self._bridge.ask(RetryUnread(path=path))
            case Step.SETTINGS:
                if self._dialog is not None:
                    self._dialog.reject()
                self._actions.settings.trigger()
