"""What scripts may rely on: the JSON object of each command, key by key, and the exit status."""

import json
import zipfile
from pathlib import Path

import pytest

from app.indexing.volumes import mounted
from tests.integration.program import Answer, Program

HIT = {
    *("path", "member", "title", "kind", "score", "confidence"),
    *("place", "snippet", "marks", "sentence", "passages", "copies", "away"),
}
PASSAGE = {"start", "end", "place", "heading", "text", "score", "sentence"}
SETTLED = {"seen", "read", "moved", "forgotten", "failed", "passages", "seconds", "words_ready_seconds"}


def check_results(results: Answer) -> None:
    """Every key of a `search`, and the kind of its value."""
    plain = {"query", "confidence", "total", "milliseconds", "note", "hits", "facets"}
    assert set(results) == {*plain, "understood", "corrected"}
    assert results["total"] >= len(results["hits"])
    assert results["milliseconds"] > 0
    for hit in results["hits"]:
        assert set(hit) - {"explanation", "reasons"} == HIT
        assert Path(hit["path"]).is_absolute()
        assert set(hit["place"]) == {"kind", "index", "label"}
        assert hit["passages"]
        for passage in hit["passages"]:
            assert set(passage) == PASSAGE
            assert passage["end"] - passage["start"] == len(passage["text"])
        assert all(0 <= start < end <= len(hit["snippet"]) for start, end in hit["marks"])
    scores = [hit["score"] for hit in results["hits"]]
    assert scores == sorted(scores, reverse=True)
    for counts in results["facets"].values():
        assert all(isinstance(count, int) and count > 0 for count in counts.values())


def standing(folder: Path, documents: int, state: str) -> Answer:
    """A folder on the system's own drive, or wherever the tests run."""
    name = mounted(folder).home.name
    stands = {"path": str(folder), "documents": documents, "state": state}
    return {**stands, "following": "live", "volume": name, "away": []}


def test_add_folders_and_remove_answer_with_the_folders(program: Program, tmp_path: Path) -> None:
    letters, bills = tmp_path / "letters", tmp_path / "bills"
    letters.mkdir()
    bills.mkdir()
    waiting = [standing(folder, 0, "waiting") for folder in (letters, bills)]
    assert program.ask("folders") == {"folders": []}
    assert program.ask("add", letters, bills) == {"folders": waiting}
    assert program.ask("folders") == {"folders": waiting}
    assert program.ask("remove", letters) == {"folders": waiting[1:]}


def test_a_folder_says_how_it_is(library: Program, documents: Path) -> None:
    assert library.ask("folders") == {"folders": [standing(documents, 17, "indexed")]}


def test_index_answers_with_counts(library: Program) -> None:
    settled = library.ask("index")
    assert set(settled) == SETTLED
    assert settled["seen"] == 17
    assert 0 <= settled["words_ready_seconds"] <= settled["seconds"]


def test_status_answers_with_counts(sample: Program) -> None:
    status = sample.ask("status")
    languages, recipe, passages = status.pop("languages"), status.pop("recipe"), status.pop("passages")
    size = sum(path.stat().st_size for path in sample.data.rglob("*") if path.is_file())
    assert status.pop("size_bytes") == pytest.approx(size, rel=0.2)  # a write-ahead log may be beside it
    inside = {"archives": 0, "documents": 0, "failed": {}}
    counts = {"documents": 17, "waiting": 0, "failed": {}, "seen": 17, "inside": inside}
    assert status == {**counts, "skipped": {}}
    assert passages > 17
    assert languages == {"en": 15, "de": 1, "fr": 1}
    assert set(recipe) == {"encoder", "context", "split", "analyser", "reader"}
    assert all(recipe.values())


def test_counts_add_up_with_documents_inside_files(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "heron.txt").write_text("The heron waits in shallow water.")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    with zipfile.ZipFile(folder / "old.zip", "w") as archive:
        archive.writestr("otter.txt", "The otter sleeps on its back.")
        archive.writestr("empty.txt", "")

    program.ask("index", str(folder))
    status = program.ask("status")
    (hit,) = program.ask("search", "otter", "--words")["hits"]

    assert (status["documents"], status["failed"], status["seen"]) == (2, {"damaged": 1}, 3)
    assert status["inside"] == {"archives": 1, "documents": 1, "failed": {"empty": 1}}
    assert (hit["path"], hit["member"]) == (str(folder / "old.zip"), "otter.txt")


def test_settings_are_shown_and_changed_one_at_a_time(program: Program) -> None:
    shown = program.ask("settings")["settings"]
    assert shown["text_recognition"] is False

    assert program.ask("settings", "largest_file_megabytes", "7") == {
        "settings": {"largest_file_megabytes": 7}
    }
    assert program.ask("settings")["settings"] == {**shown, "largest_file_megabytes": 7}
    program.run("settings", "colour", "red", status=2)
    program.run("settings", "colour", status=2)


def test_search_answers_with_hits_and_facets(sample: Program) -> None:
    results = sample.ask("search", "how do bees find their way home")
    check_results(results)
    assert results["query"] == "how do bees find their way home"
    assert results["note"] == ""
    assert set(results["facets"]) == {"kind", "folder", "year", "language"}
    assert results["facets"]["folder"].keys() == {"Home", "Study"}
    assert "explanation" not in results["hits"][0]


@pytest.mark.parametrize("mode", ["--words", "--meaning"])
def test_search_explains_a_score_by_what_was_asked(sample: Program, mode: str) -> None:
    results = sample.ask("search", "boiler service", "--explain", mode)
    check_results(results)
    for hit in results["hits"]:
        explanation = hit["explanation"]
        assert set(explanation) >= {"dense", "sparse", "fields", "fused"}
        assert (explanation["dense"] is None) == (mode == "--words")
        assert (explanation["sparse"] is None) == (mode == "--meaning")
        assert explanation["fused"] == hit["score"]


def test_nothing_found_is_an_answer_too(sample: Program) -> None:
    results = sample.ask("search", "zyzzyva", "--words", status=1)
    check_results(results)
    assert results["hits"] == []
    assert results["note"]


def test_evaluate_answers_with_measures(program: Program, tmp_path: Path) -> None:
    judged = tmp_path / "set"
    judged.mkdir()
    corpus = [
        {"_id": "a", "title": "Bees", "text": "A honey bee finds the hive again by the sun."},
        {"_id": "b", "title": "", "text": "The boiler is serviced in October."},
        {"_id": "c", "title": "Herons", "text": "Grey herons nest high above the pond."},
    ]
    queries = [{"_id": "1", "text": "heating maintenance boiler"}, {"_id": "2", "text": "honey bee sun"}]
    (judged / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)))
    (judged / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    (judged / "qrels.tsv").write_text("query\tdocument\tgrade\n1\tb\t1\n2\ta\t2\n2\tc\t0\n")
    quality = program.ask("evaluate", judged)
    assert set(quality) == {"nDCG@10", "recall@100", "MRR@10", "queries", "p50_ms", "p95_ms", "strong@1"}
    assert (quality["nDCG@10"], quality["recall@100"], quality["MRR@10"]) == (1, 1, 1)
    assert quality["queries"] == 2
    assert 0 < quality["p50_ms"] <= quality["p95_ms"]
    assert program.ask("status")["documents"] == 0


def test_json_and_data_folder_may_stand_before_the_command(sample: Program, program: Program) -> None:
    ended = program.run("--json", "--data-folder", sample.data, "status")
    assert ended.answer()["documents"] == 17
    assert not program.data.exists()


def test_an_answer_in_json_comes_alone(sample: Program) -> None:
    assert sample.run("search", "Störche", "--words", "--json", status=1).stderr == ""
    assert sample.run("search", "cigognes", "--words", "--json").stderr == ""


def test_doctor_says_why_a_file_is_found_or_is_not(sample: Program, documents: Path, tmp_path: Path) -> None:
    found = sample.ask("doctor", documents / "Study" / "Homing pigeons.txt")
    assert set(found) == {"path", "state", "reason", "detail", "why", "remedy", "position", "queue", "rank"}
    assert (found["state"], found["rank"]) == ("indexed", None)
    ranked = sample.ask("doctor", documents / "Study" / "Homing pigeons.txt", "--query", "homing pigeons")
    assert ranked["rank"]["place"] == 1
    assert ranked["rank"]["total"] > 1
    elsewhere = sample.ask("doctor", tmp_path / "nothing.txt", status=1)
    assert (elsewhere["state"], elsewhere["remedy"]) == ("outside", "clew add FOLDER")
