"""Giving way to whatever the user is doing."""

import os
import sys

NICENESS = 10
BELOW_NORMAL = 0x4000
"""BELOW_NORMAL_PRIORITY_CLASS of Windows."""


def give_way() -> None:
    """From now on this process, and those that it starts, work when nobody else wants to."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  # needed there only

        system = ctypes.windll.kernel32
        system.GetCurrentProcess.restype = ctypes.c_void_p
        system.SetPriorityClass.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
        system.SetPriorityClass(system.GetCurrentProcess(), BELOW_NORMAL)
    else:
        os.nice(NICENESS)
