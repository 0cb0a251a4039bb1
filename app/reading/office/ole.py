"""OLE files ([MS-CFB]), which olefile opens in good faith: what a head may ask for is bounded here."""

import contextlib
import io
import struct
from collections.abc import Iterator
from typing import BinaryIO

import olefile

OPENING: bytes = olefile.MAGIC
DAMAGE = (
    OSError,
    ValueError,
    struct.error,
    LookupError,
    ArithmeticError,
    TypeError,
    AttributeError,
    RecursionError,
)
"""What olefile raises for damaged files."""

_SHIFTS = slice(30, 34)
_POSSIBLE_SHIFTS = (struct.pack("<HH", 9, 6), struct.pack("<HH", 12, 6))
"""Sectors of 512 or 4096 bytes, small ones of 64 ([MS-CFB], 2.2): olefile would read sectors of any size."""


@contextlib.contextmanager
def opened(source: BinaryIO) -> Iterator[olefile.OleFileIO]:
    """The OLE file *source*; no stream of it is longer than the whole.

    Raises:
        Exception: one of `DAMAGE`.
    """
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    if source.read(_SHIFTS.stop)[_SHIFTS] not in _POSSIBLE_SHIFTS:
        raise OSError("sectors of an impossible size")
    source.seek(0)
    with olefile.OleFileIO(source) as container:
        for entry in container.direntries:
            if entry is not None:
                entry.size = min(entry.size, size)  # a chain of sectors may be a ring
        yield container
