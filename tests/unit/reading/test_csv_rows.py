"""Tables as text: delimiters, quotes, and files that are no tables."""

import io
import random

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Unreadable
from app.reading.data.csv_rows import read_csv
from app.reading.draft import compose
from tests.unit.reading.files import labels, texts


def read(content: str | bytes, characters: int = 1_000_000) -> Document:
    data = content.encode() if isinstance(content, str) else content
    return compose(read_csv(io.BytesIO(data), characters), characters)


def test_rows_are_written_out_with_their_column_names() -> None:
    document = read("Name,Year\nAda,1843\nAlan,1936\n")

    assert document.kind is Kind.DATA
    assert document.text == "Name: Ada | Year: 1843\nName: Alan | Year: 1936"
    assert [segment.place.kind for segment in document.segments] == [SegmentKind.ENTRY]
    assert labels(document) == ["rows 1-3"]


@pytest.mark.parametrize(
    "content",
    [
        "Name;Price\nheron;1,50\negret;2,75\n",
        "Name\tPrice\nheron\t1,50\negret\t2,75\n",
        "Name|Price\nheron|1,50\negret|2,75\n",
        'Name,Price\nheron,"1,50"\negret,"2,75"\n',
        "sep=;\nName;Price\nheron;1,50\negret;2,75\n",
        "\ufeffName;Price\r\nheron;1,50\r\negret;2,75\r\n",
    ],
)
def test_the_delimiter_is_the_one_that_divides_evenly(content: str) -> None:
    assert read(content).text == "Name: heron | Price: 1,50\nName: egret | Price: 2,75"


def test_commas_and_semicolons_in_cells_do_not_mislead() -> None:
    content = "Title,Words,Year\nHerons,grey; tall,1999\nEgrets,white; small; shy,2001\n"

    assert read(content).text.startswith("Title: Herons | Words: grey; tall | Year: 1999")


def test_quoted_cells_hold_newlines_and_quotation_marks() -> None:
    content = 'Bird,Call,Count\nheron,"says ""fraank""\nat dusk",3\negret,"croaks, softly",4\n'

    assert read(content).text == (
        'Bird: heron | Call: says "fraank" at dusk | Count: 3\nBird: egret | Call: croaks, softly | Count: 4'
    )


def test_a_quotation_mark_that_is_never_closed_costs_nothing() -> None:
    content = 'Bird,Length\n"heron,90\n' + "".join(f"egret,{number}\n" for number in range(1000))

    document = read(content)

    assert 'Bird: "heron | Length: 90' in document.text
    assert "Bird: egret | Length: 999" in document.text
    assert labels(document)[-1].endswith("-1002")


def test_rows_without_names_are_written_as_they_are() -> None:
    assert read("Ada,1843\nAlan,1936\n").text == "Ada | 1843\nAlan | 1936"


def test_a_long_table_becomes_blocks_of_rows() -> None:
    document = read("Bird,Count\n" + "".join(f"grey heron,{number}\n" for number in range(500)))

    assert len(document.segments) > 5
    assert labels(document)[0].startswith("rows 1-")
    assert labels(document)[-1].endswith("-501")
    assert all(text.startswith("Bird: grey heron | Count: ") for text in texts(document))


@pytest.mark.parametrize(
    "content", ["One heron, grey.\nIt waits.\nNo table here.\nNone.", "heron", "\n\nheron\n"]
)
def test_text_that_nothing_divides_evenly_stays_as_it_is(content: str) -> None:
    assert read(content).text == content.strip("\n")


@pytest.mark.parametrize(
    "line", ["x" * 5_000_000, "a,b\n" + "x" * 5_000_000, "a,b\n1,2\n3," + '"' + "x,\n" * 900_000]
)
def test_an_endless_line_is_cut_and_said(line: str) -> None:
    document = read(line, 1_000_000)

    assert len(document.text) <= 1_000_000
    assert document.left_out == "text after the first 1,000,000 characters"


def test_old_encodings_are_read() -> None:
    assert "Stadt: Köln" in read("Stadt;Größe\nKöln;405\nNürnberg;186\n".encode("cp1252")).text


def test_any_bytes_end_in_a_draft_or_a_reason() -> None:
    dice = random.Random(4)  # noqa: S311 - the same bytes in every run
    letters = b'",;\t|\n\r\0\xff ab1.='
    for _ in range(400):
        content = bytes(dice.choice(letters) for _ in range(dice.randrange(1, 200)))
        try:
            read_csv(io.BytesIO(content), 100)
        except Unreadable:
            continue
