"""A filter becomes a condition that LanceDB understands."""

from dataclasses import replace

import numpy as np
import pytest

from app.domain.dense_filter import DenseFilter
from app.store.filters import NARROW, condition, is_broad, lets_nothing_through


@pytest.mark.parametrize(
    ("where", "sql"),
    [
        (DenseFilter(), ""),
        (DenseFilter(kinds=frozenset({"pdf"})), "kind IN ('pdf')"),
        (DenseFilter(kinds=frozenset({"pdf", "html"})), "kind IN ('html','pdf')"),
        (DenseFilter(languages=frozenset({"o'en"})), "language IN ('o''en')"),
        (DenseFilter(documents=np.array([1, 22])), "document_id IN (1,22)"),
        (
            DenseFilter(frozenset({"pdf"}), frozenset({"en"}), np.array([3])),
            "kind IN ('pdf') AND language IN ('en') AND document_id IN (3)",
        ),
    ],
)
def test_every_field_is_one_more_condition(where: DenseFilter, sql: str) -> None:
    assert condition(where) == sql


def test_very_many_documents_are_tried_without_naming_them() -> None:
    narrow = DenseFilter(documents=np.arange(NARROW))
    broad = DenseFilter(frozenset({"pdf"}), documents=np.arange(NARROW + 1))
    assert not is_broad(narrow)
    assert is_broad(broad)
    assert condition(replace(broad, documents=None)) == "kind IN ('pdf')"


@pytest.mark.parametrize("where", [DenseFilter(frozenset()), DenseFilter(documents=np.array([], np.int64))])
def test_an_empty_field_lets_nothing_through(where: DenseFilter) -> None:
    assert lets_nothing_through(where)


def test_a_field_that_asks_for_nothing_lets_everything_through() -> None:
    assert not lets_nothing_through(DenseFilter())
    assert not lets_nothing_through(DenseFilter(kinds=frozenset({"pdf"})))
