"""Files that speak for all are drawn evenly by weight, the same at every time, and never for ever."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.indexing.sample import MOST_DRAWS, Drawn, Outcome, Stratum, drawing, strata, van_der_corput


def taken(made: list[Stratum]) -> Iterator[Path]:
    for stratum, file in drawing(made):
        stratum.take(file, Outcome(passages=1))
        yield file.path


def test_the_numbers_that_draw_lie_evenly() -> None:
    assert [van_der_corput(number) for number in range(1, 6)] == [0.5, 0.25, 0.75, 0.125, 0.625]


def test_every_file_of_a_small_stratum_is_drawn_and_a_heavy_one_does_not_hold_the_others_up() -> None:
    files = [Drawn(Path(f"{number}.txt"), 7_000_000 if number == 0 else 10) for number in range(4)]
    made = strata([*files, Drawn(Path("a.md"), 5)])
    read = list(taken(made))
    assert len(read) == len(set(read))
    assert Path("a.md") in read
    assert sum(len(stratum.draws) for stratum in made) <= 2 * MOST_DRAWS


def test_a_file_too_large_to_wait_for_is_not_drawn_where_another_one_speaks_for_it() -> None:
    made = strata([Drawn(Path("large.txt"), 90_000_000), Drawn(Path("small.txt"), 10)])
    assert list(taken(made)) == [Path("small.txt")]
    assert list(taken(strata([Drawn(Path("large.txt"), 90_000_000)]))) == [Path("large.txt")]


def test_the_mean_of_a_sample_is_near_that_of_all() -> None:
    files = [Drawn(Path(f"{number}.txt"), 300 + 37 * number) for number in range(1_000)]
    (stratum,) = strata(files)
    for _ in range(30):
        file = stratum.draw()
        stratum.take(file, Outcome(passages=file.size // 500, unreadable=file.size % 4 == 0))
    real = sum(file.size // 500 for file in files)
    assert stratum.weight * stratum.mean("passages") == pytest.approx(real, rel=0.05)
    assert 0 < stratum.share("unreadable") < 0.6


def test_a_file_that_holds_half_of_all_is_among_the_first_that_are_drawn() -> None:
    heavy = Drawn(Path("heavy.txt"), 2_900_000)
    (stratum,) = strata([heavy, *(Drawn(Path(f"{number}.txt"), 4) for number in range(500))])
    assert heavy in [stratum.draw() for _ in range(3)]


def test_kinds_with_more_passages_and_with_more_files_are_drawn_from_more_often() -> None:
    many = [Drawn(Path(f"{number}.md"), 2_000) for number in range(500)]
    long = [Drawn(Path(f"{number}.txt"), 400_000) for number in range(20)]
    made = strata([*many, *long, *(Drawn(Path(f"{number}.bin"), 400_000) for number in range(20))])
    for _, (stratum, file) in zip(range(30), drawing(made), strict=False):
        passages = 0 if file.path.suffix == ".bin" else file.size // 500
        stratum.take(file, Outcome(passages=passages))
    drawn = {stratum.files[0].path.suffix: len(stratum.draws) for stratum in made}
    assert drawn[".bin"] < 4
    assert min(drawn[".md"], drawn[".txt"]) > 8


def test_a_file_that_took_too_long_speaks_for_nothing() -> None:
    (stratum,) = strata([Drawn(Path("slow.txt"), 1_000), Drawn(Path("quick.txt"), 1_000)])
    for file in stratum.files:
        stratum.take(file, Outcome(passages=3, unknown=file.path.name == "slow.txt"))
    assert stratum.weight * stratum.mean("passages") == pytest.approx(6)
