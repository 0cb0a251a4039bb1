"""The index on LanceDB, beyond what every index promises."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.domain.dense_filter import DenseFilter
from app.domain.errors import LibraryUnusable
from app.domain.ports import IndexMark
from app.store.failures import lancedb_errors
from app.store.lance_index import LanceIndex
from app.store.layout import table_of, tables
from tests.fakes.index import fill, unit_vectors

DIMENSION = 8
EVERYTHING = DenseFilter()


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[LanceIndex]:
    index = LanceIndex(tmp_path, "recipe", DIMENSION, writer=True)
    yield index
    index.close()


def flushed(index: LanceIndex, start: int, stop: int) -> IndexMark:
    fill(index, np.arange(start, stop), unit_vectors(stop - start, DIMENSION, start))
    return index.flush()


# LanceDB is loaded on the first real use.

UNCHANGED = """
import sys
from pathlib import Path
import numpy as np
from app.domain.dense_filter import DenseFilter
from app.store.failures import lancedb_errors
from app.store.lance_index import LanceIndex
index = LanceIndex(Path(sys.argv[1]), "recipe", 8, writer=True)
print(index.mark.version, index.mark.token, index.upkeep_due(), index.repaired.dropped)
missing = LanceIndex(Path(sys.argv[1]), "another", 8, writer=False)
assert (missing.count(), missing.mark.version, missing.upkeep().bytes_after) == (0, 0, 0)
assert not len(missing.nearest(np.ones(8, np.float32), 5, DenseFilter())[0])
index.close()
print(sorted({"lancedb", "pyarrow", "lance_namespace"} & set(sys.modules)))
"""


def test_an_unchanged_index_tells_its_mark_without_loading_lancedb(
    writer: LanceIndex, tmp_path: Path
) -> None:
    mark = flushed(writer, 0, 10)
    ran = subprocess.run(
        [sys.executable, "-c", UNCHANGED, tmp_path], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines() == [f"{mark.version} {mark.token} False ()", "[]"]


# Another process, or another object, reads what was flushed.


def test_rows_are_there_for_the_next_one_who_opens(writer: LanceIndex, tmp_path: Path) -> None:
    mark = flushed(writer, 0, 10)
    writer.close()
    again = LanceIndex(tmp_path, "recipe", DIMENSION, writer=True)
    assert again.mark == mark
    assert again.passage_ids().tolist() == list(range(10))
    again.close()


def test_a_reader_sees_each_flush_and_what_upkeep_and_dropping_leave(
    writer: LanceIndex, tmp_path: Path
) -> None:
    reader = LanceIndex(tmp_path, "recipe", DIMENSION, writer=False)
    assert reader.count() == 0
    flushed(writer, 0, 10)
    assert reader.count() == 10
    flushed(writer, 10, 30)
    assert reader.count() == 30
    writer.upkeep(erase=True)
    assert len(reader.nearest(unit_vectors(1, DIMENSION)[0], 99, EVERYTHING)[0]) == 30
    writer.drop()
    assert reader.count() == 0
    flushed(writer, 40, 43)
    assert reader.passage_ids().tolist() == [40, 41, 42]
    reader.close()


def test_a_reader_writes_nothing(writer: LanceIndex, tmp_path: Path) -> None:
    flushed(writer, 0, 10)
    reader = LanceIndex(tmp_path, "recipe", DIMENSION, writer=False)
    fill(reader, np.arange(3), unit_vectors(3, DIMENSION))
    with pytest.raises(RuntimeError, match="reader"):
        reader.flush()
    with pytest.raises(RuntimeError, match="reader"):
        reader.drop()
    assert writer.count() == 10


# A table per recipe.


def test_vectors_of_two_recipes_never_meet(writer: LanceIndex, tmp_path: Path) -> None:
    flushed(writer, 0, 10)
    other = LanceIndex(tmp_path, "another recipe", 16, writer=True)
    fill(other, np.arange(5), unit_vectors(5, 16))
    other.flush()
    assert (writer.count(), other.count()) == (10, 5)
    assert len(tables(tmp_path)) == 2
    other.drop()
    assert [table.path for table in tables(tmp_path)] == [table_of(tmp_path, "recipe").path]
    other.close()


# Adding again what a half-done flush left.


def test_adding_again_what_is_there_costs_no_second_row(writer: LanceIndex, tmp_path: Path) -> None:
    flushed(writer, 0, 10)
    again = LanceIndex(tmp_path, "recipe", DIMENSION, writer=True)
    flushed(again, 0, 20)
    assert again.count() == 20
    assert again.passage_ids().tolist() == list(range(20))
    again.close()


def test_new_ids_cost_one_commit_and_no_delete(writer: LanceIndex) -> None:
    before = flushed(writer, 0, 10).version
    assert flushed(writer, 10, 20).version == before + 1
    assert flushed(writer, 15, 20).version == before + 3


def test_a_failed_flush_may_be_tried_again(writer: LanceIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed(writer, 0, 10)
    fill(writer, np.arange(5, 15), unit_vectors(10, DIMENSION, 9))

    @lancedb_errors()
    def refuse(*_: object) -> None:
        raise RuntimeError("No space left on device (os error 28)")

    with monkeypatch.context() as patch:
        patch.setattr("app.store.table.Table.append", refuse)
        with pytest.raises(LibraryUnusable, match="full"):
            writer.flush()
    writer.flush()
    assert writer.passage_ids().tolist() == list(range(15))
    assert np.array_equal(writer.vectors(np.array([14]))[1], unit_vectors(10, DIMENSION, 9)[9:])
