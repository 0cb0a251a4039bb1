"""A self-check -> calm sentences; beside `wording`."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.domain.self_check import SelfCheck, Tally
from app.gui.wording import filled, label_name, number

translate = QCoreApplication.translate


def quality_sentences(checked: SelfCheck) -> list[str]:
    """What came of it, a sentence for each mode, and what is to be known beside it."""
    if not checked.is_enough:
        return [
            translate(
                "quality",
                "There is too little to measure yet. A few documents with some pages of text are enough.",
            )
        ]
    sentences = [_mode_sentence(mode, tally) for mode, tally in checked.modes.items()]
    sentences += [_language_sentence(name, tallies) for name, tallies in checked.languages.items()]
    if checked.foreign:
        names = ", ".join(label_name("language", language) for language in checked.foreign)
        told = translate("quality", "What is written in these languages is found by its words alone: %1.")
        sentences.append(filled(told, names))
    if checked.waiting:
        told = translate("quality", "%1 passages are not yet found by meaning; measure again when they are.")
        sentences.append(filled(told, number(checked.waiting)))
    return sentences


def _mode_sentence(mode: str, tally: Tally) -> str:
    sentences = {
        "words": translate(
            "quality",
            "By words, the right document came first %1 of 100 times (%2 to %3); in the first ten %4.",
        ),
        "meaning": translate(
            "quality",
            "By meaning, the right document came first %1 of 100 times (%2 to %3); in the first ten %4.",
        ),
        "hybrid": translate(
            "quality",
            "By both, the right document came first %1 of 100 times (%2 to %3); in the first ten %4.",
        ),
    }
    shares = (tally.first / tally.asked, *tally.interval(), tally.first_ten / tally.asked)
    return filled(sentences[mode], *(number(round(100 * share)) for share in shares))


def _language_sentence(language: str, tallies: Mapping[str, Tally]) -> str:
    tally = tallies["hybrid"]
    told = translate("quality", "In %1, by both: first %2 of 100 times (%3 to %4).")
    shares = (tally.first / tally.asked, *tally.interval())
    name = label_name("language", language)
    return filled(told, name, *(number(round(100 * share)) for share in shares))
