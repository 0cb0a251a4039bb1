"""Whether a spreadsheet can be held in memory, known before a library reads it whole.

A sheet is held as one full rectangle: two cells in far corners cost as much as all that lie between.
"""

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from app.domain.errors import Reason, Unreadable
from app.reading.office.ole import DAMAGE, opened
from app.reading.office.package import UNPACKED

CELLS = 5_000_000
"""Cells of one sheet's rectangle; a cell is held in 32 bytes and more."""
OPEN_DOCUMENT_CELLS = 2_000_000
"""Of all sheets of an OpenDocument file together; its cells are held twice, in some 130 bytes."""
ROWS, COLUMNS = 1_048_576, 16_384
"""Of the largest sheet there is."""
OLE_BYTES = 64 * 1024 * 1024
"""A larger XLS file is not read: it is held whole, several times over."""
PIECE = 1024 * 1024
LONGEST_TAG = 4096
"""Bytes at the end of a piece in which a tag may be cut."""

_SHEET = re.compile(r"xl/worksheets/[^/]+\.(?:xml|bin)")
_FILLED_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'](?:[^<>]*[^<>/])?>")
_TAG = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)\b([^<>]*?)(/?)>")
_REPEATED = re.compile(rb"table:number-(?:rows|columns)-repeated=[\"'](\d{1,9})")
_CELL_RECORDS = frozenset({0x06, 0x206, 0x406, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E})
_LAST_CELL_KIND = 11
"""In XLSB: 0 begins a row, 1 to 11 are cells."""
LONGEST_RECORD_HEAD = 10
"""Bytes of kind, length, and the first number."""
_END = 0x0A
_SHEET_AT = 0x85
_FILE_PASS = 0x2F
_VALUE = b"office:value"
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


def check_members(source: BinaryIO) -> None:
    """Unpack what a reader of spreadsheets unpacks, piece by piece.

    Raises:
        Unreadable: TOO_LARGE with the limit.
    """
    source.seek(0)
    left = UNPACKED
    with zipfile.ZipFile(source) as package:
        for member in package.infolist():
            if not member.filename.endswith((".xml", ".rels", ".bin")):
                continue
            sheet = _sheet(member.filename)
            for piece in _pieces(package, member, left):
                left -= len(piece)
                if left <= 0:
                    raise Unreadable(Reason.TOO_LARGE, f"{UNPACKED // (1024 * 1024)} MB unpacked")
                if sheet:
                    sheet.hear(piece)


def _pieces(package: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """What the member really holds, up to where it is damaged; what it declares may be false."""
    member.file_size = most
    try:
        with package.open(member) as stream:
            while piece := stream.read(PIECE):
                yield piece
    except _DAMAGE:
        return  # whether that matters is for the reader of the whole to say


def _sheet(name: str) -> "_Sheet | _BinarySheet | _OpenSheets | None":
    """What listens to the member called *name*."""
    if name == "content.xml":
        return _OpenSheets()
    if not _SHEET.match(name):
        return None
    return _BinarySheet() if name.endswith(".bin") else _Sheet()


class _Sheet:
    """The rectangle of an Office Open XML sheet (ECMA-376-1, 18.3.1.4)."""

    def __init__(self) -> None:
        self._rest = b""
        self._columns: set[bytes] = set()
        self._last = 1

    def hear(self, piece: bytes) -> None:
        piece = self._rest + piece
        self._rest = piece[max(piece.rfind(b"<"), len(piece) - LONGEST_TAG) :]
        cells = _FILLED_CELL.findall(piece)
        if not cells:
            return
        self._columns.update(column for column, _ in cells)
        self._last = max(self._last, *(int(row) for _, row in cells))
        width = max(map(column_number, self._columns))
        _check(self._last * width)


class _BinarySheet:
    """The rectangle of an XLSB sheet ([MS-XLSB], 2.1.4): records of a kind, a length and that many bytes."""

    def __init__(self) -> None:
        self._rest = b""
        self._skip = 0
        self._row = self._last = self._width = 0

    def hear(self, piece: bytes) -> None:
        data = self._rest + piece
        position = self._skip
        while position + LONGEST_RECORD_HEAD <= len(data):
            kind, position = _variable(data, position, 2)
            length, position = _variable(data, position, 4)
            if kind <= _LAST_CELL_KIND and length >= 4:
                (number,) = struct.unpack_from("<I", data, position)
                if kind == 0:
                    self._row = number + 1
                elif kind > 1:  # 1 is a cell that is empty
                    self._last, self._width = max(self._last, self._row), max(self._width, number + 1)
                    _check(self._last * self._width)
            position += length
        self._skip = max(0, position - len(data))
        self._rest = data[position:]


def _variable(data: bytes, position: int, most: int) -> tuple[int, int]:
    """A number of at most *most* bytes of seven bits, and what follows it."""
    value = 0
    for at in range(most):
        value |= (data[position + at] & 0x7F) << 7 * at
        if not data[position + at] & 0x80:
            return value, position + at + 1
    return value, position + most


def _check(cells: int) -> None:
    if cells > CELLS:
        raise Unreadable(Reason.TOO_LARGE, f"{CELLS:,} cells on a sheet")


def column_number(letters: bytes) -> int:
    """`A` is 1, `AA` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def check_records(source: BinaryIO) -> None:
    """Look at the records of an XLS file ([MS-XLS], 2.3): cells begin with their row and column.

    A sheet's records are found as a reader finds them, from where the workbook says that they begin.

    Raises:
        Unreadable: TOO_LARGE with the limit; ENCRYPTED; DAMAGED, if there is no workbook inside.
    """
    source.seek(0, io.SEEK_END)
    if source.tell() > OLE_BYTES:
        raise Unreadable(Reason.TOO_LARGE, f"{OLE_BYTES // (1024 * 1024)} MB")
    try:
        with opened(source) as container:
            name = "Workbook" if container.exists("Workbook") else "Book"
            data = container.openstream(name).read()
    except DAMAGE as error:
        raise Unreadable(Reason.DAMAGED) from error
    sheets = Counter(
        struct.unpack_from("<I", data, position)[0]
        for kind, position, length in _records(data, 0)
        if kind == _SHEET_AT and length >= 4
    )
    total = 0
    for start, times in sheets.items():
        total += times * _rectangle(data, start)
        if total > CELLS:
            raise Unreadable(Reason.TOO_LARGE, f"{CELLS:,} cells")


def _records(data: bytes, position: int) -> Iterator[tuple[int, int, int]]:
    """Kind, position and length of the records from *position* to the end of their stretch."""
    kind = 0
    while position + 4 <= len(data) and kind != _END:
        kind, length = struct.unpack_from("<HH", data, position)
        position += 4
        if position + length > len(data):
            return
        if kind == _FILE_PASS:
            raise Unreadable(Reason.ENCRYPTED)
        yield kind, position, length
        position += length


def _rectangle(data: bytes, start: int) -> int:
    """Cells of the rectangle that the sheet at *start* fills."""
    row = column = 0
    for kind, position, length in _records(data, start):
        if kind in _CELL_RECORDS and length >= 4:
            at = struct.unpack_from("<HH", data, position)
            row, column = max(row, at[0]), max(column, at[1])
    return (row + 1) * (column + 1)


class _OpenSheets:
    """The rectangles of an OpenDocument file's sheets (OpenDocument 1.3-3, 9.1): cells and rows may repeat."""

    def __init__(self) -> None:
        self._rest = b""
        self._total = 0
        self._rows = self._row_repeats = self._filled_rows = 0
        self._column = self._filled_columns = self._width = 0

    def hear(self, piece: bytes) -> None:
        piece = self._rest + piece
        self._rest = piece[max(piece.rfind(b"<"), len(piece) - LONGEST_TAG) :]
        for closing, name, attributes, empty in _TAG.findall(piece[: len(piece) - len(self._rest)]):
            if name == b"table":
                self._total += self._filled_rows * self._width
                self._rows = self._filled_rows = self._width = 0
            elif name == b"table-row":
                if not closing:
                    self._column = self._filled_columns = 0
                    self._row_repeats = _repeats(attributes, ROWS)
                if closing or empty:
                    self._end_row()
            elif not closing:
                self._column += _repeats(attributes, COLUMNS)
                if not empty or _VALUE in attributes:
                    self._filled_columns = self._column

    def _end_row(self) -> None:
        self._rows += self._row_repeats
        if self._filled_columns:
            self._filled_rows = self._rows
            self._width = max(self._width, self._filled_columns)
            if self._total + self._filled_rows * self._width > OPEN_DOCUMENT_CELLS:
                raise Unreadable(Reason.TOO_LARGE, f"{OPEN_DOCUMENT_CELLS:,} cells")


def _repeats(attributes: bytes, most: int) -> int:
    repeated = _REPEATED.search(attributes)
    return min(most, int(repeated[1])) if repeated else 1
