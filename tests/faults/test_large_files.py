"""Files that are large and say little, or say it in one line: an answer in time, and no more memory than allowed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.places import reader_command
from app.reading.process.limits import USUAL
from app.reading.process.sandbox import ProcessReader
from app.reading.reader import FORMATS
from tests.unit.reading.samples import SAMPLES

MEGABYTE = 1024 * 1024
HOLLOW_BYTES = 200 * MEGABYTE
LINE_BYTES = 250 * MEGABYTE
KNOWN = {Path(name).suffix for name in SAMPLES}


@pytest.fixture(scope="module")
def reader() -> Iterator[ProcessReader]:
    reader = ProcessReader(reader_command())
    yield reader
    reader.close()


def hollow(path: Path, size: int = HOLLOW_BYTES) -> Path:
    """A file of zeros that takes no room on most disks."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


@pytest.mark.parametrize(
    "suffix", [*(f"{min(one.suffixes & KNOWN or one.suffixes)}" for one in FORMATS), ".zip", ".tar"]
)
def test_a_hollow_file_has_a_reason(reader: ProcessReader, tmp_path: Path, suffix: str) -> None:
    path = hollow(tmp_path / f"hollow{suffix}")

    with pytest.raises(Unreadable) as caught:
        reader.read(path)

    path.unlink()
    assert caught.value.reason in {Reason.DAMAGED, Reason.UNKNOWN_KIND, Reason.EMPTY, Reason.TOO_LARGE}


@pytest.mark.parametrize("suffix", [".csv", ".json", ".txt"])
def test_one_line_of_any_length_is_read_up_to_the_limit(
    reader: ProcessReader, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"line{suffix}"
    with path.open("wb") as file:
        for _ in range(LINE_BYTES // MEGABYTE):
            file.write(b"heron,2;" * (MEGABYTE // 8))

    found = reader.read(path)

    path.unlink()
    assert isinstance(found, Document)
    assert len(found.text) <= USUAL.text_characters
    assert "text after the first" in found.left_out


def test_a_file_above_the_limit_is_named_with_it_and_not_opened(
    reader: ProcessReader, tmp_path: Path
) -> None:
    with pytest.raises(Unreadable) as caught:
        reader.read(hollow(tmp_path / "line.csv", USUAL.file_bytes + 1))

    assert (caught.value.reason, caught.value.detail) == (Reason.TOO_LARGE, "256 MB")


def test_very_many_short_sections_are_a_document_of_bounded_parts(
    reader: ProcessReader, tmp_path: Path
) -> None:
    (tmp_path / "many.md").write_bytes(b"# a\nb\n" * 150_000)

    found = reader.read(tmp_path / "many.md")

    assert isinstance(found, Document)
    assert len(found.segments) <= 100_000
