"""`similar`: to a file of the library, to one from anywhere, to a text; and nothing of it is kept."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.integration.program import Program

BEES = "How bees find their way home.md"


def similar(program: Program, *words: str | Path, status: int = 0) -> list[str]:
    return [Path(hit["path"]).name for hit in program.ask("similar", *words, status=status)["hits"]]


def codes(data: Path) -> dict[int, bytes]:
    with closing(sqlite3.connect(data / "catalogue.sqlite")) as catalogue:
        return dict(catalogue.execute("SELECT document, codes FROM document_vectors"))


def test_what_is_like_a_document_of_the_library(sample: Program, documents: Path) -> None:
    answer = sample.ask("similar", documents / "Study" / BEES, "--limit", "3")
    found = [Path(hit["path"]).name for hit in answer["hits"]]
    assert len(found) == 3
    assert BEES not in found
    assert {"Homing pigeons.txt", "Messages in the dark.html"} <= set(found)
    assert answer["query"] == str(documents / "Study" / BEES)
    assert answer["confidence"] is None
    assert answer["total"] == 16
    hit = answer["hits"][0]
    text = (documents / "Study" / BEES).read_text("utf-8")
    assert hit["most_alike"].strip(" \u2026")[:20] in " ".join(text.split())
    assert hit["passages"][0]["score"] >= hit["passages"][1]["score"]
    assert "kind" in answer["facets"]


def test_a_search_answers_with_the_same_keys(sample: Program, documents: Path) -> None:
    searched = sample.ask("search", "bees", "--meaning")
    alike = sample.ask("similar", documents / "Study" / BEES)
    assert alike.keys() == searched.keys() - {"understood"}
    assert alike["hits"][0].keys() - {"most_alike"} == searched["hits"][0].keys()


def test_filters_hold(sample: Program, documents: Path) -> None:
    found = similar(sample, documents / "Study" / BEES, "--filter", "type:pdf")
    assert found
    assert all(name.endswith(".pdf") for name in found)


def test_a_file_from_elsewhere_is_read_and_not_kept(
    library: Program, documents: Path, tmp_path: Path
) -> None:
    before = library.ask("status")["documents"]
    elsewhere = tmp_path / "letter.md"
    elsewhere.write_text("# Pigeons\n\nHow a homing pigeon finds its loft by the sun.\n")
    assert similar(library, elsewhere)[0] == "Homing pigeons.txt"
    assert library.ask("status")["documents"] == before
    copy = tmp_path / "copy.md"
    copy.write_bytes((documents / "Study" / BEES).read_bytes())
    assert similar(library, copy)[0] == BEES, "one has it already"


def test_a_text_will_do(sample: Program) -> None:
    assert similar(sample, "--text", "plums, butter, flour and sugar")[0].startswith("Plum cake")


def test_what_cannot_be_compared_is_told_in_a_sentence(sample: Program, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing more")
    for words in ((broken,), (tmp_path / "nothing.txt",), (tmp_path,), ("--text", " ... ")):
        ended = sample.run("similar", *words, status=2)
        assert ended.stderr.strip().endswith(".")
        assert ended.stdout == b""
    sample.run("similar", status=2)


def test_nothing_is_like_anything_in_an_empty_library(program: Program) -> None:
    assert similar(program, "--text", "bees", status=1) == []


def test_what_is_forgotten_leaves_no_byte_of_its_vector(library: Program, documents: Path) -> None:
    known = codes(library.data)
    with closing(sqlite3.connect(library.data / "catalogue.sqlite")) as catalogue:
        name = b"Study/" + BEES.encode()
        ((bees,),) = catalogue.execute("SELECT id FROM documents WHERE path = ?", (name,)).fetchall()
    assert library.ask("forget", documents / "Study" / BEES)["documents"] == 1
    assert codes(library.data) == {one: code for one, code in known.items() if one != bees}
    kept = b"".join(path.read_bytes() for path in library.data.rglob("*") if path.is_file())
    assert known[bees][:64] not in kept
    survivor = next(one for one in known if one != bees)
    assert known[survivor][:64] in kept, "it would have been seen"


def test_rebuilding_makes_them_anew(library: Program) -> None:
    before = codes(library.data)
    library.ask("rebuild")
    assert sorted(codes(library.data).values()) == sorted(before.values())
