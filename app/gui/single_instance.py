"""One window for each library: a second start asks the first one to come forward."""

import os
import sys
import time
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.places import Places
from app.window_lock import WindowLock

PATIENCE_SECONDS = 20.0
"""A window that does not listen is starting or ending; longer than this takes neither."""
ANSWER_SECONDS = 5.0
"""A window that was reached and has not answered by then hangs."""
REACH_MS = 1_000
TRY_SECONDS = 0.1
RAISED = b"raised\n"
"""The answer of a window that came forward."""
TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""Where a desktop of Linux leaves the right to come forward, as it gives it to whatever the user starts."""


class Entry(Enum):
    """What a start turned out to be."""

    FIRST = auto()
    """The library has no other window, and the lock is ours."""
    RAISED = auto()
    """There is one, and it came forward."""
    SILENT = auto()
    """There is one that does not answer."""


def enter(lock: WindowLock, where: Places) -> Entry:
    """Take the library's window lock, or have the window that has it come forward."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not lock.take():
        entry = _call(where.window_address)
        if entry is Entry.RAISED:
            return entry
        if entry is Entry.SILENT or time.monotonic() > deadline:
            return Entry.FIRST if lock.take() else Entry.SILENT
        time.sleep(TRY_SECONDS)
    return Entry.FIRST


def tell_silence() -> None:
    """Say that the window that is open does not answer: where the user started us from, else on the screen."""
    sentence = QCoreApplication.translate(
        "single_instance",
        "Clew is open already, but its window does not answer. Please wait a little, or end it, and start Clew again.",
    )
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}\n")
    if sys.stderr is None or not sys.stderr.isatty():
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415  # seldom needed

        QMessageBox(QMessageBox.Icon.Information, "Clew", sentence).exec()


def _call(address_file: Path) -> Entry | None:
    """Ask the window at this address to come forward; None where nobody listens there."""
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415  # a first start needs it only later

    try:
        address = address_file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(REACH_MS):
        return None
    _let_it_forward()
    token = next((os.environ[name] for name in TOKENS if os.environ.get(name)), "")
    socket.write(f"{token}\n".encode("ascii", "ignore"))
    deadline = time.monotonic() + ANSWER_SECONDS
    while not socket.canReadLine():
        left = int((deadline - time.monotonic()) * 1_000)
        if left <= 0:
            return Entry.SILENT
        if not socket.waitForReadyRead(left) and socket.state() is not socket.LocalSocketState.ConnectedState:
            return None  # it ended meanwhile
    return Entry.RAISED if socket.readLine().data() == RAISED else None


def _let_it_forward() -> None:
    """Windows lets only the program that the user has just started decide who may come forward."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  # only there

        whoever_asks = -1
        ctypes.windll.user32.AllowSetForegroundWindow(whoever_asks)
