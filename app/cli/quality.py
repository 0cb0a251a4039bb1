"""How good the search is: on a judged set, or on the user's own library."""

from collections.abc import Mapping

from app.cli.answers import Answer, quality_answer
from app.cli.call import DONE, NOT_ALL, Call
from app.domain.events import Counted, Phase
from app.domain.query import Mode
from app.domain.self_check import ENOUGH, SelfCheck, Tally

_BY = {"words": "by words", "meaning": "by meaning", "hybrid": "by both"}


def evaluate(call: Call) -> int:
    """Measure quality on a judged set; without one, on the user's own library."""
    if call.arguments.set_folder is None:
        return _check(call)
    from app.library.evaluate import evaluate as measure  # noqa: PLC0415  # loads the language detector
    from app.library.evaluate import load_set  # noqa: PLC0415  # the same

    judged = load_set(call.arguments.set_folder)
    quality = measure(judged, call.library.places.data, call.mode, call.progress.report)
    answer = quality_answer(quality)
    call.answer(answer, lambda: print("\n".join(f"{name:10} {value}" for name, value in answer.items())))
    return DONE


def _check(call: Call) -> int:
    from app.library.self_check import MODES, self_check  # noqa: PLC0415  # seldom needed

    def tell(done: int, total: int) -> None:
        call.progress.report(Counted(Phase.CHECKING, done, total))

    modes = MODES if call.mode is Mode.HYBRID else (call.mode,)
    checked = self_check(call.library, tell, call.stop.is_set, call.arguments.passages, modes)
    call.answer(check_answer(checked), lambda: print("\n".join(check_lines(checked))))
    return DONE if checked.is_enough else NOT_ALL


def check_answer(checked: SelfCheck) -> Answer:
    """`evaluate` without a set; shares from 0 to 1, `low` and `high` are of `first`."""
    return {
        "passages": checked.passages,
        "modes": _shares(checked.modes),
        "languages": {
            language: {"passages": next(iter(tallies.values())).asked, "modes": _shares(tallies)}
            for language, tallies in checked.languages.items()
        },
        "foreign": checked.foreign,
        "waiting": checked.waiting,
        "seconds": round(checked.seconds, 1),
    }


def check_lines(checked: SelfCheck) -> list[str]:
    """A small table, and what is to be known beside it."""
    if not checked.is_enough:
        few = f"There is too little to measure: {checked.passages} passages have a sentence to ask for"
        return [f"{few}, and {ENOUGH} are needed."]
    asked = f"A sentence was taken out of each of {checked.passages} passages, and asked for."
    lines = [f"{asked} How often its document came up:", *_table(checked.modes)]
    for language, tallies in checked.languages.items():
        lines += [f"{language}, {next(iter(tallies.values())).asked} passages:", *_table(tallies)]
    if checked.foreign:
        counts = ", ".join(f"{language} {count}" for language, count in checked.foreign.items())
        lines.append(f"The encoder does not know these languages; words find such documents: {counts}.")
    if checked.waiting:
        lines.append(f"{checked.waiting} passages are not yet searchable by meaning.")
    return [*lines, f"{checked.seconds:.1f} s"]


def _table(tallies: Mapping[str, Tally]) -> list[str]:
    lines = [f"  {'':12}{'first':>6}  {'95 % interval':>13}  {'first ten':>9}"]
    for mode, tally in tallies.items():
        low, high = (f"{100 * bound:.0f}" for bound in tally.interval())
        first, ten = (f"{100 * count / tally.asked:.0f} %" for count in (tally.first, tally.first_ten))
        lines.append(f"  {_BY[mode]:12}{first:>6}  {f'{low} to {high} %':>13}  {ten:>9}")
    return lines


def _shares(tallies: Mapping[str, Tally]) -> dict[str, dict[str, float]]:
    return {
        mode: {
            "first": round(tally.first / tally.asked, 4),
            "first_ten": round(tally.first_ten / tally.asked, 4),
            "low": round(tally.interval()[0], 4),
            "high": round(tally.interval()[1], 4),
        }
        for mode, tally in tallies.items()
        if tally.asked
    }
