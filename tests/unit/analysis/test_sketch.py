"""Which texts are nearly the same."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.analysis.sketch import LEAST_WORDS, LENGTH, Sketch, of_bytes, sketch
from app.search.copies import are_near

WORDS = [
    f"{first}{second}" for first in "bcdfgklmnprst" for second in ("ale", "ino", "ura", "ent", "osk", "ib")
]


def prose(words: int, seed: int) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)  # noqa: S311  # no secret hangs on it


def of(words: list[str]) -> Sketch:
    made = sketch(" ".join(words))
    assert made is not None
    return made


def test_a_text_with_a_few_words_changed_is_near_and_another_one_is_not() -> None:
    words = prose(400, 1)
    draft = [*words[:100], "another", *words[101:300], "ending", *words[301:]]
    assert are_near(of(words), of(draft))
    assert not are_near(of(words), of(prose(400, 2)))


def test_two_invoices_from_one_template_are_not_near() -> None:
    words = prose(400, 1)
    january = [*words, "2024", "01", "31", "117", "50", "invoice", "1007"]
    february = [*words, "2024", "02", "29", "83", "20", "invoice", "1012"]
    assert not are_near(of(january), of(february))
    assert are_near(of(january), of(["Copy", *january]))


def test_a_part_is_not_near_the_whole() -> None:
    words = prose(400, 1)
    assert not are_near(of(words), of(words[:330]))


def test_a_short_text_has_no_sketch() -> None:
    assert sketch(" ".join(prose(LEAST_WORDS - 1, 1))) is None
    assert sketch("") is None


def test_layout_and_case_do_not_count() -> None:
    words = prose(100, 3)
    assert (of(words) == of([word.upper() + "\n" for word in words])).all()


@settings(max_examples=30)
@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 30))
def test_to_be_near_is_mutual_and_holds_for_oneself(one: int, other: int, changed: int) -> None:
    first = prose(120, one)
    second = prose(changed, other) + first[changed:]
    assert are_near(of(first), of(first))
    assert are_near(of(first), of(second)) == are_near(of(second), of(first))


def test_a_sketch_comes_back_from_its_bytes() -> None:
    made = of(prose(100, 1))
    assert len(made) == LENGTH
    assert (of_bytes(made.astype("<u2").tobytes()) == made).all()
