"""The engine as the window sees it: answers arrive as signals in the GUI thread."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance, Slot

from app.engine.answers import (
    Answer,
    Checked,
    Diagnosed,
    EngineLost,
    Estimated,
    Explained,
    Folders,
    Found,
    MeaningReady,
    Opened,
    Refused,
    Searches,
    SettingsChanged,
    Shown,
    Standing,
    Unread,
    Unusable,
    Working,
)
from app.engine.client import EngineClient
from app.engine.requests import Request


class Bridge(QObject):
    """Owns the client; each signal carries the message it is named after."""

    opened = Signal(Opened)
    found = Signal(Found)
    shown = Signal(Shown)
    explained = Signal(Explained)
    folders = Signal(Folders)
    settings_changed = Signal(SettingsChanged)
    standing = Signal(Standing)
    working = Signal(Working)
    meaning_ready = Signal(MeaningReady)
    unread = Signal(Unread)
    diagnosed = Signal(Diagnosed)
    estimated = Signal(Estimated)
    searches = Signal(Searches)
    checked = Signal(Checked)
    refused = Signal(Refused)
    unusable = Signal(Unusable)
    lost = Signal(EngineLost)

    _arrived = Signal(object)

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        """*command* starts the engine."""
        super().__init__(parent)
        self._signals: dict[type, SignalInstance] = {
            Opened: self.opened,
            Found: self.found,
            Shown: self.shown,
            Explained: self.explained,
            Folders: self.folders,
            SettingsChanged: self.settings_changed,
            Standing: self.standing,
            Working: self.working,
            MeaningReady: self.meaning_ready,
            Unread: self.unread,
            Diagnosed: self.diagnosed,
            Estimated: self.estimated,
            Searches: self.searches,
            Checked: self.checked,
            Refused: self.refused,
            Unusable: self.unusable,
            EngineLost: self.lost,
        }
        self._arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._client = EngineClient(command, self._arrived.emit)

    def start(self) -> None:
        """Start the engine, also again after it was lost."""
        self._client.start()

    def ask(self, request: Request) -> None:
        """Send a request; the answer comes as a signal."""
        self._client.send(request)

    def close(self) -> None:
        """End the engine and its children."""
        self._client.close()

    @Slot(object)
    def _tell(self, answer: Answer) -> None:
        self._signals[type(answer)].emit(answer)
