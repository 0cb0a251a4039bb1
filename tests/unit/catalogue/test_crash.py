"""Whoever is killed while he stores leaves a catalogue that is whole, and whoever runs again ends the work."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalogue.catalogue import Catalogue
from app.domain.document import Document
from app.domain.errors import Reason
from tests.unit.catalogue.samples import READER, check_words, document, everything, file, put

ROUNDS = 8
FILES = 12
WORDS = ["bee", "bees", "honey", "word1", "word2", "word7", "bad", "copy"]

CHILD = """
import os, sys
from pathlib import Path
from app.catalogue.catalogue import Catalogue
from tests.unit.catalogue.test_crash import work
for generation in sys.stdin:
    if os.fork() == 0:
        print(os.getpid(), flush=True)
        catalogue = Catalogue(Path(sys.argv[1]), write=True)
        while True:
            for step in work(catalogue, int(generation)):
                print(step, flush=True)
    print("ended by", os.waitstatus_to_exitcode(os.wait()[1]), flush=True)
"""
"""Forks one process per round, so that only the first pays for its imports."""


def told(generation: int, number: int) -> Document:
    """What file *number* says in this *generation*."""
    return document(*(f"bees {number} honey word{generation + page} " * 20 for page in range(number + 1)))


def work(catalogue: Catalogue, generation: int) -> Iterator[int]:
    """Bring the catalogue to *generation*: documents replaced, failed, moved, copied and forgotten."""
    for number in range(FILES):
        put(catalogue, file(f"{number}.txt", content=f"{generation} {number}"), told(generation, number))
        catalogue.documents.fail(file(f"bad {number}.pdf"), Reason.DAMAGED, "", READER)
        yield number
    there = {stored.file.location.path: stored.id for stored in catalogue.documents.stored(1)}
    with catalogue.transaction():
        catalogue.documents.forget(there[name] for name in (b"moved.txt", b"1.txt") if name in there)
        catalogue.documents.move(there[b"0.txt"], file("moved.txt", content=f"{generation} 0"))
        catalogue.documents.clone(file("copy.txt", content=f"{generation} 3"), there[b"3.txt"])
        yield FILES


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is killed like this here")
def test_a_catalogue_survives_being_killed_at_any_moment(tmp_path: Path) -> None:
    place = tmp_path / "catalogue.sqlite"
    chance = random.Random(7)  # noqa: S311  # a repeatable choice, no secret
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, place],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as rounds:
        for generation in range(ROUNDS):
            kill_while_storing(rounds, generation, after=chance.randrange(3 * FILES))
            survivor = Catalogue(place, write=True)
            assert survivor._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert survivor._connection.execute("PRAGMA foreign_key_check").fetchall() == []
            check_words(survivor)
            assert says_only_whole_documents(survivor)
            survivor.close()
        rounds.communicate(timeout=30)
    again, fresh = Catalogue(place, write=True), Catalogue(tmp_path / "fresh.sqlite", write=True)
    for catalogue in (again, fresh):
        with catalogue.transaction():
            list(work(catalogue, ROUNDS))
    assert everything(again, WORDS) == everything(fresh, WORDS)
    again.close()
    fresh.close()


def kill_while_storing(rounds: "subprocess.Popen[str]", generation: int, after: int) -> None:
    """Let a process store without end, and kill it a moment after its step number *after*."""
    assert rounds.stdin is not None
    assert rounds.stdout is not None
    rounds.stdin.write(f"{generation}\n")
    process = int(rounds.stdout.readline())
    for _ in range(after + 1):
        assert int(rounds.stdout.readline()) in range(FILES + 1)
    os.kill(process, signal.SIGKILL)
    while (line := rounds.stdout.readline()).strip().isdecimal():
        pass  # steps that it got to say before it died
    assert line == f"ended by {-signal.SIGKILL}\n"


def says_only_whole_documents(catalogue: Catalogue) -> bool:
    """Whether every document has a text that is one of those it ever had, whole."""
    possible = {told(generation, number).text for generation in range(ROUNDS) for number in range(FILES)}
    readable = [stored for stored in catalogue.documents.stored(1) if not stored.failed]
    return all(catalogue.lookup.text(stored.id) in possible for stored in readable)
