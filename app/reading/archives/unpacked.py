"""Streams of packed bytes: gzip, bzip2, xz; unpacked while they are read, and never beyond measure."""

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO

from app.domain.errors import Reason, Unreadable
from app.reading.archives.entries import RATIO, SMALL, bomb

_OPENERS: dict[bytes, Callable[[BinaryIO], io.BufferedIOBase]] = {
    b"\x1f\x8b\x08": lambda source: gzip.GzipFile(fileobj=source),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\0": lzma.LZMAFile,
}
"""Magic bytes -> what unpacks (RFC 1952; bzip2; The .xz File Format, 2.1.1.1)."""
_DAMAGE = (zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)


def is_packed(head: bytes) -> bool:
    """Whether *head* opens a stream that can be unpacked."""
    return any(head.startswith(magic) for magic in _OPENERS) and (
        head[:3] != b"BZh" or head[4:10] in _BZIP2_BLOCKS
    )


_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")


class Unpacked(io.RawIOBase):
    """What a packed stream holds; seeks forward only by reading.

    Reading raises Unreadable: DAMAGED where the stream breaks, TOO_LARGE where it unpacks beyond measure.
    """

    def __init__(self, source: BinaryIO) -> None:
        self._most = max(SMALL, RATIO * source.seek(0, io.SEEK_END))
        source.seek(0)
        head = source.read(10)
        source.seek(0)
        opener = next((opener for magic, opener in _OPENERS.items() if head.startswith(magic)), None)
        if opener is None:  # it was one a moment ago
            raise Unreadable(Reason.DAMAGED)
        self._stream = opener(source)
        self._position = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill *buffer* with what comes next."""
        try:
            piece = self._stream.read1(len(buffer))
        except _DAMAGE as error:
            raise Unreadable(Reason.DAMAGED) from error
        self._position += len(piece)
        if self._position > self._most:
            raise bomb()
        buffer[: len(piece)] = piece
        return len(piece)

    def tell(self) -> int:
        """Bytes read."""
        return self._position


def unpacked(source: BinaryIO) -> io.BufferedReader:
    """What *source* holds, which `is_packed`."""
    return io.BufferedReader(Unpacked(source), 256 * 1024)
