"""The query language on the command line, and the options beside it."""

from pathlib import Path

from tests.integration.program import Program

QUESTION = "how do bees find their way home"


def test_filters_in_the_query_narrow_it_and_what_was_understood_is_told(sample: Program) -> None:
    answer = sample.ask("search", f'{QUESTION} "bees" -wasps type:pdf,md -in:Nowhere', "--limit", "17")
    assert answer["understood"] == {
        "text": f"{QUESTION} bees",
        "phrases": ["bees"],
        "excluded": ["wasps"],
        "filters": [
            {"aspect": "kind", "label": "pdf", "negated": False},
            {"aspect": "kind", "label": "markdown", "negated": False},
            {"aspect": "folder", "label": "Nowhere", "negated": True},
        ],
    }
    assert {hit["kind"] for hit in answer["hits"]} == {"markdown"}
    assert answer["note"] == "No document lies in a folder Nowhere."


def test_filters_alone_list_documents_and_options_are_merged(sample: Program, documents: Path) -> None:
    both = sample.ask("search", "type:pdf", "--kind", "html", "--limit", "17")
    assert {hit["kind"] for hit in both["hits"]} == {"pdf", "html"}
    assert both["total"] == len(both["hits"])
    narrowed = sample.ask("search", "in:Home", "--in", str(documents), "--kind", "pdf")
    assert {Path(hit["path"]).parent for hit in narrowed["hits"]} == {documents / "Home"}
    assert {hit["kind"] for hit in narrowed["hits"]} == {"pdf"}


def test_a_filter_on_an_unknown_value_finds_nothing_and_says_so(sample: Program) -> None:
    answer = sample.ask("search", "bees type:pfd", status=1)
    assert (answer["hits"], answer["total"]) == ([], 0)
    assert answer["note"] == "No document is of the kind pfd. Close to it: pdf."


def test_a_query_that_begins_with_a_hyphen_stands_behind_two(sample: Program) -> None:
    answer = sample.run("search", "--json", "--limit", "17", "--", "-type:pdf").answer()
    assert answer["hits"]
    assert "pdf" not in {hit["kind"] for hit in answer["hits"]}
