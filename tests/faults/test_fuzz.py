"""Every reader, fed files that chance has damaged: in time there is a document or one of the usual reasons.

CLEW_FUZZ_SECONDS gives each format more time, CLEW_FUZZ_SEED other chances.
"""

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.places import reader_command
from app.reading.process.limits import Limits
from app.reading.process.sandbox import ProcessReader
from app.reading.reader import FORMATS
from tests.faults.fuzzing import Damage
from tests.integration.program import ROOT
from tests.unit.reading.samples import HOLDING, SAMPLES

FILES = ROOT.parent / "shared" / "data" / "files"
LARGEST = 200_000
"""Bytes of a real file that serves as a sample."""
MOST_SAMPLES = 25
SECONDS = float(os.environ.get("CLEW_FUZZ_SECONDS", "0.5"))
SEED = int(os.environ.get("CLEW_FUZZ_SEED", "4"))
OURS = {Reason.CRASHED, Reason.TIMED_OUT, Reason.OUT_OF_MEMORY}
"""Reasons that blame the reader: no file of this size may bring them about."""


def known_suffixes() -> list[str]:
    """One of each format, first those that there are samples of, and all of files that hold documents."""
    made = {Path(name).suffix for name in SAMPLES}
    firsts = [min(one.suffixes, key=lambda suffix: (suffix not in made, suffix)) for one in FORMATS]
    return firsts + sorted({Path(name).suffix for name in HOLDING})


def suffixes_like(suffix: str) -> frozenset[str]:
    return next((one.suffixes for one in FORMATS if suffix in one.suffixes), frozenset({suffix}))


def samples(suffix: str) -> list[bytes]:
    """What is at hand of one format: made, and real where there are real files; else any text."""
    suffixes = suffixes_like(suffix)
    made = [data for name, data in (SAMPLES | HOLDING).items() if Path(name).suffix in suffixes]
    paths = sorted(path for path in FILES.rglob("*") if path.suffix.lower() in suffixes and path.is_file())
    fitting = [path for path in paths if 0 < path.stat().st_size <= LARGEST]
    chosen = random.Random(SEED).sample(fitting, min(MOST_SAMPLES, len(fitting)))  # noqa: S311 - not a secret
    return made + [path.read_bytes() for path in chosen] or [SAMPLES["a.c"], SAMPLES["a.txt"]]


def reasons(reader: ProcessReader, path: Path) -> set[Reason]:
    """Why the file, or what it holds, is not read; every document keeps its promises."""
    found: set[Reason] = set()
    try:
        read = reader.read(path)
        for outcome in [read] if isinstance(read, Document) else (member.outcome for member in read):
            if isinstance(outcome, Unreadable):
                found.add(outcome.reason)
            else:
                assert len(outcome.text) <= Limits().text_characters
    except Unreadable as error:
        found.add(error.reason)
    return found


@pytest.fixture(scope="module")
def reader() -> Iterator[ProcessReader]:
    reader = ProcessReader(reader_command(), Limits(seconds=20.0))
    yield reader
    reader.close()


@pytest.mark.timeout(300 + 2 * SECONDS)
@pytest.mark.parametrize("suffix", known_suffixes())
def test_a_damaged_file_is_a_document_or_has_a_reason(
    reader: ProcessReader, tmp_path: Path, caplog: pytest.LogCaptureFixture, suffix: str
) -> None:
    damage = Damage(samples(suffix), random.Random(SEED))  # noqa: S311 - not a secret
    path = tmp_path / f"variant{suffix}"
    end = time.monotonic() + SECONDS
    count = 0

    while time.monotonic() < end:
        path.write_bytes(damage.variant())
        count += 1
        blamed = reasons(reader, path) & OURS
        assert not blamed, f"variant {count} of seed {SEED}, kept at {path}: {blamed}\n{caplog.text}"


def test_any_file_under_any_name_is_a_document_or_has_a_reason(
    reader: ProcessReader, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    suffixes = sorted({suffix for one in FORMATS for suffix in one.suffixes} | set(known_suffixes()) | {""})
    contents = [*(SAMPLES | HOLDING).values(), *(samples(".pdf") + samples(".docx"))[:6]]
    chance = random.Random(SEED)  # noqa: S311 - not a secret
    blamed = {}

    for suffix in suffixes:
        for content in [b"", b"\n", b"<", b"\0", b"\xff", *chance.sample(contents, 3)]:
            path = tmp_path / f"file{suffix}"
            path.write_bytes(content)
            if found := reasons(reader, path) & OURS:
                blamed[suffix, content[:20]] = found

    assert not blamed, f"seed {SEED}\n{caplog.text}"
