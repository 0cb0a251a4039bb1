"""A searcher over documents made up in a test."""

from collections.abc import Iterator

import pytest

from tests.unit.search.small_corpus import SmallCorpus


@pytest.fixture
def corpus() -> Iterator[SmallCorpus]:
    made = SmallCorpus()
    yield made
    made.close()
