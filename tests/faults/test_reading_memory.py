"""Whose memory it is that a reading child is renewed for."""

import sys
from contextlib import closing
from pathlib import Path

import psutil

from app.places import reader_command
from app.reading.process.limits import Limits
from app.reading.process.opening import MEGABYTE
from app.reading.process.sandbox import ProcessReader


def test_a_child_is_not_blamed_for_the_memory_of_its_parent(tmp_path: Path) -> None:
    ballast = bytearray(b"\x01" * (400 * MEGABYTE))
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The heron waits.")

    with closing(ProcessReader(reader_command(), Limits(kept_memory=300 * MEGABYTE))) as reader:
        reader.read(tmp_path / "a.txt")
        first = psutil.Process().children()
        reader.read(tmp_path / "b.txt")
        second = psutil.Process().children()

    assert first == second
    assert len(first) == 1
    assert sys.getsizeof(ballast) > 300 * MEGABYTE
