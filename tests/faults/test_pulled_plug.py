"""The plug is pulled at any moment: words answer at once, and the next look mends the rest without a word.

CLEW_PLUGS gives the number of plugs (some hundred for a long run), CLEW_FAULT_SEED other chances.
"""

import os
import random
import shutil
import time
from collections import Counter
from pathlib import Path

import pytest

from app.domain.query import Mode, Query
from app.library.library import Library
from app.places import Places
from tests.faults.changing_disk import WORDS, ChangingDisk
from tests.faults.pulled_plug import Moment, moments_of_a_life
from tests.faults.same_library import assert_same

pytestmark = pytest.mark.skipif(os.name != "posix", reason="files in use cannot be taken away here")

PLUGS = int(os.environ.get("CLEW_PLUGS", "4"))
SEED = int(os.environ.get("CLEW_FAULT_SEED", "5"))
CHANGES = 3


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> ChangingDisk:
    return ChangingDisk(tmp_path_factory.mktemp("plugs") / "disk", SEED)


@pytest.fixture(scope="module")
def moments(disk: ChangingDisk, tmp_path_factory: pytest.TempPathFactory) -> list[Moment]:
    return moments_of_a_life(tmp_path_factory.mktemp("life"), disk, changes=CHANGES)


@pytest.fixture(scope="module")
def fresh(disk: ChangingDisk, moments: list[Moment], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library made of the disk as it is in the end."""
    assert moments
    data = tmp_path_factory.mktemp("fresh") / "library"
    with Library(Places(data)) as library:
        for folder in disk.roots:
            library.user.add(folder)
        library.index()
    return data


@pytest.mark.timeout(240 + 20 * PLUGS)
@pytest.mark.parametrize("harsh", [False, True], ids=["honest disk", "harsh disk"])
def test_after_a_pulled_plug_words_answer_and_the_rest_is_mended(
    tmp_path: Path, moments: list[Moment], fresh: Path, harsh: bool
) -> None:
    chance = random.Random(f"{SEED} {harsh}")  # noqa: S311 - a repeatable choice, no secret
    pulled: Counter[str] = Counter()
    started = time.monotonic()
    for number in range(PLUGS):
        moment = chance.choice(moments)
        data = tmp_path / f"plug {number}"
        told = [moment.name, *moment.left(data, chance, harsh=harsh)]
        try:
            comes_back(data, fresh, chance.choice(WORDS))
        except BaseException as error:
            error.add_note(f"plug {number} of seed {SEED}, kept at {data}: {'; '.join(told)}")
            raise
        pulled[moment.name] += 1
        shutil.rmtree(data)
    seconds = time.monotonic() - started
    print(f"\n{PLUGS} plugs pulled of {len(moments)} moments ({dict(pulled)}), {seconds:.0f} s")  # noqa: T201 - figures, seen with -s


def comes_back(data: Path, fresh: Path, word: str) -> None:
    """Words answer at once, also where meaning is asked; one look later nothing tells of the plug."""
    with Library(Places(data)) as library, Library(Places(data)) as engine:
        said = engine.search(Query(word, mode=Mode.WORDS), 100)
        found = engine.search(Query(word), 100)
        assert {hit.path for hit in said.hits} <= {hit.path for hit in found.hits}
        library.index()
        assert engine.search(Query(word)).note == ""
        assert_same(data, fresh)
