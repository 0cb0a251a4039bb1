"""Whether a program fills the screen: a film, a talk, a game."""

import ctypes
import os
import sys
from collections.abc import Callable

from app.engine.conditions.x11 import full_screen_on_x11

BUSY, GAME, PRESENTATION, STORE_APP = 2, 3, 4, 7
"""Of QUERY_USER_NOTIFICATION_STATE of Windows, what means that the screen is filled."""


class FullScreen:
    """The window being used fills the screen, and is not ours."""

    def __init__(self, own: int, ask: Callable[[int], bool] | None = None) -> None:
        """*own* is the process of our window."""
        self._own = own
        self._ask = ask or _way_to_ask()

    def asked(self) -> bool:
        """Whether it is so now; no where it cannot be known."""
        return self._ask(self._own)


def _way_to_ask() -> Callable[[int], bool]:
    if sys.platform == "win32":
        return full_screen_on_windows
    if sys.platform == "linux" and os.environ.get("DISPLAY") and not _is_wayland():
        return full_screen_on_x11
    return lambda _own: False


def _is_wayland() -> bool:
    """Programs cannot see each other there; and asking for X11 would start a server just for that."""
    return bool(os.environ.get("WAYLAND_DISPLAY")) or os.environ.get("XDG_SESSION_TYPE") == "wayland"


def full_screen_on_windows(own: int) -> bool:
    """Whether Windows would hold notifications back, and not because of the process *own*."""
    libraries = ctypes.windll  # type: ignore[attr-defined]  # there on Windows alone
    state = ctypes.c_int()
    if libraries.shell32.SHQueryUserNotificationState(ctypes.byref(state)) != 0:
        return False
    if state.value not in (BUSY, GAME, PRESENTATION, STORE_APP):
        return False
    process = ctypes.c_ulong()
    libraries.user32.GetForegroundWindow.restype = ctypes.c_void_p
    window = ctypes.c_void_p(libraries.user32.GetForegroundWindow())
    libraries.user32.GetWindowThreadProcessId(window, ctypes.byref(process))
    return process.value != own
