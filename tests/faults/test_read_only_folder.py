"""A data folder that may only be read: it is searched as ever, and writing is refused with a sentence."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.catalogue.connection import connect
from app.catalogue.schema import CATALOGUE
from app.domain.errors import LibraryUnusable
from tests.integration.program import Program, fingerprint

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts and modes are those of Linux")


@pytest.fixture(params=["read-only disk", "modes"])
def read_only(library: Program, request: pytest.FixtureRequest) -> Iterator[Program]:
    """The library, which its program may not write to."""
    if request.param == "read-only disk":
        mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
        before: tuple[str, ...] = ("unshare", "-rm", "sh", "-c", mount, str(library.data))
        if shutil.which("unshare") is None or subprocess.run([*before, "true"], check=False).returncode:
            pytest.skip("mounting is not allowed here")
        yield Program(library.data, before)
        return
    before = ()
    if os.geteuid() == 0:  # root may write everywhere, unless it gives that right away
        if shutil.which("setpriv") is None:
            pytest.skip("setpriv is not installed: root cannot be kept from writing")
        before = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    places = [library.data, *library.data.rglob("*")]
    modes = [path.stat().st_mode for path in places]
    for path, mode in zip(places, modes, strict=True):
        path.chmod(mode & ~0o222)
    yield Program(library.data, before)
    for path, mode in zip(places, modes, strict=True):
        path.chmod(mode)


def test_it_is_searched_by_word_and_by_meaning_and_nothing_is_written(read_only: Program) -> None:
    before = fingerprint(read_only.data)
    for mode in ((), ("--words",), ("--meaning",)):
        answer = read_only.ask("search", "how do bees find their way home", *mode)
        assert answer["hits"][0]["title"] == "How bees find their way home"
        assert answer["note"] == ""
    assert read_only.ask("status")["documents"] == 17
    assert len(read_only.ask("folders")["folders"]) == 1
    assert fingerprint(read_only.data) == before


def test_what_would_write_is_refused_with_a_sentence(read_only: Program, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    before = fingerprint(read_only.data)
    for line in (["index"], ["add", str(tmp_path / "more")], ["rebuild"], ["forget", str(tmp_path / "more")]):
        assert str(read_only.data) in read_only.run(*line, status=2).stderr
    assert fingerprint(read_only.data) == before


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that may not be written, as far as is known."""
    path = tmp_path / "catalogue.sqlite"
    connect(path, CATALOGUE, write=True).close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    return path


def test_what_may_be_opened_as_usual_is(closed: Path) -> None:
    with closing(connect(closed, CATALOGUE, write=True)) as opened:
        opened.execute("INSERT INTO meta VALUES ('a', 'b')")


def test_a_log_that_could_not_be_seen_is_not_passed_over(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed.with_name("catalogue.sqlite-wal").write_bytes(b"x" * 100)

    def refused(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", refused)
    with pytest.raises((LibraryUnusable, sqlite3.OperationalError)):
        connect(closed, CATALOGUE, write=True)
