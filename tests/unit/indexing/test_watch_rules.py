"""Watching by the user's rules: what they leave out is no news, and where they change is."""

import os
from pathlib import Path

import pytest
from watchdog.events import DirCreatedEvent, FileModifiedEvent

from app.domain.scope import NOTHING, Scope
from app.indexing.ground import RULES_FILE
from tests.fakes.folder import FolderOfFiles
from tests.unit.indexing.listening import ListeningWatcher

NAME = os.fsdecode(RULES_FILE)


def news(watcher: ListeningWatcher, *paths: Path) -> Scope:
    """Where a look is due after something happened at *paths*."""
    for path in paths:
        watcher.on_any_event(DirCreatedEvent(str(path)) if path.is_dir() else FileModifiedEvent(str(path)))
    return watcher._changes.take()


@pytest.fixture
def listening(watcher: ListeningWatcher, folder: FolderOfFiles) -> ListeningWatcher:
    """Notes what it is told by the tests, and nothing else."""
    watcher._watched = dict.fromkeys([folder.root])  # type: ignore[assignment]  # as if it were watched
    return watcher


def test_what_the_user_leaves_out_is_no_news(listening: ListeningWatcher, folder: FolderOfFiles) -> None:
    output, letter = folder.write("out/a.o", ""), folder.write("a.txt", "")
    assert news(listening, output, letter) == Scope(frozenset({output, letter}))
    listening.obey({folder.root: ("out/",)})
    assert news(listening, output, output.parent) == NOTHING
    assert news(listening, output, letter) == Scope(frozenset({letter}))


def test_what_a_file_of_rules_leaves_out_is_no_news(
    listening: ListeningWatcher, folder: FolderOfFiles
) -> None:
    log = folder.write("in/deep/a.log", "")
    assert news(listening, log) == Scope(frozenset({log}))
    folder.write(f"in/{NAME}", "*.log\n")
    assert news(listening, log) == NOTHING
    folder.write(f"in/{NAME}", "*.log\n!a.log\n")
    assert news(listening, log) == Scope(frozenset({log}))
    folder.delete(f"in/{NAME}")
    assert news(listening, log) == Scope(frozenset({log}))


def test_a_file_of_rules_that_changes_is_news_of_its_folder(
    listening: ListeningWatcher, folder: FolderOfFiles
) -> None:
    top, deep = folder.write(NAME, "*\n"), folder.write(f".git/{NAME}", "*\n")
    assert news(listening, top) == Scope(frozenset({folder.root}))
    assert news(listening, deep) == NOTHING, "nobody looks there"


def test_what_the_user_lets_in_is_news(listening: ListeningWatcher, folder: FolderOfFiles) -> None:
    note = folder.write(".notes/a.txt", "")
    assert news(listening, note) == NOTHING
    listening.obey({folder.root: ("!.notes/",)})
    assert news(listening, note) == Scope(frozenset({note}))
