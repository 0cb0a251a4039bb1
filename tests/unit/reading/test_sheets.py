"""Spreadsheets: rows with their column names and cells, what cells hold, and what is too much."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import compose
from app.reading.office.sheets import is_sheets, read_sheets
from tests.unit.reading.files import docx, labels, paragraph, texts
from tests.unit.reading.sheet_files import (
    DAY_STYLE,
    Cells,
    Rows,
    ods,
    ods_cell,
    package,
    xls,
    xlsb,
    xlsx,
    xlsx_members,
)

PEOPLE: Rows = [["Name", "Born"], ["Ada", 1815], ["Alan", 1912]]
PEOPLE_CELLS: Cells = [
    (0, 0, "Name"),
    (0, 1, "Born"),
    (1, 0, "Ada"),
    (1, 1, 1815.0),
    (2, 0, "Alan"),
    (2, 1, 1912.0),
]
WRITTEN = "Name: Ada | Born: 1815\nName: Alan | Born: 1912"
FILES = Path(__file__).resolve().parents[4] / "shared" / "data" / "files"


def read(content: bytes, characters: int = 1_000_000) -> Document:
    return compose(read_sheets(io.BytesIO(content), characters), characters)


def reason(content: bytes) -> tuple[Reason, str]:
    with pytest.raises(Unreadable) as caught:
        read(content)
    return caught.value.reason, caught.value.detail


def one_cell(content: str) -> str:
    return read(package(xlsx_members({"A": f'<row r="1">{content}</row>'}))).text


def is_a_sheet(content: bytes) -> bool:
    return is_sheets(content[:4096], io.BytesIO(content))


def test_rows_are_written_out_with_their_column_names_and_cells() -> None:
    document = read(xlsx({"Budget": PEOPLE}))

    assert document.kind is Kind.SPREADSHEET
    assert texts(document) == [WRITTEN]
    assert labels(document) == ["Budget A1:B3"]
    assert [segment.place.kind for segment in document.segments] == [SegmentKind.SHEET]
    assert document.segments[0].heading == "Budget"


def test_every_sheet_is_read_and_a_name_nobody_gave_is_no_heading() -> None:
    document = read(xlsx({"Sheet1": PEOPLE, "Tabelle2": [[None, None], [None, "heron"]]}, state="hidden"))

    assert labels(document) == ["Sheet1 A1:B3", "Tabelle2 B2:B2"]
    assert [segment.heading for segment in document.segments] == ["", ""]


def test_a_sheet_that_only_a_program_can_show_is_left_alone() -> None:
    assert labels(read(xlsx({"A": PEOPLE, "B": PEOPLE}, state="veryHidden"))) == ["A A1:B3"]


def test_long_tables_become_blocks_that_know_their_cells() -> None:
    numbered: Rows = [[f"heron number {number}", number] for number in range(1000)]
    rows: Rows = [["Bird", "Weight"], *numbered]

    document = read(xlsx({"Birds": rows}))

    assert len(document.segments) > 10
    assert labels(document)[0].startswith("Birds A1:B")
    assert labels(document)[-1].endswith("B1001")
    assert all(text.startswith("Bird: heron") for text in texts(document))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<v>12</v>", "12"),
        ("<v>12.0</v>", "12"),
        ("<v>0.30000000000000004</v>", "0.3"),
        ("<v>-1234567.25</v>", "-1234567.25"),
        ("<v>1e20</v>", "1e+20"),
    ],
)
def test_numbers_are_written_as_people_write_them(cell: str, shown: str) -> None:
    assert one_cell(f'<c r="A1">{cell}</c>') == shown


@pytest.mark.parametrize(
    ("style", "value", "shown"),
    [(DAY_STYLE, "45322", "2024-01-31"), (2, "45322.5", "2024-01-31 12:00")],
)
def test_dates_come_out_as_dates(style: int, value: str, shown: str) -> None:
    assert one_cell(f'<c r="A1" s="{style}"><v>{value}</v></c>') == shown


def test_truths_are_words() -> None:
    assert one_cell('<c r="A1" t="b"><v>1</v></c>') == "yes"


def test_title_author_and_date_are_what_the_file_states() -> None:
    core = "<title>The budget</title><creator>Ann</creator><created>2024-01-31T12:00:00Z</created>"
    document = read(xlsx({"A": PEOPLE}, core))
    open_meta = (
        "<dc:title>The budget</dc:title><meta:initial-creator>Ann</meta:initial-creator>"
        "<meta:creation-date>2024-01-31T12:00:00</meta:creation-date>"
    )
    table = (
        f'<table:table table:name="A"><table:table-row>{ods_cell("heron")}</table:table-row></table:table>'
    )
    open_document = read(ods(table, open_meta))

    for found in (document, open_document):
        assert (found.title, found.author, found.created) == ("The budget", "Ann", "2024-01-31")


def test_open_document_sheets_are_read() -> None:
    rows = "".join(
        "<table:table-row>" + "".join(ods_cell(str(cell)) for cell in row) + "</table:table-row>"
        for row in PEOPLE
    )
    document = read(ods(f'<table:table table:name="Budget">{rows}</table:table>'))

    assert (document.text, labels(document)) == (WRITTEN, ["Budget A1:B3"])


@pytest.mark.parametrize("made", [xls, xlsb])
def test_binary_excel_files_are_read(made: Callable[[Cells], bytes]) -> None:
    document = read(made(PEOPLE_CELLS))

    assert (document.text, labels(document)) == (WRITTEN, ["Budget A1:B3"])


def test_content_tells_a_spreadsheet() -> None:
    assert is_a_sheet(xlsx({"A": PEOPLE}))
    assert is_a_sheet(ods(""))
    assert is_a_sheet(xls([]))
    assert not is_a_sheet(docx(paragraph("Text.")))
    assert not is_a_sheet(package({"mimetype": "application/epub+zip"}))
    assert not is_a_sheet(b"PK\x03\x04 and no more")
    assert not is_a_sheet(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))
    assert not is_a_sheet(b"Name,Born")


def test_a_text_beyond_the_limit_is_cut_and_said() -> None:
    document = read(xlsx({"A": [["heron " * 20, "egret"]] * 100}), 5000)

    assert document.left_out == "text after the first 5,000 characters"


def test_protected_files_need_a_password() -> None:
    protected = xls([(0, 0, "heron")], has_password=True)

    member = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"

    assert reason(protected) == (Reason.ENCRYPTED, "")
    assert reason(ods("", manifest=member)) == (Reason.ENCRYPTED, "")


def test_an_empty_workbook_is_empty() -> None:
    assert reason(xlsx({"A": []}))[0] is Reason.EMPTY


def test_cells_in_far_corners_are_too_much_for_memory() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    assert reason(package(xlsx_members({"A": far}))) == (Reason.TOO_LARGE, "5,000,000 cells on a sheet")


def test_empty_cells_in_far_corners_do_not_count() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'

    assert read(package(xlsx_members({"A": far}))).text == "1"


def test_open_document_cells_that_repeat_beyond_measure_are_too_much() -> None:
    many = ods_cell("heron", 'table:number-columns-repeated="16384"')
    row = f'<table:table-row table:number-rows-repeated="1048576">{many}</table:table-row>'
    trailing = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    honest = f"<table:table-row>{ods_cell('heron')}</table:table-row>{trailing}"

    assert reason(ods(f'<table:table table:name="A">{row}</table:table>')) == (
        Reason.TOO_LARGE,
        "2,000,000 cells",
    )
    assert read(ods(f'<table:table table:name="A">{honest}</table:table>')).text == "heron"


@pytest.mark.parametrize("made", [xls, xlsb])
def test_binary_cells_in_far_corners_are_too_much(made: Callable[[Cells], bytes]) -> None:
    assert reason(made([(0, 0, 1.0), (65535, 255, 1.0)]))[0] is Reason.TOO_LARGE


def test_a_bomb_is_refused_whatever_it_declares() -> None:
    honest = package({**xlsx_members({"A": ""}), "xl/sharedStrings.xml": bytes(40_000_000)})
    size = (40_000_000).to_bytes(4, "little")
    liar = honest.replace(size, (1000).to_bytes(4, "little"))

    assert reason(honest)[0] is Reason.TOO_LARGE
    assert liar != honest
    with pytest.raises(Unreadable):
        read(liar)


def test_damaged_files_end_in_a_reason() -> None:
    whole = xlsx({"A": PEOPLE})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"][:-60]

    assert reason(whole[: len(whole) // 2])[0] is Reason.DAMAGED
    assert reason(package({"xl/workbook.xml": "<workbook>"}))[0] is Reason.DAMAGED
    try:
        read(package(members))
    except Unreadable as error:
        assert error.reason is Reason.DAMAGED  # noqa: PT017 - text or a reason, both are right


@pytest.mark.parametrize(
    "whole",
    [xlsx({"A": PEOPLE}), ods(""), xls(PEOPLE_CELLS), xlsb(PEOPLE_CELLS)],
    ids=["xlsx", "ods", "xls", "xlsb"],
)
def test_mutated_files_end_in_a_draft_or_a_reason(whole: bytes) -> None:
    dice = random.Random(4)  # noqa: S311 - the same mutations in every run
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(dice.choice([1, 4, 30])):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            read_sheets(io.BytesIO(bytes(data)), 10_000)
        except Unreadable:
            continue


@pytest.mark.skipif(not FILES.is_dir(), reason="no real files at ../shared/data/files")
def test_real_workbooks_of_two_formats_say_the_same() -> None:
    folder = FILES / "sist2-test-files" / "ooxml"
    old, new = (read((folder / name).read_bytes(), 10_000_000) for name in ("xls1.xls", "xlsx1.xlsx"))

    assert old.text == new.text
    assert labels(old) == labels(new)
    assert "January | 1967 | Not seasonally adjusted (Thousands): 564.1" in old.text


def test_a_cell_that_never_ends_is_damage_where_calamine_would_wait_for_ever() -> None:
    whole = ods(
        f"<table:table table:name='A'><table:table-row>{ods_cell('heron')}</table:table-row></table:table>"
    )
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    start = members["content.xml"].partition(b"</text:p>")[0]
    end = b"</text:p></x></table:table-cell></table:table-row>"

    assert reason(package({**members, "content.xml": start + end}))[0] is Reason.DAMAGED


def test_a_broken_statement_of_its_kind_makes_no_sheet() -> None:
    whole = bytearray(ods(""))
    whole[whole.index(b"mimetype") + len(b"mimetype")] ^= 0xFF  # the first byte that is packed

    assert not is_a_sheet(bytes(whole))
