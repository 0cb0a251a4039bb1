"""Keeps the list of what could not be read as the engine says it is; made when it is first asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.domain.state import Doing, Totals
from app.engine.answers import Opened, Standing, Unread, Working
from app.engine.requests import ListUnread, RetryUnread
from app.gui.actions import Actions
from app.gui.bridge import Bridge

if TYPE_CHECKING:  # loaded when it is first opened
    from app.gui.unread_dialog import UnreadDialog


class UnreadPresenter(QObject):
    """Owns the dialog."""

    def __init__(self, bridge: Bridge, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self._dialog: UnreadDialog | None = None
        self._totals: Totals | None = None
        actions.unread.triggered.connect(self._open)
        bridge.opened.connect(self._take_library)
        bridge.standing.connect(self._take_standing)
        bridge.working.connect(self._take_activity)
        bridge.unread.connect(self._take_files)

    @Slot()
    def _open(self) -> None:
        if self._dialog is None:
            from app.gui.unread_dialog import UnreadDialog  # noqa: PLC0415  # seldom needed

            self._dialog = UnreadDialog(self._window)
            self._dialog.retry.connect(self._retry)
        self._bridge.ask(ListUnread())
        self._dialog.open()

    @Slot(Opened)
    def _take_library(self, opened: Opened) -> None:
        self._totals = opened.totals

    @Slot(Standing)
    def _take_standing(self, standing: Standing) -> None:
        self._totals = standing.totals
        self._refresh()

    @Slot(Working)
    def _take_activity(self, working: Working) -> None:
        """What was tried again has been read, or failed again."""
        if working.activity.doing in (Doing.NOTHING, Doing.HELD):
            self._refresh()

    @Slot(Unread)
    def _take_files(self, unread: Unread) -> None:
        if self._dialog is not None:
            totals = self._totals
            failed, skipped = (totals.failed, totals.skipped) if totals else ({}, {})
            self._dialog.show_files(unread.files, failed, skipped)

    @Slot(RetryUnread)
    def _retry(self, request: RetryUnread) -> None:
        self._bridge.ask(request)

    def _refresh(self) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            self._bridge.ask(ListUnread())
