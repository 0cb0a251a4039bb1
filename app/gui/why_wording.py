"""Why a hit was found, in words first and figures second."""

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.hit import Hit
from app.domain.reasons import Reasons, Stands, WordReason
from app.gui.confidence_wording import band_text
from app.gui.naming import path_text
from app.gui.wording import BETWEEN, filled, number

translate = QCoreApplication.translate
FAR = 0.15
"""A cosine so far above that of unrelated questions speaks for itself."""
LONGEST = 240
"""Code points of a sentence that are shown."""


def why_sentences(reasons: Reasons) -> list[str]:
    """What speaks for a hit, most telling first."""
    said = [_place_sentence(reasons)]
    if reasons.is_named:
        said.append(translate("why", "Its title and name hold every word of the search."))
    if reasons.words:
        said.append(_words_sentence(reasons))
    if reasons.sentence:
        sentence = path_text(" ".join(reasons.sentence.split()))
        shown = sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rstrip() + "\u2026"
        said.append(filled(translate("why", "This sentence answers best: \u201c%1\u201d"), shown))
    if reasons.cosine is not None and reasons.usual_cosine is not None:
        said.append(_meaning_sentence(reasons.cosine - reasons.usual_cosine))
    if reasons.copies:
        said.append(translate("why", "It stands for %Ln more with the same text.", None, reasons.copies))
    if reasons.filters:
        said.append(
            filled(translate("why", "It passes these filters: %1"), path_text(", ".join(reasons.filters)))
        )
    return said


def similar_sentences(hit: Hit) -> list[str]:
    """What speaks for a hit that is like something that was given."""
    told = translate("why", "It is like this part of what you gave: \u201c%1\u201d")
    return [filled(told, path_text(hit.most_alike))]


def word_texts(word: WordReason) -> tuple[str, str, str]:
    """A word, how it stands in the best passage, and its figures."""
    stands = {
        Stands.AS_TYPED: translate("why", "there as typed"),
        Stands.INFLECTED: translate("why", "there in another form"),
        Stands.NEAR: translate("why", "only a word like it"),
        Stands.AROUND: translate("why", "in title, name or heading"),
        Stands.NOWHERE: translate("why", "not there"),
    }
    figures = filled(
        translate("why", "weight %1, in %2 passages of the library"),
        _figure(word.weight, 1),
        number(word.passages),
    )
    return path_text(word.word), stands[word.stands], figures


def why_figures(reasons: Reasons) -> str:
    """The figures by which it was ranked, on one line."""
    parts = [filled(translate("why", "score %1"), _figure(reasons.score))]
    if reasons.cosine is not None:
        parts.append(filled(translate("why", "meaning %1"), _figure(reasons.cosine)))
    if reasons.usual_cosine is not None:
        parts.append(filled(translate("why", "unrelated questions reach %1"), _figure(reasons.usual_cosine)))
    if reasons.sentence_cosine is not None:
        parts.append(filled(translate("why", "best sentence %1"), _figure(reasons.sentence_cosine)))
    if reasons.words_share is not None:
        parts.append(filled(translate("why", "words %1"), _figure(reasons.words_share)))
    if reasons.fields:
        parts.append(filled(translate("why", "title and headings %1"), _figure(reasons.fields)))
    return BETWEEN.join(parts)


def _place_sentence(reasons: Reasons) -> str:
    place = filled(translate("why", "Place %1 of %2"), number(reasons.rank), number(reasons.total))
    if reasons.confidence is None:
        return f"{place}."
    return filled(translate("why", "%1: %2."), place, band_text(reasons.confidence))


def _words_sentence(reasons: Reasons) -> str:
    held = sum(word.stands is not Stands.NOWHERE for word in reasons.words)
    if not held:
        return translate("why", "None of the words you typed stands there: it was found by its meaning.")
    if held == len(reasons.words):
        return translate("why", "Every word you typed stands there, in this form or another.")
    told = translate("why", "Of the %1 words you typed, %2 stand there.")
    return filled(told, number(len(reasons.words)), number(held))


def _meaning_sentence(above: float) -> str:
    if above >= FAR:
        return translate("why", "Its meaning is much nearer to the search than chance would bring.")
    if above > 0:
        return translate("why", "Its meaning is a little nearer to the search than chance would bring.")
    return translate("why", "Its meaning is no nearer to the search than chance would bring.")


def _figure(value: float, decimals: int = 2) -> str:
    return QLocale().toString(value, "f", decimals)
