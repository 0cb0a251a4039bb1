"""What is said: names, days, paths, and a sentence for every state and every reason."""

import os
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from app.domain.document import Kind, Place, SegmentKind
from app.domain.state import FolderState, Following, Totals
from app.gui import naming, wording
from tests.gui.made_hits import made_hit

NOW = datetime(2024, 3, 12, 15, tzinfo=UTC).astimezone()
HOME = Path(Path.cwd().anchor, "home", "ada")
pytestmark = pytest.mark.usefixtures("english")


def nanoseconds(moment: datetime) -> int:
    return int(moment.timestamp()) * 1_000_000_000


# Names.


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len({wording.kind_name(kind) for kind in Kind}) == len(Kind)
    assert wording.kind_name("document") == "Document"
    assert wording.kind_name("epub") == "Epub"


@pytest.mark.parametrize(
    ("aspect", "label", "name"),
    [
        ("kind", "pdf", "PDF"),
        ("language", "de", "German"),
        ("language", "xx", "XX"),
        ("folder", "Taxes", "Taxes"),
        ("folder", "caf\ufffd\u202e", "caf\ufffd\ufffd"),
        ("folder", "", "(top folder)"),
    ],
)
def test_labels_are_named_as_one_speaks_of_them(aspect: str, label: str, name: str) -> None:
    assert wording.label_name(aspect, label) == name
    assert wording.aspect_name(aspect) == aspect.title()


# Days.


def test_today_and_yesterday_are_called_so_at_any_hour() -> None:
    midnight = NOW.replace(hour=0, minute=0)
    assert wording.when(nanoseconds(midnight), NOW) == "Today"
    assert wording.when(nanoseconds(midnight - timedelta(minutes=1)), NOW) == "Yesterday"
    assert wording.when(nanoseconds(midnight - timedelta(hours=25)), NOW) == "3/10/2024"
    assert wording.when(nanoseconds(NOW + timedelta(days=1)), NOW) == "3/13/2024"


@pytest.mark.parametrize(
    ("locale", "day"),
    [("de_DE", "01.02.2003"), ("fr_FR", "01/02/2003"), ("zh_CN", "2003/2/1"), ("C", "2003-02-01")],
)
def test_a_day_is_written_as_the_user_writes_it_with_the_whole_year(locale: str, day: str) -> None:
    QLocale.setDefault(QLocale(locale))
    assert wording.when(nanoseconds(datetime(2003, 2, 1, 12, tzinfo=UTC)), NOW) == day


@given(st.integers(min_value=-(2**63), max_value=2**63 - 1))
def test_no_time_stamp_is_too_odd(modified_ns: int) -> None:
    assert isinstance(wording.when(modified_ns, NOW), str)


# Places and paths.


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(SegmentKind.PAGE, 12, "xii"), "page xii"),
        (Place(SegmentKind.PAGE, 1200, ""), "page 1,200"),
        (Place(SegmentKind.SECTION, 2, "Cooking > Soups"), "Cooking \u203a Soups"),
        (Place(SegmentKind.WHOLE, 1, ""), ""),
        (Place(SegmentKind.SLIDE, 3, "Results"), "slide 3 \u203a Results"),
        (Place(SegmentKind.SLIDE, 3, ""), "slide 3"),
        (Place(SegmentKind.SHEET, 2, "Taxes A2:F40"), "Taxes A2:F40"),
        (Place(SegmentKind.CHAPTER, 4, ""), "chapter 4"),
        (Place(SegmentKind.PART, 2, "invoice.pdf > page 3"), "invoice.pdf \u203a page 3"),
        (Place(SegmentKind.PART, 1, ""), ""),
        (Place(SegmentKind.CHAPTER, 4, "2"), "chapter 2"),
        (Place(SegmentKind.CELL, 7, "Setup"), "cell 7 \u203a Setup"),
        (Place(SegmentKind.CELL, 7, ""), "cell 7"),
        (Place(SegmentKind.ENTRY, 1_200, ""), "entry 1,200"),
        (Place(SegmentKind.MOMENT, 3, "00:01:12"), "00:01:12"),
        (Place(SegmentKind.DEFINITION, 3, "class Bee > def dance"), "class Bee \u203a def dance"),
        (Place(SegmentKind.DEFINITION, 3, ""), ""),
    ],
)
def test_a_place_is_a_page_or_a_heading(place: Place, text: str) -> None:
    assert wording.place_text(place) == text


def test_a_place_does_not_say_the_title_again() -> None:
    section = Place(SegmentKind.SECTION, 2, "Cooking > Soups")
    assert wording.place_text(section, "Cooking") == "Soups"
    assert wording.place_text(section, "Cook") == "Cooking \u203a Soups"
    assert wording.place_text(section, "Cooking > Soups") == ""
    assert wording.place_text(Place(SegmentKind.PAGE, 9, "2"), "2") == "page 2"


def test_a_trail_leaves_out_what_is_above_the_users_own() -> None:
    assert naming.trail(HOME / "Documents" / "Taxes", HOME) == "Documents \u203a Taxes"
    assert naming.trail(HOME, HOME) == "Home"
    assert naming.trail(HOME.parent / "bob", HOME).endswith("home \u203a bob")
    assert naming.trail(Path(HOME.anchor), HOME) != ""


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names there are always text")
def test_what_is_no_text_in_a_path_has_a_stand_in() -> None:
    path = Path(os.fsdecode(b"/home/ada/caf\xe9/a\nb"))
    assert naming.trail(path, HOME) == "caf\ufffd \u203a a\ufffdb"
    assert naming.path_text(path) == "/home/ada/caf\ufffd/a\ufffdb"


def test_a_document_inside_a_file_is_named_with_it() -> None:
    backup = Path("backup.zip")
    assert naming.document_name(backup, "notes/a.txt") == "backup.zip \u203a notes/a.txt"
    assert naming.document_name(backup) == "backup.zip"
    assert naming.whereabouts(HOME / backup, "notes/a.txt").endswith("ada \u203a backup.zip \u203a notes")
    assert naming.whereabouts(HOME / backup).endswith("ada")


def test_a_file_that_does_not_open_is_named(tmp_path: Path) -> None:
    there = tmp_path / "50%1 off.pdf"
    assert wording.not_opened_sentence(there) == "50%1 off.pdf is not there any more, or its drive is away."
    there.touch()
    assert wording.not_opened_sentence(there) == "This computer has no program that opens 50%1 off.pdf."


# Sentences.


@pytest.mark.parametrize(
    ("documents", "waiting", "sentence"),
    [
        (0, 0, "0 documents"),
        (1, 0, "1 document"),
        (2_433, 1_200, "2,433 documents, 1,200 found by words only so far"),
    ],
)
def test_what_the_library_holds_is_said_and_what_waits(documents: int, waiting: int, sentence: str) -> None:
    totals = Totals(documents, 9, 3 * waiting, {}, {}, {}, waiting_documents=waiting)
    assert wording.totals_sentence(totals) == sentence


def test_the_coverage_is_said_in_one_line_and_in_sentences() -> None:
    totals = Totals(41_210, 9, 900, {"damaged": 16, "empty": 1}, {}, {}, waiting_documents=300)
    assert wording.coverage_text(totals, 12) == "41,210 documents \u00b7 312 waiting \u00b7 17 not read"
    assert wording.coverage_sentence(totals, 12).splitlines() == [
        "41,210 documents can be found.",
        "Still to be read: 12 files.",
        "Found by their words only, while their meaning is learned: 300 documents.",
        "Could not be read: 17 files.",
    ]
    assert wording.coverage_text(Totals(1, 9, 0, {}, {}, {}), 0) == "1 document"


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("indexed", "12 documents"),
        ("waiting", "Not looked through yet"),
        ("unreachable", "Cannot be reached now. What is known of it stays searchable."),
    ],
)
def test_a_folder_is_told_by_its_state(state: str, sentence: str) -> None:
    assert wording.folder_sentence(FolderState(HOME, 12, state)) == sentence


def test_a_folder_says_which_drives_are_away_and_how_it_is_followed() -> None:
    whole = FolderState(HOME, 12, "unreachable", volume="HOLIDAYS", away=("HOLIDAYS",))
    assert wording.folder_sentence(whole) == "Away: HOLIDAYS. What is known of it stays searchable."
    partly = FolderState(HOME, 12, "indexed", away=("FIRST", "SECOND"))
    assert wording.folder_sentence(partly) == "12 documents \u00b7 Away: FIRST, SECOND"
    remote = FolderState(HOME, 12, "indexed", Following.REMOTE)
    every = "looked through every five minutes"
    assert wording.folder_sentence(remote) == f"12 documents \u00b7 {every}: network drive"
    many = FolderState(HOME, 0, "waiting", Following.TOO_MANY)
    assert wording.folder_sentence(many).startswith(f"Not looked through yet \u00b7 {every}: more folders")


def test_what_is_away_is_named() -> None:
    assert wording.away_sentence(["a", "b"]).endswith(": a, b")
    assert ", HOLIDAYS is away: " in wording.hit_sentence(replace(made_hit(), away="HOLIDAYS"))
