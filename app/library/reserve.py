"""A little room kept by for the day on which the disk is full: SQLite cannot even be read without some."""

import os
from contextlib import suppress
from pathlib import Path

RESERVE_BYTES = 262_144
"""What readers and the writer share takes 32 kB a file and more where its log is long."""


def lay_by(path: Path) -> None:
    """Have the reserve at *path*, where there is room for it; of bytes that no file system can pack."""
    with suppress(OSError):  # next time
        if path.exists() and path.stat().st_size == RESERVE_BYTES:
            return
        try:
            path.write_bytes(os.urandom(RESERVE_BYTES))
        except OSError:
            path.unlink(missing_ok=True)
            raise


def spend(path: Path) -> bool:
    """Give the reserve up; whether there was one."""
    try:
        path.unlink()
    except OSError:
        return False
    return True
