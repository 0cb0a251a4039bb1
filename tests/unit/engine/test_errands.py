"""Errands: whatever was asked for is done, or owed."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.domain.scope import EVERYTHING, NOTHING, Scope
from app.engine.errands import Errands

A, B = Scope(frozenset({Path("/a")})), Scope(frozenset({Path("/b")}))


def test_what_is_owed_is_asked_at_once() -> None:
    errands = Errands()
    assert not errands.are_left
    errands.owe(A)
    errands.owe(B)
    assert errands.are_left
    assert errands.order().scope == A | B
    assert errands.order().scope == NOTHING


def test_what_was_asked_is_left_until_it_is_begun() -> None:
    errands = Errands()
    errands.owe(A)
    first = errands.order()
    errands.owe(B)
    second = errands.order()
    errands.begin(first.number)
    assert errands.are_left
    errands.begin(second.number)
    assert not errands.are_left


def test_an_indexer_that_ends_in_the_middle_leaves_all_that_is_not_settled() -> None:
    errands = Errands()
    errands.owe(A)
    errands.begin(errands.order().number)
    errands.owe(B)
    errands.order()
    errands.give_back()
    assert errands.order().scope == A | B


def test_what_is_settled_is_owed_no_more() -> None:
    errands = Errands()
    errands.owe(EVERYTHING)
    errands.begin(errands.order().number)
    errands.settle()
    errands.give_back()
    assert not errands.are_left


@given(st.lists(st.sampled_from(["owe", "order", "begin", "settle", "end"]), max_size=40))
def test_nothing_is_ever_lost(steps: list[str]) -> None:
    errands, told, done, doing = Errands(), list[Scope](), set[Path](), set[Path]()
    wanted: set[Path] = set()
    waiting: list[tuple[int, Scope]] = []
    for number, step in enumerate(steps):
        if step == "owe":
            place = Path(f"/{number}")
            wanted.add(place)
            errands.owe(Scope(frozenset({place})))
        elif step == "order":
            order = errands.order()
            waiting.append((order.number, order.scope))
        elif step == "begin" and waiting:
            last, scope = waiting.pop(0)
            doing |= scope.paths or set()
            errands.begin(last)
        elif step == "settle":
            done |= doing
            doing.clear()
            errands.settle()
        elif step == "end":
            waiting.clear()
            doing.clear()
            errands.give_back()
    errands.give_back()
    told.append(errands.order().scope)
    assert (told[0].paths or set()) | done >= wanted
