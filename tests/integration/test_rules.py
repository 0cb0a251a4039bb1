"""What the user leaves out, while an engine is at work: in a file, on the command line, in the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.answers import Folders, Refused
from app.engine.requests import ChangeRules
from tests.integration.engine_room import EngineRoom, opened
from tests.integration.program import Program, wait_until


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    (folder / "old").mkdir(parents=True)
    (folder / "boiler.txt").write_text("The walrus of the harbour office wrote about the boiler.")
    (folder / "old" / "garden.txt").write_text("In the garden house stands the tricycle of the walrus.")
    return folder


@pytest.fixture
def room(program: Program, letters: Path) -> Iterator[EngineRoom]:
    program.run("index", letters)
    with opened(program.data) as made:
        made.wait_for_rest()
        yield made


def test_a_file_of_rules_counts_while_the_engine_runs(room: EngineRoom, letters: Path) -> None:
    assert set(room.names("walrus")) == {"boiler.txt", "garden.txt"}
    (letters / ".clewignore").write_text("old/\n")
    wait_until(lambda: room.names("walrus") == ["boiler.txt"], "that the old letter is forgotten")
    (letters / "old" / ".clewignore").write_text("!*\n")  # nobody looks there
    (letters / ".clewignore").unlink()
    wait_until(lambda: len(room.names("walrus")) == 2, "that the old letter comes back")


def test_rules_said_in_the_window_count_at_once_and_what_is_none_is_refused(
    room: EngineRoom, letters: Path, program: Program
) -> None:
    room.say(ChangeRules(letters, ("[old",)))
    assert room.heard.wait_for(Refused).sentence == "\u201c[old\u201d is no rule: a bracket is not closed."
    room.say(ChangeRules(letters, ("old/",)))
    room.heard.wait_for(Folders, lambda folders: folders.states[0].rules == ("old/",))
    wait_until(lambda: room.names("walrus") == ["boiler.txt"], "that the old letter is forgotten")
    assert program.ask("rules", letters)["rules"] == ["old/"]


def test_rules_said_on_the_command_line_count_beside_the_engine(
    room: EngineRoom, letters: Path, program: Program
) -> None:
    answer = program.ask("rules", letters, "--add", "old/", "*.log")
    assert (answer["path"], answer["rules"]) == (str(letters), ["old/", "*.log"])
    wait_until(lambda: room.names("walrus") == ["boiler.txt"], "that the old letter is forgotten")
    room.heard.wait_for(Folders, lambda folders: folders.states[0].skipped.get("your-rule") == 1)
    assert program.ask("status")["skipped"] == {"your-rule": 1}
    told = program.ask("doctor", letters / "old" / "garden.txt", status=1)
    assert (told["state"], told["reason"], told["detail"]) == ("skipped", "your-rule", "old/ (rule 1)")
    assert program.ask("rules", letters, "--remove", "old/")["rules"] == ["*.log"]
    wait_until(lambda: len(room.names("walrus")) == 2, "that the old letter comes back")


def test_wrong_rules_are_refused_with_one_sentence(program: Program, letters: Path) -> None:
    program.run("add", letters)
    for words in (("--add", "[x"), ("--remove", "nothing")):
        refused = program.run("rules", letters, *words, status=2)
        assert refused.stdout == b""
        assert len(refused.stderr.strip().splitlines()) == 1
    assert program.run("rules", letters / "old", status=2).stdout == b""
