"""Indexes on a disk of its own that others fill at random moments, and says what came of it; see `test_full_disk`."""

import random
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from app.catalogue import room
from app.domain.errors import DiskFull
from app.domain.events import Event
from app.domain.query import Mode, Query
from app.library.library import Library
from app.places import Places
from tests.faults.months import Author, quick_parts
from tests.faults.same_library import assert_same
from tests.faults.small_disk import MEGABYTE, ROOMY, leave_free

DOCUMENTS = 12
ASKED = 4


class Others:
    """Fill the disk at one moment of indexing."""

    def __init__(self, disk: Path, chance: random.Random) -> None:
        self._disk = disk
        self._moment = 1 + chance.randrange(DOCUMENTS * 2)
        self._left = chance.choice((0, chance.randrange(MEGABYTE // 10), chance.randrange(MEGABYTE)))

    def take(self, _: Event) -> None:
        """One more event of indexing."""
        self._moment -= 1
        if self._moment == 0:
            leave_free(self._disk, self._left)


def assert_answers(library: Library, home: Path, chance: random.Random) -> None:
    """What was committed is found by its words, on a disk without a byte of room."""
    (folder,) = library.user.folders()
    read = library.catalogue.documents.stored(folder.id)
    for one in chance.sample(read, min(ASKED, len(read))):
        text = library.catalogue.lookup.text(one.id)
        phrase = " ".join(text.split()[:6]).replace(".", "")
        found = library.search(Query(text=phrase, mode=Mode.WORDS), limit=100).hits
        assert home / one.file.location.path.decode() in [hit.path for hit in found], (one, phrase)
    library.search(Query("ba be bi"))


def one_round(disk: Path, author: Author, places: Places, chance: random.Random) -> bool:
    """Index while the disk fills, ask, make room, index; whether it did fill."""
    for _ in range(DOCUMENTS):
        author.create()
    for _ in range(DOCUMENTS // 2):
        author.save()
    was_full = False
    with Library(places) as library:
        try:
            library.index(Others(disk, chance).take)
        except DiskFull:
            was_full = True
        leave_free(disk, 0)
        assert_answers(library, author.root, chance)
        with suppress(DiskFull):
            library.index()
        assert_answers(library, author.root, chance)
    with Library(places) as library:
        assert_answers(library, author.root, chance)
    leave_free(disk, ROOMY)
    with Library(places) as library:
        library.index()
        assert_answers(library, author.root, chance)
    return was_full


def main() -> None:
    """Some rounds; then the library is as one that never knew want."""
    disk, home, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    patched = pytest.MonkeyPatch()
    quick_parts(patched)
    patched.setattr(room, "HEAD_ROOM", int(sys.argv[4]))
    author, chance, places = Author(home, seed=1), random.Random(1), Places(disk / "library")  # noqa: S311  # moments
    with Library(places) as library:
        library.user.add(home)
    full = sum(one_round(disk, author, places, chance) for _ in range(rounds))
    fresh = Places(disk / "fresh")
    with Library(fresh) as library:
        library.user.add(home)
        library.index()
    assert_same(places.data, fresh.data)
    print(full)  # noqa: T201  # for the test


main()
