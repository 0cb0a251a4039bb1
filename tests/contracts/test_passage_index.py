"""What every passage index promises, the real one and the one in memory."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.domain.dense_filter import DenseFilter
from app.domain.ports import IndexMark, PassageIndex, UpkeepOutcome
from app.domain.vectors import Ids, Vectors
from tests.fakes.index import fill, unit_vectors
from tests.fakes.indices import DIMENSION, MAKERS, Maker

EVERYTHING = DenseFilter()


def unit(count: int, seed: int = 0) -> Vectors:
    return unit_vectors(count, DIMENSION, seed)


def ids(*values: int) -> Ids:
    return np.array(values, np.int64)


@pytest.fixture(params=MAKERS)
def make(request: pytest.FixtureRequest) -> Maker:
    return MAKERS[request.param]


@pytest.fixture
def index(make: Maker, tmp_path: Path) -> Iterator[PassageIndex]:
    made = make(tmp_path)
    yield made
    made.close()


@pytest.fixture
def filled(index: PassageIndex) -> PassageIndex:
    """40 passages of 4 documents: text and pdf, English and German."""
    vectors = unit(40)
    for start, kind, language in (
        (0, "text", "en"),
        (10, "text", "de"),
        (20, "pdf", "en"),
        (30, "pdf", "de"),
    ):
        fill(index, np.arange(start, start + 10), vectors[start : start + 10], kind, language)
    index.flush()
    return index


# An empty index answers, emptily.


def test_an_empty_index_finds_nothing(index: PassageIndex) -> None:
    found, scores, vectors = index.nearest_with_vectors(unit(1)[0], 5, EVERYTHING)
    assert (found.tolist(), scores.tolist(), vectors.shape) == ([], [], (0, DIMENSION))
    assert (str(found.dtype), str(scores.dtype)) == ("int64", "float32")


def test_an_empty_index_has_no_rows_no_ids_and_no_vectors(index: PassageIndex) -> None:
    assert index.count() == 0
    assert index.passage_ids().tolist() == []
    found, vectors = index.vectors(ids(1, 2))
    assert (found.tolist(), vectors.shape) == ([], (0, DIMENSION))


def test_flushing_nothing_leaves_the_mark_of_nothing(index: PassageIndex) -> None:
    assert index.flush() == index.mark == IndexMark()


def test_removing_from_an_empty_index_is_no_error(index: PassageIndex) -> None:
    index.remove(ids(1))
    index.flush()
    assert index.count() == 0


# Adding and flushing.


def test_what_is_added_is_seen_after_the_flush_and_not_before(index: PassageIndex) -> None:
    fill(index, np.arange(5), unit(5))
    assert index.count() == 0
    assert index.nearest(unit(1)[0], 5, EVERYTHING)[0].tolist() == []
    index.flush()
    assert index.count() == 5
    assert index.passage_ids().tolist() == [0, 1, 2, 3, 4]


def test_two_adds_make_one_flush(index: PassageIndex) -> None:
    fill(index, np.arange(5), unit(5))
    fill(index, np.arange(5, 8), unit(3, 1))
    index.flush()
    assert index.passage_ids().tolist() == list(range(8))


def test_every_flush_that_writes_has_a_mark_of_its_own(index: PassageIndex) -> None:
    marks = [index.mark]
    for start in range(3):
        fill(index, ids(start), unit(1, start))
        marks.append(index.flush())
        assert index.mark == marks[-1]
    assert len(set(marks)) == 4
    assert [mark.version for mark in marks] == sorted({mark.version for mark in marks})
    assert index.flush() == marks[-1]


def test_adding_an_id_again_replaces_its_row(index: PassageIndex) -> None:
    vectors = unit(3)
    for vector in vectors:
        fill(index, ids(7), vector[np.newaxis])
        index.flush()
    assert index.count() == 1
    found, scores = index.nearest(vectors[2], 9, EVERYTHING)
    assert found.tolist() == [7]
    assert scores[0] == pytest.approx(1, abs=1e-5)


def test_of_two_rows_under_one_id_in_one_flush_the_last_counts(index: PassageIndex) -> None:
    vectors = unit(2)
    fill(index, ids(7), vectors[:1])
    fill(index, ids(7), vectors[1:])
    index.flush()
    assert np.allclose(index.vectors(ids(7))[1], vectors[1:])
    assert index.count() == 1


def test_the_callers_array_may_change_after_the_add(index: PassageIndex) -> None:
    vectors = unit(2)
    kept = vectors.copy()
    fill(index, ids(1, 2), vectors)
    vectors[:] = 0
    index.flush()
    assert index.nearest(kept[1], 1, EVERYTHING)[0].tolist() == [2]


def test_a_vector_that_is_not_of_length_1_is_refused(index: PassageIndex) -> None:
    with pytest.raises(ValueError, match="length 1"):
        fill(index, ids(1), unit(1) * 2)


def test_vectors_of_another_dimension_are_refused(index: PassageIndex) -> None:
    with pytest.raises(ValueError, match="vectors"):
        fill(index, ids(1), unit(1)[:, :-1])


# Removing.


def test_a_removed_passage_is_gone_after_the_flush_and_not_before(filled: PassageIndex) -> None:
    filled.remove(ids(3, 4))
    assert filled.count() == 40
    filled.flush()
    assert filled.count() == 38
    assert not {3, 4} & set(filled.passage_ids().tolist())
    assert 3 not in filled.nearest(unit(40)[3], 40, EVERYTHING)[0]


def test_unknown_ids_are_passed_over(filled: PassageIndex) -> None:
    filled.remove(ids(3, 999))
    filled.flush()
    assert filled.count() == 39


def test_removed_and_added_again_is_there(filled: PassageIndex) -> None:
    filled.remove(ids(3))
    fill(filled, ids(3), unit(1, 9))
    filled.flush()
    assert np.allclose(filled.vectors(ids(3))[1], unit(1, 9))
    assert filled.count() == 40


def test_added_and_removed_again_is_not_there(filled: PassageIndex) -> None:
    fill(filled, ids(77), unit(1, 9))
    filled.remove(ids(77))
    filled.flush()
    assert 77 not in filled.passage_ids()


def test_everything_can_be_removed(filled: PassageIndex) -> None:
    filled.remove(filled.passage_ids())
    filled.flush()
    assert filled.count() == 0
    assert filled.nearest(unit(1)[0], 5, EVERYTHING)[0].tolist() == []
    fill(filled, ids(100), unit(1))
    filled.flush()
    assert filled.passage_ids().tolist() == [100]


# Searching.


def test_the_nearest_come_best_first_with_their_cosines_and_vectors(filled: PassageIndex) -> None:
    vectors, query = unit(40), unit(1, 5)[0]
    found, scores, their_vectors = filled.nearest_with_vectors(query, 10, EVERYTHING)
    cosines = vectors @ query
    assert found.tolist() == np.argsort(-cosines)[:10].tolist()
    assert np.allclose(scores, np.sort(cosines)[::-1][:10], atol=1e-5)
    assert np.array_equal(their_vectors, vectors[found])
    assert (str(found.dtype), str(scores.dtype)) == ("int64", "float32")
    assert filled.nearest(query, 10, EVERYTHING)[0].tolist() == found.tolist()


def test_limit_0_finds_nothing(filled: PassageIndex) -> None:
    assert filled.nearest(unit(1)[0], 0, EVERYTHING)[0].tolist() == []


def test_a_limit_above_the_rows_finds_them_all(filled: PassageIndex) -> None:
    assert sorted(filled.nearest(unit(1)[0], 1000, EVERYTHING)[0].tolist()) == list(range(40))


@pytest.mark.parametrize(
    ("where", "documents"),
    [
        (DenseFilter(kinds=frozenset({"pdf"})), {2, 3}),
        (DenseFilter(kinds=frozenset({"pdf", "text"})), {0, 1, 2, 3}),
        (DenseFilter(kinds=frozenset({"document"})), set()),
        (DenseFilter(kinds=frozenset({"it's"})), set()),
        (DenseFilter(kinds=frozenset()), set()),
        (DenseFilter(languages=frozenset({"de"})), {1, 3}),
        (DenseFilter(languages=frozenset()), set()),
        (DenseFilter(documents=ids(0, 3)), {0, 3}),
        (DenseFilter(documents=ids(3, 99)), {3}),
        (DenseFilter(documents=ids()), set()),
        (DenseFilter(kinds=frozenset({"pdf"}), languages=frozenset({"de"})), {3}),
        (DenseFilter(frozenset({"pdf"}), frozenset({"de"}), ids(0, 3)), {3}),
        (DenseFilter(frozenset({"pdf"}), frozenset({"de"}), ids(0, 1)), set()),
    ],
)
def test_a_filter_leaves_exactly_what_passes(
    filled: PassageIndex, where: DenseFilter, documents: set[int]
) -> None:
    found, _ = filled.nearest(unit(1)[0], 100, where)
    assert sorted(found.tolist()) == [p for p in range(40) if p // 10 in documents]


def test_a_quote_in_a_label_is_only_a_quote(index: PassageIndex) -> None:
    fill(index, ids(1), unit(1), kind="it's")
    fill(index, ids(2), unit(1))
    index.flush()
    assert index.nearest(unit(1)[0], 9, DenseFilter(kinds=frozenset({"it's"})))[0].tolist() == [1]


# Vectors by id.


def test_vectors_come_back_as_they_went_in_and_none_for_no_ids(filled: PassageIndex) -> None:
    found, vectors = filled.vectors(ids(31, 5, 999))
    assert sorted(found.tolist()) == [5, 31]
    assert np.array_equal(vectors, unit(40)[found])
    assert vectors.dtype == np.float32
    assert filled.vectors(ids())[1].shape == (0, DIMENSION)


# Closing.


def test_closing_twice_is_no_error_and_forgets_what_was_not_flushed(make: Maker, tmp_path: Path) -> None:
    index = make(tmp_path)
    fill(index, ids(1), unit(1))
    index.close()
    index.close()
    assert make(tmp_path).count() == 0


# Upkeep and dropping.


def test_upkeep_changes_nothing_that_is_found(filled: PassageIndex) -> None:
    filled.remove(ids(0, 11))
    filled.flush()
    before = filled.nearest(unit(1, 5)[0], 100, EVERYTHING)
    done = filled.upkeep()
    after = filled.nearest(unit(1, 5)[0], 100, EVERYTHING)
    assert done.outcome is UpkeepOutcome.DONE
    assert done.mark == filled.mark
    assert (before[0].tolist(), before[1].tolist()) == (after[0].tolist(), after[1].tolist())


def test_upkeep_of_an_empty_index_is_done_at_once(index: PassageIndex) -> None:
    assert index.upkeep_due() is False
    assert index.upkeep(erase=True).outcome is UpkeepOutcome.DONE


def test_upkeep_before_a_flush_is_a_mistake(index: PassageIndex) -> None:
    fill(index, ids(1), unit(1))
    with pytest.raises(RuntimeError, match="flush"):
        index.upkeep()


def test_a_dropped_index_is_empty_and_usable(filled: PassageIndex) -> None:
    fill(filled, ids(77), unit(1))
    filled.drop()
    assert filled.mark == IndexMark()
    assert filled.count() == 0
    fill(filled, ids(5), unit(1))
    filled.flush()
    assert filled.passage_ids().tolist() == [5]
    assert filled.nearest(unit(1)[0], 9, EVERYTHING)[0].tolist() == [5]
