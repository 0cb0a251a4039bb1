"""A second, better answer: one passage a step, for the newest question only."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.document import Place, SegmentKind
from app.domain.hit import Excerpt, FoundPassage, Hit, Results, Snippet
from app.domain.query import Query
from app.engine.answers import Answer, Found, Shown
from app.engine.sharpening import Sharpening
from app.search.sharpen import MOST

BEES, WAX = Query("bees"), Query("wax")
PLACE = Place(SegmentKind.WHOLE, 1, "")
EXCERPT = Excerpt(1, Path("a"), "A", "text", "Bees dance.", 0, 11, (0, 11))


def hit(number: int) -> Hit:
    passage = FoundPassage(number, 0, 11, PLACE, "", "Bees dance.", 1.0)
    return Hit(number, Path(f"{number}"), "A", "text", 0, 1.0, Snippet("Bees dance."), (passage,))


def found(number: int, hits: int, first: int = 0) -> Found:
    return Found(number, Results(tuple(hit(first + place) for place in range(hits)), hits))


def sharper(_query: Query, one: Hit) -> Hit:
    return replace(one, snippet=replace(one.snippet, sentence=(0, 11)))


def sharper_excerpt(_query: Query, one: Excerpt) -> Excerpt:
    return replace(one, sentence=(0, 11))


@pytest.fixture
def said() -> list[Answer]:
    return []


@pytest.fixture
def sharpening(said: list[Answer]) -> Sharpening:
    return Sharpening(sharper, sharper_excerpt, said.append)


def run(sharpening: Sharpening) -> int:
    steps = 0
    while sharpening.is_due:
        sharpening.step()
        steps += 1
    return steps


@pytest.mark.parametrize("hits", [1, 3, MOST, MOST + 5])
def test_the_second_answer_has_the_number_of_the_first(
    sharpening: Sharpening, said: list[Answer], hits: int
) -> None:
    sharpening.take_found(BEES, found(7, hits))
    assert run(sharpening) == min(hits, MOST)
    (answer,) = said
    assert isinstance(answer, Found)
    assert answer.number == 7
    assert [one.document_id for one in answer.results.hits] == list(range(hits))
    assert sum(one.snippet.sentence is not None for one in answer.results.hits) == min(hits, MOST)


def test_a_newer_question_overtakes(sharpening: Sharpening, said: list[Answer]) -> None:
    sharpening.take_found(BEES, found(1, 5))
    sharpening.step()
    newer = found(2, 2, first=20)
    sharpening.take_found(WAX, newer)
    run(sharpening)
    (answer,) = said
    assert isinstance(answer, Found)
    assert answer.number == 2
    assert answer.results.hits == tuple(sharper(WAX, one) for one in newer.results.hits)


def test_nothing_found_is_nothing_to_do(sharpening: Sharpening) -> None:
    sharpening.take_found(BEES, found(1, 3))
    sharpening.take_found(WAX, found(2, 0))
    sharpening.take_shown(WAX, Shown(1, None))
    assert not sharpening.is_due
    sharpening.step()


def test_what_is_read_comes_before_what_is_listed(sharpening: Sharpening, said: list[Answer]) -> None:
    sharpening.take_found(BEES, found(1, 2))
    sharpening.take_shown(BEES, Shown(4, EXCERPT))
    run(sharpening)
    assert [type(answer) for answer in said] == [Shown, Found]
    assert said[0] == Shown(4, replace(EXCERPT, sentence=(0, 11)))


def test_what_becomes_no_better_is_not_said_again(said: list[Answer]) -> None:
    sharpening = Sharpening(lambda _, one: one, lambda _, one: one, said.append)
    sharpening.take_found(BEES, found(1, 2))
    sharpening.take_shown(BEES, Shown(4, EXCERPT))
    run(sharpening)
    assert said == []


@pytest.mark.parametrize("take", ["found", "shown"])
def test_an_error_ends_it(said: list[Answer], take: str) -> None:
    def fail(*_: object) -> Hit:
        raise ConnectionError

    failing: Callable[..., Excerpt] = fail  # type: ignore[assignment]  # it never returns
    sharpening = Sharpening(fail, failing, said.append)
    if take == "found":
        sharpening.take_found(BEES, found(1, 2))
    else:
        sharpening.take_shown(BEES, Shown(4, EXCERPT))
    with pytest.raises(ConnectionError):
        sharpening.step()
    assert not sharpening.is_due
