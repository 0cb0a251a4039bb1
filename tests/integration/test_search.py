"""Finding: by meaning, by word, and only where the filters allow."""

import re
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.program import Program

QUESTION = "how do bees find their way home"
IN_EVERY_DOCUMENT = "after time added obwohl kilomètres"
"""Each of the seventeen has one of these words."""


def texts_of(program: Program, folder: Path) -> dict[Path, str]:
    """The text of every document, as the catalogue holds it."""
    with closing(sqlite3.connect(program.data / "catalogue.sqlite")) as catalogue:
        rows = catalogue.execute("SELECT d.path, t.body FROM documents d JOIN texts t ON t.id = d.text")
        return {folder / path.decode(): zlib.decompress(body).decode() for path, body in rows}


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_meaning_alone_finds_what_shares_no_word_with_the_question(sample: Program, documents: Path) -> None:
    unlike = documents / "Study" / "Messages in the dark.html"
    assert unlike in sample.found(QUESTION, "--meaning")[:3]
    text = texts_of(sample, documents)[unlike].lower()
    assert not re.search(r"\b(bees?|find\w*|ways?|homes?|how)\b", text)
    assert unlike not in sample.found(QUESTION, "--words")


def test_a_stem_is_found_and_the_typed_word_is_marked(sample: Program) -> None:
    hit = sample.ask("search", "heron nest", "--words")["hits"][0]
    marked = {hit["snippet"][start:end].lower() for start, end in hit["marks"]}
    assert Path(hit["path"]).name == "Urban herons.pdf"
    assert hit["place"]["kind"] == "page"
    assert marked & {"herons", "heron"}
    assert marked & {"nests", "nest"}


def test_a_passage_is_what_stands_at_its_place_in_the_text(sample: Program, documents: Path) -> None:
    texts = texts_of(sample, documents)
    hits = sample.ask("search", "the house, its heating and the year in the garden", "--limit", "17")["hits"]
    assert {hit["kind"] for hit in hits} == {"text", "markdown", "html", "pdf", "document"}
    for hit in hits:
        for passage in hit["passages"]:
            assert texts[Path(hit["path"])][passage["start"] : passage["end"]] == passage["text"]
    note = documents / "Home" / "Allotment garden year.md"
    assert texts[note].strip() == note.read_text(encoding="utf-8").strip()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--kind", "pdf"], {"Urban herons.pdf", "Invoice boiler service.pdf"}),
        (["--kind", "PDF", "--folder", "study"], {"Urban herons.pdf"}),
        (["--kind", "document", "--kind", "pdf", "--until", "2024"], 3),
        (["--lang", "fr"], {"Migration des cigognes.txt"}),
        (["--folder", "Study"], 7),
        (["--since", "2024"], 7),
        (["--since", "2023-06-15", "--until", "2023-06-16"], 10),
        (["--until", "2023-06-15"], set()),
        (["--since", "7d"], set()),
        (["--limit", "2"], 2),
    ],
)
def test_filters_hold_for_every_hit(sample: Program, filters: list[str], expected: set[str] | int) -> None:
    found = names(sample.found(IN_EVERY_DOCUMENT, "--words", "--limit", "50", *filters))
    assert len(found) == expected if isinstance(expected, int) else set(found) == expected


def test_filters_go_into_the_search_by_meaning(sample: Program, documents: Path) -> None:
    found = sample.found(QUESTION, "--meaning", "--folder", documents / "Home", "--kind", "document")
    assert set(names(found)) == {"Coffee machine manual.docx", "Rental contract Linden Street.docx"}


def test_quotes_ask_for_words_side_by_side(sample: Program) -> None:
    both = {"Homing pigeons.txt", "Messages in the dark.html"}
    assert set(names(sample.found('"inner clock"', "--words"))) == both
    assert names(sample.found('"clock inner"', "--words")) == []


def test_a_minus_leaves_out_what_holds_the_word(sample: Program) -> None:
    with_bees = names(sample.found("home", "--words", "--limit", "50"))
    without = names(sample.found("home -bees", "--words", "--limit", "50"))
    assert "How bees find their way home.md" in with_bees
    assert "How bees find their way home.md" not in without
    assert set(without) < set(with_bees)


def test_search_in_a_folder_adds_it_and_looks_only_there(library: Program, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "note.txt").write_text("The bees of my neighbour fly to the lime trees in June.")
    assert library.found("bees", "--in", elsewhere) == [elsewhere / "note.txt"]
    assert [folder["documents"] for folder in library.ask("folders")["folders"]] == [17, 1]
    assert len(library.found("bees", "--words")) > 1


def test_search_in_a_folder_below_an_added_one_adds_nothing(library: Program, documents: Path) -> None:
    found = library.found("herons", "--words", "--in", documents / "Study")
    assert {path.parent for path in found} == {documents / "Study"}
    assert len(library.ask("folders")["folders"]) == 1
