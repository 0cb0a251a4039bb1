"""Searches that are kept, and the quality of the search on the user's own library, on the command line."""

from contextlib import closing
from pathlib import Path

from app.catalogue.user import UserFile
from app.engine.answers import Searches
from app.engine.requests import KeepSearch, ListSearches
from tests.integration.engine_room import opened
from tests.integration.program import Program

RARE = "zyzzyva brevanto"


def keep(program: Program, *searches: str) -> None:
    """As the window does."""
    with closing(UserFile(program.data / "user.sqlite")) as user:
        for text in searches:
            user.history.keep(text)


def holding(program: Program, words: str) -> list[str]:
    """Names of the files of the data folder, the log among them, that hold *words*."""
    files = [path for path in program.data.rglob("*") if path.is_file()]
    return [path.name for path in files if words.encode() in path.read_bytes()]


def test_searches_are_saved_listed_and_removed(program: Program) -> None:
    assert program.ask("searches") == {"searches": []}
    program.run("searches", "--save", "Tax", "invoice type:pdf")
    saved = program.ask("searches", "--save", "Bees", "-- how do bees navigate")
    assert saved == {
        "searches": [
            {"name": "Bees", "query": "-- how do bees navigate"},
            {"name": "Tax", "query": "invoice type:pdf"},
        ]
    }
    assert program.run("searches").stdout.decode().splitlines() == [
        "Bees  -- how do bees navigate",
        "Tax  invoice type:pdf",
    ]
    assert len(program.ask("searches", "--remove", "bees")["searches"]) == 1
    assert len(program.ask("searches", "--remove", "bees", status=1)["searches"]) == 1
    assert "needs a name" in program.run("searches", "--save", " ", "x", status=2).stderr


def test_the_history_is_listed_and_erased_with_every_byte(program: Program) -> None:
    program.run("searches", "--save", "Tax", "invoice")
    keep(program, "boiler", RARE)
    assert program.ask("history") == {"history": [RARE, "boiler"], "kept": True}
    assert holding(program, RARE) != []
    assert program.ask("searches", "--erase-history") == {"searches": [{"name": "Tax", "query": "invoice"}]}
    assert program.ask("history")["history"] == []
    assert holding(program, RARE) == []


def test_switched_off_the_history_is_erased_and_that_is_said(program: Program) -> None:
    assert program.ask("settings", "keep_history") == {"settings": {"keep_history": True}}
    keep(program, RARE)
    ended = program.run("settings", "keep_history", "off")
    assert "searches (1) is erased" in ended.stderr
    assert holding(program, RARE) == []
    assert program.ask("history") == {"history": [], "kept": False}
    assert "keep_history on" in program.run("history").stdout.decode()


def test_the_command_line_and_the_engine_see_each_others_searches(program: Program) -> None:
    program.run("status")
    with opened(program.data) as room:
        room.say(KeepSearch(RARE))
        room.heard.wait_for(Searches, lambda said: said.known.recent == (RARE,))
        assert program.ask("history")["history"] == [RARE]
        room.say(ListSearches())
        room.heard.forget()
        program.run("searches", "--erase-history")
        room.heard.wait_for(Searches, lambda said: said.known.recent == ())
        assert holding(program, RARE) == []


def test_the_quality_is_measured_on_the_users_own_documents(sample: Program) -> None:
    answer = sample.ask("evaluate", "--passages", "25")
    assert answer["passages"] == 25
    assert answer["modes"].keys() == {"words", "meaning", "hybrid"}
    for shares in answer["modes"].values():
        assert 0 <= shares["low"] <= shares["first"] <= shares["high"] <= 1
        assert 0.3 < shares["first"] <= shares["first_ten"] <= 1, (
            "the sample is easy, and no sentence may leak"
        )
    assert answer["modes"]["hybrid"]["first"] < 1
    assert answer["foreign"] == {"de": 1, "fr": 1}
    assert (answer["waiting"], answer["languages"].keys()) == (0, {"en"})
    table = sample.run("evaluate", "--passages", "20", "--meaning", "--quiet").stdout.decode()
    assert "by meaning" in table
    assert "by words" not in table


def test_too_little_to_measure_is_said(program: Program, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("The heron stands in the river. It waits for fish.")
    program.run("index", tmp_path / "letter.txt", status=2)
    folder = tmp_path / "letters"
    folder.mkdir()
    (tmp_path / "letter.txt").rename(folder / "letter.txt")
    program.run("index", folder)
    assert program.ask("evaluate", status=1)["passages"] == 0
    assert "too little to measure" in program.run("evaluate", status=1).stdout.decode()
