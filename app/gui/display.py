"""Whether a window can be shown: where it cannot, Qt would abort, and one sentence comes instead."""

import gc
import os
import re
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, NoReturn

from app.places import Places
from app.window_lock import WindowLock

if TYPE_CHECKING:  # importing this file must not load Qt
    from PySide6.QtCore import QMessageLogContext, QtMsgType
    from PySide6.QtWidgets import QApplication

REFUSED = 2
"""The exit status of a window that cannot be shown."""
SILENT = 1
"""The exit status where a window is open that does not answer."""
LIBRARIES = (
    "libglib2.0-0",
    "libegl1",
    "libgl1",
    "libx11-6",
    "libdbus-1-3",
    "libfontconfig1",
    "libfreetype6",
    "libxkbcommon0",
    "libbrotli1",
    "fonts-dejavu-core",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libwayland-cursor0",
)
"""Debian's packages that Qt's wheel leaves to the system, for X, Wayland and tests without a screen."""

WITHOUT_WINDOW = (
    'search without one: python main.py search "what you are looking for" --in FOLDER (more with --help).'
)
NO_DISPLAY = f"Clew has no display to show its window on; {WITHOUT_WINDOW}"
INCOMPLETE = (
    "Clew's window needs libraries that this system lacks; on Debian and Ubuntu, install them with "
    f'"apt-get install {" ".join(LIBRARIES)}", or {WITHOUT_WINDOW}'
)
NEITHER = (
    "Clew has no display to show its window on, and lacks libraries of the system for it (on Debian and "
    f'Ubuntu, "apt-get install {" ".join(LIBRARIES)}" installs them); {WITHOUT_WINDOW}'
)

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_REFUSALS = {"xcb": "could not connect to display", "wayland": "wl_display"}
"""What Qt's platform plugins say when they work, but reach no display."""


def show(where: Places) -> int:
    """Show the window until it is closed, or have the one that is open come forward; return the exit status."""
    gc.disable()  # nothing that loads is garbage; the window turns it on again when it is whole
    _application = open_display()  # Qt ends with the last reference to it
    from app.gui.single_instance import Entry, enter, tell_silence  # noqa: PLC0415  # loads Qt

    with WindowLock(where.window_lock) as lock:
        match enter(lock, where):
            case Entry.RAISED:
                return 0
            case Entry.SILENT:
                tell_silence()
                return SILENT
        from app.gui.application import run  # noqa: PLC0415  # loads Qt

        return run(where)


def open_display() -> "QApplication":
    """Connect to the display; where that fails, say why and what to do, and end this process."""
    has_display = _has_display(os.environ)
    try:
        from PySide6.QtCore import qInstallMessageHandler  # noqa: PLC0415  # the libraries may be missing
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415  # the same
    except ImportError:
        _refuse(INCOMPLETE if has_display else NEITHER)
    if not has_display:
        _refuse(NO_DISPLAY)
    before = qInstallMessageHandler(_Listener())
    application = QApplication(sys.argv[:1])
    qInstallMessageHandler(before)
    return application


class _Listener:
    """Hears what Qt says while it starts; its last words come before it aborts, and are replaced by ours."""

    def __init__(self) -> None:
        self._said: list[str] = []

    def __call__(self, kind: "QtMsgType", _context: "QMessageLogContext", message: str) -> None:
        self._said.append(message)
        if kind.name == "QtFatalMsg":
            _refuse(reason("\n".join(self._said)))


def reason(said: str) -> str:
    """Why Qt gave up: it reached no display, unless one of its platform plugins could not even be loaded."""
    broken: list[str] = re.findall(r'platform plugin "(\S+)".* even though it was found', said)
    is_complete = all(name in _REFUSALS and _REFUSALS[name] in said for name in broken)
    return NO_DISPLAY if is_complete else INCOMPLETE


def _has_display(environment: Mapping[str, str]) -> bool:
    return sys.platform in {"win32", "darwin"} or any(environment.get(name) for name in _DISPLAYS)


def _refuse(sentence: str) -> NoReturn:
    """Nothing has begun yet, so nothing has to be ended."""
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()
    os._exit(REFUSED)
