"""Small spreadsheets, made in code."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from app.reading.office.sheets import Cell

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
DAY_STYLE = 1

Cells = Sequence[tuple[int, int, str | float]]
"""Row, column, content."""
Rows = Sequence[Sequence[Cell | None]]


def package(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx_members(sheets: Mapping[str, str], core: str = "", state: str = "visible") -> dict[str, str | bytes]:
    """Members of a workbook of *sheets*: name -> XML of its sheetData."""
    entries = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" state="{state if at > 1 else "visible"}" r:id="rId{at}"/>'
        for at, name in enumerate(sheets, start=1)
    )
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATION}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    xfs = (
        '<xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/>'
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="r2" Type="{PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<core xmlns="{PACKAGE}/metadata">{core}</core>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATION}"><sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
        f'<Relationship Id="rIdS" Type="{RELATION}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><cellXfs count="3">{xfs}</cellXfs></styleSheet>',
        **{
            f"xl/worksheets/sheet{at}.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{data}</sheetData></worksheet>'
            for at, data in enumerate(sheets.values(), start=1)
        },
    }


def xlsx(sheets: Mapping[str, Rows], core: str = "", state: str = "visible") -> bytes:
    """An XLSX file; sheets after the first are in *state*."""
    return package(xlsx_members({name: sheet_data(rows) for name, rows in sheets.items()}, core, state))


def sheet_data(rows: Rows) -> str:
    return "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            if isinstance(cell, str)
            else f'<c r="{chr(65 + at)}{number}"><v>{cell}</v></c>'
            for at, cell in enumerate(row)
            if cell is not None
        )
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )


def ods(tables: str, meta: str = "", manifest: str = "") -> bytes:
    """An ODS file; *tables* is the XML of its sheets."""
    namespaces = " ".join(f'xmlns:{name}="{OPEN}{name}:1.0"' for name in ("office", "table", "text", "meta"))
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {namespaces}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {namespaces} xmlns:dc='http://purl.org/dc/elements/1.1/'>"
            f"<office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{OPEN}manifest:1.0">{manifest}</manifest:manifest>',
        }
    )


def ods_cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def xlsb(cells: Cells) -> bytes:
    """An XLSB file of one sheet called Budget."""
    sheet = _binary(129) + _binary(148, struct.pack("<IIII", 0, 9, 0, 9)) + _binary(145)
    for row, column, value in cells:
        sheet += _binary(0, struct.pack("<I", row) + bytes(13))
        place = struct.pack("<II", column, 0)
        if isinstance(value, str):
            sheet += _binary(6, place + _wide(value))
        else:
            sheet += _binary(5, place + struct.pack("<d", value))
    entry = _binary(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Budget"))
    members = xlsx_members({"Budget": ""})
    for name in (
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
    ):
        del members[name]
    link = f'<Relationship Id="rId1" Type="{RELATION}/worksheet" Target="worksheets/sheet1.bin"/>'
    return package(
        {
            **members,
            "xl/workbook.bin": _binary(131) + _binary(143) + entry + _binary(144) + _binary(132),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{link}</Relationships>',
            "xl/worksheets/sheet1.bin": sheet + _binary(146) + _binary(130),
        }
    )


def _binary(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(data)]) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xls(cells: Cells, *, has_password: bool = False) -> bytes:
    """An XLS file (BIFF 8) of one sheet called Budget."""
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    opening = _record(0x809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 0))
    if has_password:
        opening += _record(0x2F, struct.pack("<HHHH", 0, 1, 2, 3))
    name = b"\6\0Budget"
    position = len(opening) + 4 + 6 + len(name) + 4
    workbook = opening + _record(0x85, struct.pack("<IH", position, 0) + name) + _record(0x0A)
    sheet = begin
    for row, column, value in cells:
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, str):
            sheet += _record(0x204, place + struct.pack("<HB", len(value), 0) + value.encode("latin-1"))
        else:
            sheet += _record(0x203, place + struct.pack("<d", value))
    return _ole((workbook + sheet + _record(0x0A)).ljust(4096, b"\0"))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _ole(stream: bytes) -> bytes:
    """A compound file that holds *stream* as `Workbook` ([MS-CFB])."""
    sectors = -(-len(stream) // 512)
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    table = [0xFFFFFFFD, end, *range(3, 2 + sectors), end]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    entries = _entry("Root Entry", 5, 1, end, 0) + _entry("Workbook", 2, free, 2, len(stream))
    allocation = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return header + allocation + entries.ljust(512, b"\0") + stream.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    free = 0xFFFFFFFF
    links = struct.pack("<HBBIII", len(text), kind, 1, free, free, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
