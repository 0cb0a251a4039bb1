"""Calls of the Linux kernel that Python has no function for."""

import ctypes
import os

_NO_NEW_PRIVILEGES = 38
"""PR_SET_NO_NEW_PRIVS of prctl(2)."""


def system_call(number: int, *arguments: int | bytes | ctypes.Structure | None) -> int:
    """Call the kernel; structures go by reference.

    Raises:
        OSError: if it refuses.
    """
    result = _library().syscall(ctypes.c_long(number), *map(_passed, arguments))
    if result < 0:
        raise _refusal()
    return int(result)


def gain_no_privileges() -> None:
    """Promise that no program started from here will ever gain any; the kernel asks for it before a filter.

    Raises:
        OSError: if it refuses.
    """
    if _library().prctl(_NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0))) < 0:
        raise _refusal()


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return library


def _passed(argument: int | bytes | ctypes.Structure | None) -> object:
    if isinstance(argument, ctypes.Structure):
        return ctypes.byref(argument)
    return ctypes.c_long(argument) if isinstance(argument, int) else argument


def _refusal() -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number))
