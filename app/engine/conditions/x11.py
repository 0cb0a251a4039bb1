"""The window being used, on X11: through libxcb, whose errors are answers and never end the process."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

MOST_WORDS = 64
"""Of a property; those asked for hold less."""


class Cookie(ctypes.Structure):
    """A request on its way."""

    _fields_ = (("sequence", ctypes.c_uint),)


class Screens(ctypes.Structure):
    """The screens of a display; the first word of each is its root window."""

    _fields_ = (
        ("root", ctypes.POINTER(ctypes.c_uint32)),
        ("left", ctypes.c_int),
        ("index", ctypes.c_int),
    )


class AtomReply(ctypes.Structure):
    """The number of a name."""

    _fields_ = (
        ("kind", ctypes.c_uint8),
        ("pad", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("length", ctypes.c_uint32),
        ("atom", ctypes.c_uint32),
    )


@cache
def _xcb() -> Any:  # noqa: ANN401  # ctypes knows no types of what it loads
    """The library, with what its functions take and give; None where it is not installed."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return None
    pointer, word = ctypes.c_void_p, ctypes.c_uint32
    small, short = ctypes.c_uint8, ctypes.c_uint16
    for name, gives, takes in (
        ("xcb_connect", pointer, (ctypes.c_char_p, pointer)),
        ("xcb_connection_has_error", ctypes.c_int, (pointer,)),
        ("xcb_disconnect", None, (pointer,)),
        ("xcb_get_setup", pointer, (pointer,)),
        ("xcb_setup_roots_iterator", Screens, (pointer,)),
        ("xcb_intern_atom", Cookie, (pointer, small, short, ctypes.c_char_p)),
        ("xcb_intern_atom_reply", ctypes.POINTER(AtomReply), (pointer, Cookie, pointer)),
        ("xcb_get_property", Cookie, (pointer, small, word, word, word, word, word)),
        ("xcb_get_property_reply", pointer, (pointer, Cookie, pointer)),
        ("xcb_get_property_value", ctypes.POINTER(word), (pointer,)),
        ("xcb_get_property_value_length", ctypes.c_int, (pointer,)),
    ):
        function = getattr(xcb, name)
        function.restype, function.argtypes = gives, takes
    return xcb


class Display:
    """One conversation with the X server."""

    def __init__(self, connection: int) -> None:
        self._xcb, self._connection = _xcb(), connection
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = (ctypes.c_void_p,)

    def root(self) -> int:
        """The window behind all windows."""
        screens = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection))
        return int(screens.root[0]) if screens.left else 0

    def atom(self, name: str) -> int:
        """The number of a name; 0 where nobody has used it yet."""
        said = name.encode("ascii")
        asked = self._xcb.xcb_intern_atom(self._connection, 1, len(said), said)
        reply = self._xcb.xcb_intern_atom_reply(self._connection, asked, None)
        if not reply:
            return 0
        atom = int(reply.contents.atom)
        self._free(reply)
        return atom

    def property(self, window: int, name: str) -> list[int]:
        """The numbers that a window has under this name; none where it, or its property, is not there."""
        xcb, connection = self._xcb, self._connection
        asked = xcb.xcb_get_property(connection, 0, window, self.atom(name), 0, 0, MOST_WORDS)
        reply = xcb.xcb_get_property_reply(connection, asked, None)
        if not reply:
            return []
        count = xcb.xcb_get_property_value_length(reply) // ctypes.sizeof(ctypes.c_uint32)
        values = xcb.xcb_get_property_value(reply)[:count] if count else []
        self._free(reply)
        return [int(value) for value in values]


@contextmanager
def display() -> Iterator[Display | None]:
    """The display named by the environment; None where it cannot be reached."""
    xcb = _xcb()
    if xcb is None:
        yield None
        return
    connection = xcb.xcb_connect(None, None)
    try:
        yield None if xcb.xcb_connection_has_error(connection) else Display(connection)
    finally:
        xcb.xcb_disconnect(connection)


def full_screen_on_x11(own: int) -> bool:
    """Whether the window being used fills the screen, and belongs to another process than *own*."""
    with display() as shown:
        if shown is None:
            return False
        for window in shown.property(shown.root(), "_NET_ACTIVE_WINDOW")[:1]:
            state = shown.property(window, "_NET_WM_STATE")
            if shown.atom("_NET_WM_STATE_FULLSCREEN") in state:
                return shown.property(window, "_NET_WM_PID") != [own]
        return False
