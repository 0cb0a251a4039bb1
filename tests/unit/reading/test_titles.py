"""Titles of documents that state none."""

import pytest

from app.domain.document import Document, Kind
from app.reading.titles import titled


def title(name: str, text: str, kind: Kind = Kind.PDF, stated: str = "") -> str:
    return titled(Document(kind, text, (), title=stated), name).title


@pytest.mark.parametrize(
    "name",
    [
        "untitled-3.docx",
        "Scan_20240131_0001.pdf",
        "IMG_2034.png",
        "Document (2).pdf",
        "download.html",
        "04a6711caa7c687592777718866e781e.html",
        "9b2fd5a4-0c1e-4e7b-8c39-2f6a1d7e5b10.pdf",
        "1234 (1).pdf",
    ],
)
def test_a_name_that_says_nothing_gives_way_to_the_first_line(name: str) -> None:
    assert (
        title(name, "\n## Rent contract for Elm Street 3 ##\n\nBetween ...")
        == "Rent contract for Elm Street 3"
    )


@pytest.mark.parametrize(
    "name", ["Rent contract.pdf", "brewers-conjecture.pdf", "2024-01-31.md", "scanning.txt"]
)
def test_a_name_that_says_something_is_the_title(name: str) -> None:
    assert title(name, "Page 1 of 3") == ""


def test_a_title_that_is_stated_stays() -> None:
    assert title("untitled.pdf", "First line", stated="On herons") == "On herons"


def test_what_is_no_title_is_passed_over() -> None:
    assert title("scan.pdf", "17\n3 - 4 - 5\nslide 1\nDear Sir,\nRent contract\n") == "Rent contract"
    assert title("scan.pdf", "a long sentence " * 20) == ""
    assert title("scan.pdf", "1\n2\n3\n4\n5\nToo far down") == ""
    assert title("image.py", "import os", kind=Kind.CODE) == ""
