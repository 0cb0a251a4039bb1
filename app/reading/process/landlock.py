"""Landlock: the Linux kernel refuses this process any file but those that it names beforehand.

Needs no rights and no library; kernels have it from 5.13 on, where it is not switched off. What an older
kernel cannot refuse is left out (https://docs.kernel.org/userspace-api/landlock.html).
"""

import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

from app.reading.process.linux import gain_no_privileges, system_call

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""The same on every processor."""
_TELL_VERSION = 1
_PATH_BENEATH = 1
_READ_FILE = 1 << 2
_READ_FOLDER = 1 << 3
_FILES = {1: 13, 2: 14, 3: 15, 5: 16}
"""Version of the interface -> number of rights over files that it knows; they are numbered through."""
_TCP = 0b11
"""From version 4: bind and connect."""
_SCOPES = 0b11
"""From version 6: abstract sockets and signals to processes outside."""


def restrict_files(readable: Iterable[Path] | None) -> None:
    """From now on read only what lies in *readable* (None: anything), and write and execute nothing.

    Call it before there is a second thread: the others would stay free. Open files stay usable.

    Raises:
        OSError: if the kernel has no Landlock.
    """
    version = system_call(_CREATE_RULESET, None, 0, _TELL_VERSION)
    files = (1 << max(count for since, count in _FILES.items() if since <= version)) - 1
    if readable is None:
        files &= ~(_READ_FILE | _READ_FOLDER)
    ruleset = _ruleset(version, files)
    try:
        for path in readable or ():
            _allow_reading(ruleset, path)
        gain_no_privileges()
        system_call(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _ruleset(version: int, files: int) -> int:
    known = [files]
    if version >= 4:
        known.append(_TCP)
    if version >= 6:
        known.append(_SCOPES)
    attributes = struct.pack(f"={len(known)}Q", *known)
    return system_call(_CREATE_RULESET, attributes, len(attributes), 0)


def _allow_reading(ruleset: int, path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return  # not there, so there is nothing to read
    try:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        rule = struct.pack("=Qi", _READ_FILE | _READ_FOLDER if is_folder else _READ_FILE, descriptor)
        system_call(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    finally:
        os.close(descriptor)
