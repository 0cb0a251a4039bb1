"""Spreadsheets: XLSX, XLSB, XLS and ODS, through calamine."""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.domain.titles import sensible_title
from app.reading.data.table import Block, blocks
from app.reading.draft import Draft, Part, is_visible, rest_after
from app.reading.office.ole import DAMAGE, OPENING, opened
from app.reading.office.package import ZIP, ZIP_DAMAGE, Attributes, Package, Properties
from app.reading.office.sheet_bounds import check_members, check_records
from app.reading.outline import SEPARATOR
from app.reading.stated import iso_date

_ZIP_MAINS = ("xl/workbook.xml", "xl/workbook.bin")
_OPEN_CONTENT = "content.xml"
_OPEN_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
# What programs name sheets where nobody did: a word in any language, and a number.
_NO_NAME = re.compile(r"[^\W\d_]{3,10}[ _]?\d{1,3}")

_PANIC = "PanicException"
"""A fault in calamine, met on damaged files; PyO3 derives it from BaseException and exports no name for it."""

Cell = float | str | bool | dt.date | dt.time | dt.timedelta


def is_sheets(head: bytes, source: BinaryIO) -> bool:
    """Whether *source* is a ZIP or OLE file that holds a workbook."""
    try:
        if head.startswith(OPENING):
            with opened(source) as container:
                return bool(container.exists("Workbook") or container.exists("Book"))
        if not head.startswith(ZIP):
            return False
        with zipfile.ZipFile(source) as package:
            if any(name in package.NameToInfo for name in _ZIP_MAINS):
                return True
            return "mimetype" in package.NameToInfo and package.read("mimetype")[:200].startswith(_OPEN_TYPE)
    except (*DAMAGE, *ZIP_DAMAGE, RuntimeError):
        return False


def read_sheets(source: BinaryIO, characters: int) -> Draft:
    """One part for each block of rows; its label names the sheet and the cells.

    Raises:
        Unreadable: DAMAGED, ENCRYPTED or TOO_LARGE.
    """
    stated = _stated(source)
    source.seek(0)
    try:
        with CalamineWorkbook.from_filelike(source) as workbook:
            parts, left_out = _parts(workbook, characters)
    except PasswordError as error:
        raise Unreadable(Reason.ENCRYPTED) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise Unreadable(Reason.DAMAGED) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise Unreadable(Reason.DAMAGED) from error
    return Draft(
        Kind.SPREADSHEET,
        parts,
        SegmentKind.SHEET,
        title=sensible_title(stated.get("title", "")),
        author=stated.get("initial-creator", "") or stated.get("creator", ""),
        created=iso_date(stated.get("created", "") or stated.get("creation-date", "")),
        left_out=left_out,
    )


def _stated(source: BinaryIO) -> dict[str, str]:
    """What the file says of itself, once it is known to be in bounds.

    Raises:
        Unreadable: TOO_LARGE, DAMAGED, ENCRYPTED.
    """
    if source.read(len(ZIP)) != ZIP:
        check_records(source)
        return {}
    package = Package(source)
    check_members(source)
    package.walk("META-INF/manifest.xml", _Manifest())
    if _OPEN_CONTENT in package and not package.is_well_formed(_OPEN_CONTENT):
        raise Unreadable(Reason.DAMAGED)  # calamine would look for the end of a cell for ever
    properties = Properties()
    for name in package.relations("").get("core-properties", ["meta.xml"]):
        package.walk(name, properties)
    return properties.stated


class _Manifest:
    """Hears of an OpenDocument's members (OpenDocument 1.3-2, 4.8): some may be encrypted."""

    def start(self, name: str, _: Attributes) -> None:
        """An element begins."""
        if name == "encryption-data":
            raise Unreadable(Reason.ENCRYPTED)

    def end(self, _: str) -> None:
        """An element ends."""

    def text(self, _: str) -> None:
        """White space between elements."""


def _parts(workbook: CalamineWorkbook, characters: int) -> tuple[list[Part], str]:
    """The blocks of all sheets that a person can see or unhide, and what was left out."""
    parts: list[Part] = []
    lost: list[str] = []
    left = characters
    for sheet in workbook.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet or sheet.visible == SheetVisibleEnum.VeryHidden:
            continue
        try:
            table = workbook.get_sheet_by_name(sheet.name)
        except CalamineError:
            lost.append(sheet.name)
            continue
        for block in blocks(_rows(table)):
            parts.append(_part(sheet.name, block))
            left -= block.size
            if left < 0:
                return parts, rest_after(characters)
    if lost and not parts:
        raise Unreadable(Reason.DAMAGED)
    return parts, f"sheet {', '.join(lost)}" if lost else ""


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    """Cells as text, from A1 on, so that positions are those that programs show."""
    _, left = sheet.start or (0, 0)  # calamine gives the empty rows above, but not the columns before
    for row in sheet.iter_rows():
        yield [""] * left + [_written(cell) for cell in row]


def _written(cell: Cell) -> str:
    """A cell as a person would write it: no `.0`, no digits that binary fractions leave, dates as ISO dates."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float | int):
        return f"{cell:.15g}" if abs(cell) < 1e15 else str(cell)
    if isinstance(cell, dt.datetime):
        is_day = cell.time() == dt.time()
        return cell.date().isoformat() if is_day else cell.replace(tzinfo=None).isoformat(" ", "minutes")
    if isinstance(cell, dt.timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return cell.isoformat("minutes") if isinstance(cell, dt.time) else cell.isoformat()


def _part(sheet: str, block: Block) -> Part:
    cells = f"{_letters(block.left)}{block.first}:{_letters(block.right)}{block.last}"
    name = "" if _NO_NAME.fullmatch(sheet) else sheet
    heading = SEPARATOR.join(piece for piece in (name, block.caption) if is_visible(piece))
    return Part("\n".join(block.lines), label=f"{sheet} {cells}", heading=heading)


def _letters(column: int) -> str:
    """Name a column, counted from 0: A ... Z, AA ..."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
