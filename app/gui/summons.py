"""Hears other starts of Clew on this library: each asks its window to come forward."""

import logging
import os
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUuid, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.single_instance import RAISED

NAME = "clew-"
"""The beginning of every address."""
LONGEST_TOKEN = 4_096

log = logging.getLogger("clew")


class Summons(QObject):
    """Listens for the user's own processes only, at an address that is made anew for each window.

    A window that was killed leaves its address and, on Unix, a socket; the next one clears both away.
    """

    heard = Signal()
    """The window is to come forward; that it has is answered when all slots have returned."""

    def __init__(self, address_file: Path, parent: QObject) -> None:
        """*address_file* says to other starts where we listen."""
        super().__init__(parent)
        self._address_file = address_file
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._admit)

    def listen(self) -> None:
        """Begin; where that cannot be, a second start says so itself, and this window is none the worse."""
        try:
            self._clear_away()
            if self._server.listen(NAME + QUuid.createUuid().toString(QUuid.StringFormat.Id128)):
                self._address_file.write_text(self._server.fullServerName(), encoding="utf-8")
            else:
                log.info("other starts cannot be heard: %s", self._server.errorString())
        except OSError as error:
            log.info("other starts cannot be heard: %s", error.strerror)

    def close(self) -> None:
        """Hear no more: this window is about to go."""
        if self._server.isListening():
            self._server.close()
            with suppress(OSError):  # it says nothing wrong: nobody is there
                self._address_file.unlink(missing_ok=True)

    def _clear_away(self) -> None:
        """Remove the socket of a window that was killed; nothing else, whatever the file may say."""
        if self._address_file.exists():
            left = Path(self._address_file.read_text(encoding="utf-8", errors="replace"))
            if left.name.startswith(NAME) and left.is_socket():
                left.unlink()

    @Slot()
    def _admit(self) -> None:
        while caller := self._server.nextPendingConnection():
            caller.setReadBufferSize(LONGEST_TOKEN)
            caller.disconnected.connect(caller.deleteLater)
            caller.readyRead.connect(partial(self._hear, caller))
            self._hear(caller)  # it may have spoken already

    def _hear(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            return
        _accept_token(bytes(caller.readLine().data()).strip())
        self.heard.emit()
        caller.write(RAISED)
        caller.flush()
        caller.disconnectFromServer()


def bring_forward(window: QWidget) -> bool:
    """Show *window* before all others; False where a dialog of it is open, which is where the user is."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    dialog = QApplication.activeModalWidget()
    front = dialog or window
    front.activateWindow()
    QApplication.alert(front)  # marked at least, where the desktop keeps it back
    return dialog is None


def _accept_token(token: bytes) -> None:
    """Wayland activates only with a token; Qt takes it from here."""
    if token and QGuiApplication.platformName().startswith("wayland"):
        os.environ["XDG_ACTIVATION_TOKEN"] = os.fsdecode(token)
