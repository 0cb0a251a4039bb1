"""The file under catalogue and user file: durable, whole or not at all, and honest where it cannot be used."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.catalogue.catalogue import Catalogue
from app.catalogue.connection import connect
from app.catalogue.schema import CATALOGUE, USER
from app.catalogue.user import UserFile
from app.domain.errors import KnownError, LibraryUnusable, NewerLibrary
from tests.unit.catalogue.samples import document, everything, file, found, put, rows_of

TWO = ("CREATE TABLE one (a);\nCREATE TABLE also (b);\n", "CREATE TABLE two (c);\n")

Opened = Callable[[Path], object]
OPENED: list[Opened] = [lambda path: Catalogue(path, write=True), UserFile]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def catalogue(place: Path) -> Iterator[Catalogue]:
    opened = Catalogue(place, write=True)
    yield opened
    opened.close()


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


# What durability and erasing need.


@pytest.mark.parametrize("migrations", [CATALOGUE, USER])
def test_a_committed_transaction_survives_a_pulled_plug(place: Path, migrations: tuple[str, ...]) -> None:
    for _ in range(2):
        connection = connect(place, migrations, write=True)
        assert pragma(connection, "journal_mode") == "wal"
        assert pragma(connection, "synchronous") == 2  # FULL
        assert pragma(connection, "foreign_keys") == 1
        assert pragma(connection, "secure_delete") == 1
        connection.close()


# All or nothing.


class PulledPlugError(BaseException):
    """Not even an Exception."""


def write_and_fail(catalogue: Catalogue, identity: int, error: type[BaseException]) -> None:
    with catalogue.transaction():
        put(catalogue, file("b.txt"), document("cars"))
        catalogue.documents.forget([identity])
        catalogue.note("fact", "value")
        raise error


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, PulledPlugError])
def test_a_transaction_that_fails_leaves_everything_as_it_was(
    catalogue: Catalogue, error: type[BaseException]
) -> None:
    identity = put(catalogue, file("a.txt"), document("bees"))
    before = everything(catalogue, ["bees", "cars"])
    with pytest.raises(error):
        write_and_fail(catalogue, identity, error)
    assert everything(catalogue, ["bees", "cars"]) == before
    assert catalogue.fact("fact") == ""
    put(catalogue, file("c.txt"), document("cars"))
    assert found(catalogue, "cars") == {b"c.txt"}


def test_a_document_that_cannot_be_stored_whole_is_not_stored_at_all(catalogue: Catalogue) -> None:
    put(catalogue, file("a.txt"), document("bees"))
    before = everything(catalogue, ["bees"])
    with pytest.raises(UnicodeEncodeError):
        put(catalogue, file("a.txt"), document("other bees", title="\ud800"))
    assert everything(catalogue, ["bees"]) == before


def test_a_full_disk_is_said_calmly_and_nothing_is_changed(catalogue: Catalogue) -> None:
    put(catalogue, file("a.txt"), document("bees"))
    before = everything(catalogue, ["bees"])
    pages = pragma(catalogue._connection, "page_count")
    catalogue._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryUnusable, match="full"):
        put(catalogue, file("a.txt"), document(*(f"word{number} " * 50 for number in range(200))))
    assert everything(catalogue, ["bees"]) == before
    catalogue._connection.execute("PRAGMA max_page_count = 1000000")
    put(catalogue, file("b.txt"), document("bees"))
    assert found(catalogue, "bees") == {b"a.txt", b"b.txt"}


def test_a_mistake_of_ours_is_not_taken_for_a_full_disk(catalogue: Catalogue) -> None:
    with pytest.raises(sqlite3.OperationalError), catalogue.transaction():
        catalogue._connection.execute("SELECT nonsense FROM nowhere")
    assert not catalogue._connection.in_transaction


# One writes, others read.


def test_a_reader_sees_what_was_committed_while_the_writer_goes_on(catalogue: Catalogue, place: Path) -> None:
    reader = Catalogue(place, write=False)
    with catalogue.transaction():
        put(catalogue, file("a.txt"), document("bees"))
        assert found(reader, "bees") == set()
    assert found(reader, "bees") == {b"a.txt"}
    with catalogue.transaction():
        put(catalogue, file("b.txt"), document("bees"))
        assert found(reader, "bees") == {b"a.txt"}
    assert found(reader, "bees") == {b"a.txt", b"b.txt"}
    reader.close()


def test_a_reader_in_the_middle_of_its_rows_does_not_hold_the_writer_up(
    catalogue: Catalogue, place: Path
) -> None:
    put(catalogue, file("a.txt"), document("bees"))
    put(catalogue, file("b.txt"), document("bees"))
    reader = Catalogue(place, write=False)
    rows = reader._connection.execute("SELECT path FROM documents")
    first = next(rows)
    catalogue.documents.forget([1, 2])
    assert len([first, *rows]) == 2
    assert rows_of(reader, "documents") == 0
    reader.close()


OPEN = """
import sys
from pathlib import Path
from app.catalogue.connection import connect
from app.catalogue.schema import CATALOGUE, USER
print("ready", flush=True)
sys.stdin.readline()
connect(Path(sys.argv[1]), CATALOGUE, write=True).close()
connect(Path(sys.argv[2]), USER, write=True).close()
"""


def test_several_processes_may_make_the_library_at_the_same_moment(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OPEN, str(tmp_path / "one.sqlite"), str(tmp_path / "two.sqlite")]
    children = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    ends = [child.communicate("go\n", timeout=60) for child in children]
    assert [(child.returncode, error) for child, (_, error) in zip(children, ends, strict=True)] == [
        (0, "")
    ] * 3


# Schema versions.


def test_missing_migrations_are_made_in_order_and_once(place: Path) -> None:
    connect(place, TWO[:1], write=True).close()
    for _ in range(2):
        connection = connect(place, TWO, write=True)
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        assert (names, pragma(connection, "user_version")) == ({"one", "also", "two"}, 2)
        connection.close()


def test_a_migration_that_fails_leaves_the_version_before_it(place: Path) -> None:
    with pytest.raises((sqlite3.Error, KnownError)):
        connect(place, (TWO[0], "CREATE TABLE two (c);\nCREATE TABLE one (again);\n"), write=True)
    connection = connect(place, TWO[:1], write=True)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert (names, pragma(connection, "user_version")) == ({"one", "also"}, 1)
    connection.close()


@pytest.mark.parametrize("opened", OPENED)
def test_a_library_of_a_newer_version_is_left_as_it_is(place: Path, opened: Opened) -> None:
    newer = connect(place, [*CATALOGUE, *(f"CREATE TABLE later{n} (a);" for n in range(9))], write=True)
    newer.close()
    before = place.read_bytes()
    with pytest.raises(NewerLibrary, match="newer version"):
        opened(place)
    assert place.read_bytes() == before
    assert list(place.parent.iterdir()) == [place]


# Files that are none.


@pytest.mark.parametrize("opened", OPENED)
def test_a_file_that_is_no_library_is_refused_with_a_sentence(place: Path, opened: Opened) -> None:
    place.write_bytes(b"This was never a library. " * 500)
    before = place.read_bytes()
    with pytest.raises(LibraryUnusable, match=place.name):
        opened(place)
    assert place.read_bytes() == before


def test_a_folder_in_the_place_of_the_library_is_refused_with_a_sentence(place: Path) -> None:
    place.mkdir()
    with pytest.raises(LibraryUnusable):
        Catalogue(place, write=True)


def test_a_library_cut_short_is_refused_or_its_writing_is(place: Path) -> None:
    make_library(place)
    with place.open("r+b") as stream:
        stream.truncate(place.stat().st_size // 3)
    with pytest.raises(LibraryUnusable):
        write_once_more(place)


def test_damage_in_the_middle_is_told_when_it_is_written_to(place: Path) -> None:
    make_library(place)
    size = place.stat().st_size
    with place.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xa5" * (size - 4096))
    with pytest.raises(LibraryUnusable, match="damaged"):
        write_once_more(place)


def make_library(place: Path) -> None:
    whole = Catalogue(place, write=True)
    with whole.transaction():
        for number in range(50):
            put(whole, file(f"{number}.txt"), document(f"word{number} " * 100))
    whole.close()


def write_once_more(place: Path) -> None:
    damaged = Catalogue(place, write=True)
    try:
        put(damaged, file("0.txt"), document("bees"))
    finally:
        damaged.close()
