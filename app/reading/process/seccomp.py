"""Seccomp: the Linux kernel refuses this process the calls that reading a document never needs.

A list of what is refused, not of what is allowed: an allow list breaks with the next C library. The filter
is a program of the classic Berkeley packet filter (https://docs.kernel.org/userspace-api/seccomp_filter.html).
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from dataclasses import dataclass

from app.reading.process.linux import gain_no_privileges, system_call
from app.reading.process.syscalls import CLONE3, INSTALL, REFUSED

_PROCESSORS = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""AUDIT_ARCH_* of those whose numbers we know, in the order of the columns of `REFUSED`."""
_FILTER = 1
_ALL_THREADS = 1

_LOAD, _AND, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_NUMBER, _PROCESSOR, _ARGUMENTS = 0, 4, 16
"""Where `seccomp_data` keeps them; of the arguments we look at the lower halves."""
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_REFUSE = 0x00050000
"""With an error number in the lower half."""
_OTHER_NUMBERS = 0x40000000
"""From here on x86-64 has the numbers of its x32 twin."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CLONE_THREAD = 0x00010000
_INT = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Exemption:
    """A call that is let through where *argument* & *mask* == *value*."""

    argument: int
    mask: int
    value: int


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def refuse_calls() -> None:
    """Refuse all threads of this process, for good, to write, connect, start processes or touch others.

    Raises:
        OSError: if the kernel has no seccomp, or the processor is not one whose numbers we know.
    """
    processor = platform.machine()
    if processor not in _PROCESSORS or sys.maxsize < 2**32:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
    program = filter_program(processor, os.getpid())
    column = list(_PROCESSORS).index(processor)
    gain_no_privileges()
    system_call(INSTALL[column], _FILTER, _ALL_THREADS, _Program(len(program) // 8, program))


def filter_program(processor: str, pid: int) -> bytes:
    """The filter for the process *pid* on this *processor*."""
    column = list(_PROCESSORS).index(processor)
    lines = [
        _line(_LOAD, _PROCESSOR),
        _line(_IF_EQUAL, _PROCESSORS[processor], unless=0, then=1),
        _line(_RETURN, _KILL),
        _line(_LOAD, _NUMBER),
        _line(_IF_AT_LEAST, _OTHER_NUMBERS, unless=1),
        _line(_RETURN, _REFUSE | errno.EPERM),
        _line(_IF_EQUAL, CLONE3, unless=1),
        _line(_RETURN, _REFUSE | errno.ENOSYS),  # its flags cannot be seen; the C library falls back to clone
    ]
    exemptions = _exemptions(pid)
    for name, numbers in REFUSED.items():
        number = numbers[column]
        if number is None:
            continue
        if name in exemptions:
            exempt = exemptions[name]
            lines += [
                _line(_IF_EQUAL, number, unless=5),
                _line(_LOAD, _ARGUMENTS + 8 * exempt.argument),
                _line(_AND, exempt.mask),
                _line(_IF_EQUAL, exempt.value, unless=1),
                _line(_RETURN, _ALLOW),
            ]
        else:
            lines.append(_line(_IF_EQUAL, number, unless=1))
        lines.append(_line(_RETURN, _REFUSE | errno.EPERM))
    return b"".join([*lines, _line(_RETURN, _ALLOW)])


def _exemptions(pid: int) -> dict[str, Exemption]:
    ourselves = Exemption(0, _INT, pid)
    return {
        "open": Exemption(1, _WRITING, 0),
        "openat": Exemption(2, _WRITING, 0),
        "clone": Exemption(0, _CLONE_THREAD, _CLONE_THREAD),
        "prlimit64": Exemption(0, _INT, 0),
        "kill": ourselves,
        "tgkill": ourselves,
    }


def _line(code: int, operand: int, *, then: int = 0, unless: int = 0) -> bytes:
    """One instruction; *then* and *unless* are how many to skip."""
    return struct.pack("<HBBI", code, then, unless, operand)
