"""How fast this machine encodes is noted where it is known, and believed where it can be."""

import pytest

from app.indexing.speed import FACT, Speed, noted_speed
from tests.fakes.encoder import WordEncoder
from tests.fakes.folder import FolderOfFiles
from tests.unit.indexing.small_library import SmallLibrary


def test_the_speed_is_noted_after_a_run_that_was_long_enough(library: SmallLibrary) -> None:
    speed = Speed()
    speed.encode(WordEncoder(), ["bees"] * 200)
    speed.note(library.catalogue)
    assert noted_speed(library.catalogue) is None
    speed.encode(WordEncoder(), ["bees"] * 201)
    speed.note(library.catalogue)
    first = noted_speed(library.catalogue)
    assert first is not None
    assert first > 0
    library.catalogue.note(FACT, f"{first * 3:.2f}")
    speed.encode(WordEncoder(), ["bees"] * 201)
    speed.note(library.catalogue)
    second = noted_speed(library.catalogue)
    assert second is not None
    assert second >= first * 1.4, "the last run counts for half"


@pytest.mark.parametrize("nonsense", ["", "fast", "0", "-3", "inf", "nan"])
def test_a_speed_that_is_none_is_not_believed(library: SmallLibrary, nonsense: str) -> None:
    library.catalogue.note(FACT, nonsense)
    assert noted_speed(library.catalogue) is None


def test_indexing_notes_its_speed(library: SmallLibrary, folder: FolderOfFiles) -> None:
    for number in range(300):
        folder.write(f"{number}.txt", f"Quokka {number} is a small wallaby of Rottnest Island.")
    library.settle()
    assert noted_speed(library.catalogue) is not None
