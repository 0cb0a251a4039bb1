"""An estimate is exact in what it counts, near in what it reckons, and never in the way."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.domain.contents import Member
from app.domain.document import NOT_RECOGNISED, Document, Kind, Place, Segment, SegmentKind
from app.domain.errors import Reason
from app.domain.estimate import Estimate
from app.indexing.estimate import SAMPLE_FILES, Estimator, Means
from app.indexing.speed import FACT
from tests.fakes.encoder import WordEncoder
from tests.fakes.folder import FolderOfFiles
from tests.fakes.reader import KnownReader
from tests.unit.indexing.small_library import PlainReader, SmallLibrary

WORDS = [
    "bees",
    "dance",
    "in",
    "the",
    "evening",
    "while",
    "herons",
    "stand",
    "in",
    "shallow",
    "water",
    "and",
    "wait",
    "for",
    "fish",
]


def fill(folder: FolderOfFiles, files: int) -> None:
    """Files of three kinds and very different sizes."""
    chance = np.random.default_rng(7)
    for number in range(files):
        sentences = int(10 ** chance.uniform(0, 2.5))
        text = " ".join(" ".join(chance.choice(WORDS, 12)).capitalize() + "." for _ in range(sentences))
        folder.write(f"{number % 7}/{number}{chance.choice(['.txt', '.md', '.html'])}", text)


@pytest.fixture
def encoders() -> list[WordEncoder]:
    """Those that were made."""
    return []


@pytest.fixture
def means(library: SmallLibrary, encoders: list[WordEncoder]) -> Means:
    def make_encoder() -> WordEncoder:
        encoders.append(WordEncoder())
        return encoders[-1]

    return Means(
        catalogue=library.catalogue,
        user=library.user,
        make_reader=lambda: PlainReader(library),
        make_encoder=make_encoder,
        reader_version=library.reader_version,
        reading_processes=2,
        largest_file=1_000_000,
        longest_text=10_000_000,
        own_folder=library.data,
    )


def ignore(_: Estimate) -> None:
    """Nobody listens."""


def estimated(means: Means, *folders: Path) -> Estimate:
    found = Estimator(means, ignore).estimate(folders)
    assert found is not None
    return found


# Counting.


def test_files_are_counted_exactly_and_rules_told(means: Means, folder: FolderOfFiles) -> None:
    fill(folder, 100)
    folder.write(".hidden", "no")
    folder.write("node_modules/a.js", "no")
    found = estimated(means, folder.root)
    assert (found.files, found.new_files) == (100, 100)
    assert found.skipped == {"hidden": 1, "build-or-package": 1}
    listed = [p for p in folder.root.rglob("*") if p.is_file() and "node" not in str(p) and p.name[0] != "."]
    assert found.new_bytes == sum(path.stat().st_size for path in listed)


def test_counts_are_told_while_they_grow(means: Means, folder: FolderOfFiles) -> None:
    fill(folder, 70)
    told: list[Estimate] = []
    Estimator(means, told.append).estimate([folder.root])
    counts = [one.files for one in told]
    assert len(counts) == 7
    assert counts == sorted(counts)
    assert counts[-1] == 70
    assert all(one.forecast is None for one in told)


def test_folders_that_lie_in_each_other_are_counted_once(means: Means, folder: FolderOfFiles) -> None:
    fill(folder, 30)
    assert estimated(means, folder.root / "1", folder.root, folder.root).files == 30


def test_what_is_in_the_library_is_no_new_work(
    means: Means, library: SmallLibrary, folder: FolderOfFiles
) -> None:
    fill(folder, 30)
    library.settle()
    found = estimated(means, folder.root)
    assert (found.files, found.new_files, found.new_bytes) == (30, 0, 0)
    assert found.forecast is not None
    assert (found.forecast.passages, found.forecast.index_bytes) == (0, 0)
    folder.write("3/changed.txt", "bees")
    assert estimated(means, folder.root / "3").new_files == 1, "below a folder of the library"
    assert estimated(means, folder.root.parent).new_files == 1, "above a folder of the library"
    assert estimated(replace(means, reader_version="2"), folder.root).new_files == 31


def test_our_own_data_is_not_counted(means: Means, library: SmallLibrary) -> None:
    assert estimated(means, library.data.parent).files == 0


def test_a_folder_that_is_not_there_holds_nothing(means: Means, tmp_path: Path) -> None:
    assert estimated(means, tmp_path / "gone").files == 0


# Reckoning.


def test_passages_and_room_are_foretold_within_a_factor_of_two(
    means: Means, library: SmallLibrary, folder: FolderOfFiles
) -> None:
    fill(folder, 500)
    found = estimated(means, folder.root)
    assert found.forecast is not None
    assert len(library.reads) <= SAMPLE_FILES + 3, "but for the first of each kind, which is read twice"
    before = (library.data / "catalogue.sqlite").stat().st_size
    real = library.settle()
    library.catalogue.close()  # its log goes into the file
    grown = (library.data / "catalogue.sqlite").stat().st_size - before + 1_545 * real.passages
    assert real.passages / 2 < found.forecast.passages < real.passages * 2
    assert grown / 2 < found.forecast.index_bytes < grown * 2
    assert 0 < found.forecast.seconds_until_words < found.forecast.seconds
    library.reopen()


def test_the_same_files_are_drawn_every_time(
    means: Means, library: SmallLibrary, folder: FolderOfFiles
) -> None:
    fill(folder, 200)
    estimated(means, folder.root)
    first = list(library.reads)
    library.reads.clear()
    estimated(means, folder.root)
    assert set(library.reads[:20]) == set(first[:20])


def test_of_a_small_folder_everything_is_exact(means: Means, folder: FolderOfFiles) -> None:
    pictures = [folder.write(f"{number}.jpg", "x" * 900 * number) for number in range(1, 6)]
    wreck = folder.write("wreck.pdf", "x")
    scan = folder.write("scan.pdf", "y")
    folder.write("empty.txt", "")
    folder.write("large.txt", "z" * 1_000_001)
    known = Document(
        Kind.PDF,
        "words",
        (Segment(Place(SegmentKind.PAGE, 1, ""), 0, 5),),
        left_out=f"page 2 {NOT_RECOGNISED}",
    )
    reader = KnownReader({**dict.fromkeys(pictures, Reason.NOT_TEXT), wreck: Reason.DAMAGED, scan: known})
    found = estimated(replace(means, make_reader=lambda: reader), folder.root)
    assert found.forecast is not None
    assert found.forecast.needs_recognition == 6
    assert found.forecast.unreadable == 3, "the wreck, the empty one and the large one"
    assert found.forecast.passages == 1
    assert reader.closed


def test_documents_inside_a_file_count(means: Means, folder: FolderOfFiles) -> None:
    path = folder.write("mails.mbox", "x" * 100)
    inside = Document(Kind.MAIL, "words", (Segment(Place(SegmentKind.WHOLE, 1, ""), 0, 5),))
    reader = KnownReader({path: [Member(f"{number}", b"", inside) for number in range(5)]})
    found = estimated(replace(means, make_reader=lambda: reader), folder.root)
    assert found.forecast is not None
    assert found.forecast.passages == 5


def test_a_speed_that_was_noted_spares_the_trial(
    means: Means, library: SmallLibrary, folder: FolderOfFiles, encoders: list[WordEncoder]
) -> None:
    fill(folder, 20)
    estimated(means, folder.root)
    assert len(encoders) == 1
    library.catalogue.note(FACT, "2.0")
    found = estimated(means, folder.root)
    assert len(encoders) == 1
    assert found.forecast is not None
    assert found.forecast.seconds > found.forecast.passages / 2


def test_where_nothing_could_be_read_in_time_nothing_is_foretold(means: Means, folder: FolderOfFiles) -> None:
    path = folder.write("slow.txt", "bees")
    reader = KnownReader({path: Reason.TIMED_OUT})
    found = estimated(replace(means, make_reader=lambda: reader), folder.root)
    assert (found.files, found.forecast) == (1, None)


# Being stopped.


@pytest.mark.parametrize("asked", range(12))
def test_it_can_be_stopped_at_any_time(
    means: Means, library: SmallLibrary, folder: FolderOfFiles, asked: int
) -> None:
    fill(folder, 60)
    left = iter(range(asked))

    def stopped() -> bool:
        return next(left, None) is None

    assert Estimator(means, ignore, stopped).estimate([folder.root]) is None
    assert len(library.reads) <= 2 * asked
    assert library.readers_closed == bool(library.reads)
