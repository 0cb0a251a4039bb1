"""Drives and shares of Windows, by their letters and servers."""

import ctypes
import os
from pathlib import Path

from app.indexing.volumes import SYSTEM, Volume

_REMOTE = 4
_LONGEST = 261
_UNSTABLE = frozenset({"FAT", "FAT32", "exFAT"})
"""File systems whose file numbers need not last."""


def volume_of(folder: Path) -> Volume:
    """The volume that *folder* lies on; one whose number cannot be had goes by its letter."""
    drive, root = folder.drive, folder.anchor
    if drive.casefold() == os.environ.get("SYSTEMDRIVE", "C:").casefold():
        return SYSTEM
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]  # there on Windows alone
    remote = drive.startswith("\\\\") or kernel.GetDriveTypeW(root) == _REMOTE
    label, kind = ctypes.create_unicode_buffer(_LONGEST), ctypes.create_unicode_buffer(_LONGEST)
    serial = ctypes.c_uint32()
    told = kernel.GetVolumeInformationW(
        root, label, _LONGEST, ctypes.byref(serial), None, None, kind, _LONGEST
    )
    if drive.startswith("\\\\"):
        server, _, share = drive.strip("\\").partition("\\")
        return Volume(drive.casefold(), f"{share} on {server}", remote=True, stable_ids=False)
    if not told:
        return Volume(drive.casefold(), drive, remote=remote, stable_ids=False)
    stable = not remote and kind.value not in _UNSTABLE
    return Volume(f"{serial.value:08x}", label.value or drive, remote=remote, stable_ids=stable)
