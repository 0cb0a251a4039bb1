"""Whatever LanceDB raises gets a meaning, in one place."""

import errno
import os

import pytest

from app.domain.errors import DiskFull, KnownError, LibraryUnusable, WrongUse
from app.store.failures import FileGone, IndexDamaged, file_errors, lancedb_errors


class RustPanic(Exception):
    pass


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("LanceError(IO): Generic LocalFileSystem error: No space left on device (os error 28)", "full"),
        ("IO error: There is not enough space on the disk. (os error 112)", "full"),
        ("LanceError(IO): Permission denied (os error 13)", "written"),
        ("Read-only file system (os error 30)", "written"),
        ("Too many open files (os error 24)", "file handles"),
    ],
)
def test_what_the_computer_refuses_is_a_calm_sentence_with_a_way_out(text: str, words: str) -> None:
    with pytest.raises(LibraryUnusable, match=rf"{words}.*\. ") as raised, lancedb_errors():
        raise RuntimeError(text)
    assert not isinstance(raised.value, IndexDamaged)


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("LanceError(IO): failed to fill whole buffer"),
        ValueError("Invalid input, Unknown Lance storage version: 0.0"),
        RustPanic("rust future panicked: unknown error"),
    ],
)
def test_whatever_else_it_raises_is_damage_and_keeps_its_cause(error: Exception) -> None:
    with pytest.raises(IndexDamaged) as raised, lancedb_errors():
        raise error
    assert raised.value.__cause__ is error
    assert not isinstance(raised.value, FileGone)


def test_a_file_that_is_not_there_is_damage_of_its_own_kind() -> None:
    with pytest.raises(FileGone), lancedb_errors():
        raise RuntimeError("lance error: Not found: tmp/x.lance/_versions/184467.manifest")


@pytest.mark.parametrize("known", [WrongUse("no"), FileGone()])
def test_what_has_a_meaning_keeps_it(known: KnownError) -> None:
    with pytest.raises(type(known)) as raised, lancedb_errors():
        raise known
    assert raised.value is known


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device"), "full"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_what_the_disk_answers_to_us_is_a_calm_sentence_too(error: OSError, words: str) -> None:
    with pytest.raises(LibraryUnusable, match=words), file_errors():
        raise error


def test_a_bug_of_ours_stays_a_bug() -> None:
    with pytest.raises(ValueError, match="shapes"), file_errors():
        raise ValueError("shapes do not match")


@pytest.mark.parametrize("number", [errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)])
def test_a_full_disk_and_a_spent_share_of_it_are_one_and_the_same(number: int) -> None:
    with pytest.raises(DiskFull), file_errors():
        raise OSError(number, "whatever the system says in its language")
    with pytest.raises(DiskFull), lancedb_errors():
        raise RuntimeError(f"LanceError(IO): {os.strerror(number)} (os error {number})")
