"""Whatever was added and removed, and whatever is asked for, every index answers as brute force does."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.dense_filter import DenseFilter
from app.domain.ports import PassageIndex
from app.domain.vectors import Ids, Vector, Vectors
from tests.fakes.index import fill, unit_vectors
from tests.fakes.indices import DIMENSION, MAKERS

some_ids = st.lists(st.integers(0, 60), max_size=25, unique=True).map(
    lambda values: np.array(sorted(values), np.int64)
)
some_kinds = st.none() | st.frozensets(st.sampled_from(["text", "pdf", "html"]))
some_languages = st.none() | st.frozensets(st.sampled_from(["en", "de", ""]))
filters = st.builds(DenseFilter, some_kinds, some_languages, st.none() | some_ids)
steps = st.lists(st.tuples(st.sampled_from(["add", "remove", "flush"]), some_ids), min_size=1, max_size=6)


class History:
    """Rows as they should be, in a plain dict."""

    def __init__(self, index: PassageIndex, seed: int) -> None:
        self.rows: dict[int, tuple[int, str, str, Vector]] = {}
        self._index = index
        self._random = np.random.default_rng(seed)

    def take(self, step: str, passages: Ids) -> None:
        if step == "flush":
            self._index.flush()
        elif step == "remove":
            self._index.remove(passages)
            self.rows = {passage: row for passage, row in self.rows.items() if passage not in passages}
        else:
            kinds = self._random.choice(["text", "pdf", "html"], len(passages)).tolist()
            languages = self._random.choice(["en", "de", ""], len(passages)).tolist()
            vectors = unit_vectors(len(passages), DIMENSION, int(self._random.integers(2**31)))
            self._index.add(passages, passages % 7, kinds, languages, vectors)
            facts = zip((passages % 7).tolist(), kinds, languages, vectors, strict=True)
            self.rows |= dict(zip(passages.tolist(), facts, strict=True))

    def nearest(self, query: Vector, limit: int, where: DenseFilter) -> list[tuple[float, int]]:
        """(-cosine, passage id), best first."""
        return sorted(
            (-float(vector @ query), passage)
            for passage, (document, kind, language, vector) in self.rows.items()
            if (where.kinds is None or kind in where.kinds)
            and (where.languages is None or language in where.languages)
            and (where.documents is None or document in where.documents)
        )[:limit]


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("seed", [1, 2])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, where=filters, limit=st.integers(0, 70))
def test_any_history_and_any_filter_agree_with_brute_force(
    tmp_path_factory: pytest.TempPathFactory,
    *,
    steps: list[tuple[str, Ids]],
    where: DenseFilter,
    limit: int,
    seed: int,
    kind: str,
) -> None:
    index = MAKERS[kind](tmp_path_factory.mktemp("index"))
    history = History(index, seed)
    for step, passages in steps:
        history.take(step, passages)
    index.flush()
    query = unit_vectors(1, DIMENSION, seed)[0]
    found, scores = index.nearest(query, limit, where)
    wanted = history.nearest(query, limit, where)
    assert index.passage_ids().tolist() == sorted(history.rows)
    index.close()
    assert found.tolist() == [passage for _, passage in wanted]
    assert np.allclose(scores, [-score for score, _ in wanted], atol=1e-5)


# A filter that wants what is farthest still finds it.


def farthest_first(count: int) -> tuple[Vector, Vectors]:
    """A query, and vectors whose cosine to it falls from 1 to -1."""
    angles = np.linspace(0, np.pi, count)
    vectors = np.zeros((count, DIMENSION), np.float32)
    vectors[:, 0], vectors[:, 1] = np.cos(angles), np.sin(angles)
    return vectors[0], vectors


@pytest.mark.parametrize("kind", MAKERS)
def test_a_filter_that_wants_the_farthest_few_documents_finds_them(tmp_path: Path, kind: str) -> None:
    index = MAKERS[kind](tmp_path)
    query, vectors = farthest_first(2000)
    fill(index, np.arange(2000), vectors)
    index.flush()
    found, _ = index.nearest(query, 20, DenseFilter(documents=np.array([198, 199])))
    index.close()
    assert found.tolist() == list(range(1980, 2000))


@pytest.mark.parametrize("kind", MAKERS)
def test_a_filter_that_wants_very_many_of_the_farthest_documents_finds_them(
    tmp_path: Path, kind: str
) -> None:
    index = MAKERS[kind](tmp_path)
    query, vectors = farthest_first(14_000)
    passages = np.arange(14_000)
    index.add(passages, passages, ["text"] * 14_000, ["en"] * 14_000, vectors)
    index.flush()
    found, scores = index.nearest(query, 10, DenseFilter(documents=np.arange(6000, 20_000)))
    index.close()
    assert found.tolist() == list(range(6000, 6010))
    assert np.allclose(scores, vectors[6000:6010] @ query, atol=1e-5)
