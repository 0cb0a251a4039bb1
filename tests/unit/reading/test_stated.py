"""What files state about themselves."""

import pytest

from app.domain.titles import sensible_title
from app.reading.stated import iso_date


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("D:20240131120000+01'00'", "2024-01-31"),
        ("D:202401", "2024-01"),
        ("D:2024", "2024"),
        ("2024-01-31T12:00:00Z", "2024-01-31"),
        ("2024-01-31", "2024-01-31"),
        ("2024/01", "2024-01"),
        (" 2024 ", "2024"),
        ("20240131", "2024-01-31"),
        ("2024-02-31", "2024-02"),
        ("2024-13-01", "2024"),
        ("0000-01-01", ""),
        ("1574168580", ""),
        ("31 January 2024", ""),
        ("", ""),
    ],
)
def test_a_date_is_as_precise_as_it_is_stated_and_valid(stated: str, date: str) -> None:
    assert iso_date(stated) == date


@pytest.mark.parametrize(
    "title",
    [
        "On herons",
        "Invoice 17",
        "C++",
        "白鹭",
        "The unknown heron",
        "Presentation skills",
        "Scanning electron microscopes",
        "Documents of the war",
        "How to write a README.md",
    ],
)
def test_a_title_is_kept(title: str) -> None:
    assert sensible_title(f" {title}\n") == title


@pytest.mark.parametrize(
    "title",
    [
        "",
        "untitled",
        "Untitled document 3",
        "Microsoft Word - a b.doc",
        "report_final.docx",
        "Slide 1",
        "My thesis final v2.docx",
        "PowerPoint Presentation",
        "PowerPoint-Pr\u00e4sentation",
        "Pr\u00e9sentation PowerPoint",
        "Presentaci\u00f3n de PowerPoint",
        "Microsoft PowerPoint - talk.ppt",
        "Sin t\u00edtulo 1",
        "Ohne Titel",
        "Dokument1",
        "file:///C|/Temp/x",
        "C:\\Users\\ada\\letter",
        "Scan0001",
        "()",
        "12",
        "x" * 400,
    ],
)
def test_what_a_program_filled_in_is_no_title(title: str) -> None:
    assert sensible_title(title) == ""
