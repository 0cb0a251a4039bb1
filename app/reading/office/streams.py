"""The streams at the top of an OLE file: their names, then their bytes within a bound."""

import contextlib
from collections.abc import Iterable
from typing import BinaryIO

import olefile

from app.domain.errors import Reason, Unreadable
from app.reading.office.ole import DAMAGE, OPENING, opened

MOST_BYTES = 128 * 1024 * 1024
"""Of one stream. Pictures lie in streams that are not read, but old Word keeps them beside its text."""


def stream_names(head: bytes, source: BinaryIO) -> frozenset[str]:
    """The streams at the top of an OLE file; none where *source*, which opens with *head*, is none."""
    if not head.startswith(OPENING):
        return frozenset()
    with contextlib.suppress(*DAMAGE), opened(source) as ole:
        return frozenset(path[0] for path in ole.listdir() if len(path) == 1)
    return frozenset()


def read_streams(source: BinaryIO, names: Iterable[str]) -> dict[str, bytes]:
    """Those streams of *names* that the file has, as far as they can be read.

    Raises:
        Unreadable: DAMAGED, if it is no OLE file; TOO_LARGE with the limit.
    """
    try:
        with opened(source) as ole:
            present = [name for name in names if ole.get_type(name) == olefile.STGTY_STREAM]
            if any(ole.get_size(name) > MOST_BYTES for name in present):
                raise Unreadable(Reason.TOO_LARGE, f"{MOST_BYTES // (1024 * 1024)} MB")
            return {name: _stream(ole, name) for name in present}
    except DAMAGE as error:
        raise Unreadable(Reason.DAMAGED) from error


def _stream(ole: olefile.OleFileIO, name: str) -> bytes:
    with contextlib.suppress(*DAMAGE):
        data: bytes = ole.openstream(name).read()
        return data
    return b""
