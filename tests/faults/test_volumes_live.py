"""Drives that come and go while the window is open: the engine sees it, and its hits say it."""

import json
from pathlib import Path

from app.domain.state import FolderState
from app.engine.answers import Folders
from app.engine.requests import AddFolders
from tests.faults.drives import Drives, drives
from tests.integration.engine_room import EngineRoom, opened
from tests.integration.program import Program, wait_until

__all__ = ["drives"]


def states(room: EngineRoom) -> list[tuple[str, str, tuple[str, ...]]]:
    """(State, drive, what is away) of each folder as told last."""
    told = room.heard.all(Folders)
    last: tuple[FolderState, ...] = told[-1].states if told else ()
    return [(state.state, state.volume, state.away) for state in last]


def away(room: EngineRoom) -> list[str]:
    return [hit.away for hit in room.search("walrus").hits]


def test_hits_of_a_drive_say_that_it_is_away_until_it_is_back(tmp_path: Path, drives: Drives) -> None:
    stick, point = drives.make("HOLIDAYS"), tmp_path / "media" / "HOLIDAYS"
    drives.plug_in(stick, point)
    (point / "boiler.txt").write_text("The walrus mended the boiler in the cellar.")
    with opened(tmp_path / "library") as room:
        room.say(AddFolders((point,)))
        wait_until(lambda: away(room) == [""], "the hit")
        wait_until(lambda: states(room) == [("indexed", "HOLIDAYS", ())], "the state")
        drives.pull_out(point)
        wait_until(lambda: away(room) == ["HOLIDAYS"], "that the drive is away")
        wait_until(lambda: states(room) == [("unreachable", "HOLIDAYS", ("HOLIDAYS",))], "the state")
        drives.plug_in(stick, point)
        (point / "new.txt").write_text("Another walrus came by.")
        wait_until(lambda: sorted(away(room)) == ["", ""], "that the drive is back")
        wait_until(lambda: states(room) == [("indexed", "HOLIDAYS", ())], "the state")


def test_a_drive_in_a_folder_that_is_watched_is_watched_when_it_comes(tmp_path: Path, drives: Drives) -> None:
    stick, media = drives.make("HOLIDAYS"), tmp_path / "media"
    media.mkdir()
    with opened(tmp_path / "library") as room:
        room.say(AddFolders((media,)))
        wait_until(lambda: states(room) != [], "the folder")
        drives.plug_in(stick, media / "HOLIDAYS")
        (media / "HOLIDAYS" / "boiler.txt").write_text("The walrus mended the boiler in the cellar.")
        wait_until(lambda: away(room) == [""], "the hit")
        (media / "HOLIDAYS" / "later.txt").write_text("Another walrus came by.")
        wait_until(lambda: away(room) == ["", ""], "the later hit")
        drives.pull_out(media / "HOLIDAYS", keeps_folder=False)
        wait_until(lambda: away(room) == ["HOLIDAYS", "HOLIDAYS"], "that the drive is away")
        wait_until(lambda: [one[2] for one in states(room)] == [("HOLIDAYS",)], "the state")
        assert states(room)[0][0] == "indexed"


def test_the_command_line_names_what_is_away(tmp_path: Path, drives: Drives) -> None:
    stick, point = drives.make("HOLIDAYS"), tmp_path / "media" / "HOLIDAYS"
    drives.plug_in(stick, point)
    (point / "boiler.txt").write_text("The walrus mended the boiler in the cellar.")
    program = Program(tmp_path / "library")
    program.ask("index", point)
    drives.pull_out(point)
    assert [hit["away"] for hit in program.ask("search", "walrus", "--words")["hits"]] == ["HOLIDAYS"]
    assert "HOLIDAYS is away" in program.run("search", "walrus", "--words").stdout.decode()
    folder = program.ask("folders")["folders"][0]
    assert (folder["state"], folder["volume"], folder["away"]) == ("unreachable", "HOLIDAYS", ["HOLIDAYS"])
    assert "away: HOLIDAYS" in program.run("folders").stdout.decode()
    told = program.ask("doctor", point / "boiler.txt")
    assert (told["state"], told["detail"]) == ("unreachable", "HOLIDAYS")
    assert "HOLIDAYS is away" in program.run("index", status=1).stderr
    assert json.loads(program.run("forget", point / "boiler.txt", "--json").stdout)["documents"] == 1
    assert program.found("walrus", "--words") == []
