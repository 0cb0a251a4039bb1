"""Properties of mails, recipients and attachments in an OLE file ([MS-OXMSG], 2.1 and 2.4)."""

import datetime as dt
import struct
from collections.abc import Iterator

import olefile

from app.reading.charset.decode import decode_text

MOST_BYTES = 256 * 1024 * 1024
"""Of one property."""

_FIXED = "__properties_version1.0"
_ENTRY = struct.Struct("<HHI8s")
_HEADS = (32, 24, 8)
"""Bytes before the entries of a mail, of a mail within it, of a recipient or attachment."""
_UNICODE, _STRING, _BINARY = "001F", "001E", "0102"
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_CODE_PAGE = 0x3FFD


class Store:
    """One storage: a mail, a recipient, an attachment."""

    def __init__(self, ole: olefile.OleFileIO, path: tuple[str, ...] = (), code_page: str = "") -> None:
        self._ole = ole
        self._path = path
        self._fixed = self._entries()
        number = self.number(_CODE_PAGE)
        self._code_page = f"cp{number}" if number else code_page

    def text(self, number: int) -> str:
        """The string with this id, or empty."""
        if data := self._stream(number, _UNICODE):
            return data.decode("utf-16-le", "replace").rstrip("\0")
        data = self._stream(number, _STRING)
        return (decode_text(data.rstrip(b"\0"), self._code_page) or "") if data else ""

    def data(self, number: int) -> bytes:
        """The bytes with this id, or none."""
        return self._stream(number, _BINARY)

    def number(self, number: int) -> int:
        """The integer with this id, or 0."""
        return int.from_bytes(self._fixed.get(number, b"")[:4], "little")

    def moment(self, number: int) -> dt.datetime | None:
        """The time with this id, in UTC, or None."""
        ticks = int.from_bytes(self._fixed.get(number, b""), "little")
        try:
            return _EPOCH + dt.timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def inner(self, prefix: str, most: int) -> Iterator["Store"]:
        """The storages whose names begin with *prefix*, at most so many."""
        depth = len(self._path)
        names = {
            path[depth]: None
            for path in self._ole.listdir(streams=True, storages=False)
            if len(path) > depth + 1
            and tuple(path[:depth]) == self._path
            and path[depth].lower().startswith(prefix.lower())
        }
        for name in list(names)[:most]:
            yield Store(self._ole, (*self._path, name), self._code_page)

    def at(self, name: str) -> "Store | None":
        """The storage called *name*, or None."""
        path = (*self._path, name)
        if self._ole.get_type(list(path)) != olefile.STGTY_STORAGE:
            return None
        return Store(self._ole, path, self._code_page)

    def _stream(self, number: int, kind: str) -> bytes:
        return self._read(f"__substg1.0_{number:04X}{kind}")

    def _read(self, name: str) -> bytes:
        path = [*self._path, name]
        if self._ole.get_type(path) != olefile.STGTY_STREAM:
            return b""
        data: bytes = self._ole.openstream(path).read(MOST_BYTES)
        return data

    def _entries(self) -> dict[int, bytes]:
        """Values of fixed size, by id."""
        data = self._read(_FIXED)
        is_member = self._path and not self._path[-1].startswith("__substg1.0_")
        head = _HEADS[2] if is_member else _HEADS[1] if self._path else _HEADS[0]
        entries = data[head : head + (len(data) - head) // _ENTRY.size * _ENTRY.size]
        return {number: value for _, number, _, value in _ENTRY.iter_unpack(entries)}
