"""Parts of the typed text -> what their chips say."""

from PySide6.QtCore import QCoreApplication

from app.domain.query import Unknown
from app.domain.query_language.parts import Aspect, Part
from app.gui import wording
from app.gui.naming import path_text
from app.gui.wording import filled

translate = QCoreApplication.translate


def label_text(aspect: str, value: str) -> str:
    """What a value of a filter is called."""
    if aspect in (Aspect.KIND, Aspect.LANGUAGE):
        return path_text(wording.label_name(aspect, value))
    if aspect in (Aspect.AFTER, Aspect.BEFORE, Aspect.DATE):
        days = {
            "today": translate("chips", "today"),
            "yesterday": translate("chips", "yesterday"),
        }
        return days.get(value, path_text(value))
    return path_text(value)


def chip_text(part: Part, *, is_unknown: bool) -> str:
    """What stands on a chip; what is negated or unknown is told by words."""
    said = filled(_saying(part), label_text(part.aspect, part.value))
    return filled(translate("chips", "%1 (unknown)"), said) if is_unknown else said


def chip_sentence(part: Part, *, is_unknown: bool) -> str:
    """The same for a screen reader, with what pressing it does."""
    said = chip_text(part, is_unknown=is_unknown)
    if part.is_filter:
        return filled(translate("chips", "Filter: %1, remove"), said)
    return filled(translate("chips", "%1, remove"), said)


def unknown_sentence(unknown: tuple[Unknown, ...]) -> str:
    """Which filters ask for what no document has, and what looks like that."""
    return " ".join(_nobody_has(one) for one in unknown)


def _saying(part: Part) -> str:
    """A sentence with a place for the value."""
    plain = {
        Aspect.WORDS: translate("chips", "%1"),
        Aspect.PHRASE: translate("chips", "“%1”"),
        Aspect.KIND: translate("chips", "kind %1"),
        Aspect.EXTENSION: translate("chips", "ending .%1"),
        Aspect.FOLDER: translate("chips", "folder %1"),
        Aspect.NAME: translate("chips", "name with %1"),
        Aspect.AUTHOR: translate("chips", "author %1"),
        Aspect.LANGUAGE: translate("chips", "language %1"),
        Aspect.AFTER: translate("chips", "since %1"),
        Aspect.BEFORE: translate("chips", "before %1"),
        Aspect.DATE: translate("chips", "date %1"),
    }
    negated = {
        Aspect.WORDS: translate("chips", "without %1"),
        Aspect.PHRASE: translate("chips", "without “%1”"),
        Aspect.KIND: translate("chips", "not kind %1"),
        Aspect.EXTENSION: translate("chips", "not ending .%1"),
        Aspect.FOLDER: translate("chips", "not folder %1"),
        Aspect.NAME: translate("chips", "name without %1"),
        Aspect.AUTHOR: translate("chips", "not author %1"),
        Aspect.LANGUAGE: translate("chips", "not language %1"),
        Aspect.AFTER: translate("chips", "not since %1"),
        Aspect.BEFORE: translate("chips", "not before %1"),
        Aspect.DATE: translate("chips", "not date %1"),
    }
    return (negated if part.negated else plain)[part.aspect]


def _nobody_has(one: Unknown) -> str:
    sentences = {
        Aspect.KIND: translate("chips", "No document is of the kind %1."),
        Aspect.LANGUAGE: translate("chips", "No document is in the language %1."),
        Aspect.EXTENSION: translate("chips", "No file name ends with .%1."),
        Aspect.FOLDER: translate("chips", "No document lies in a folder %1."),
        Aspect.NAME: translate("chips", "No file name has %1 in it."),
        Aspect.AUTHOR: translate("chips", "No document has an author %1."),
    }
    aspect = Aspect(one.aspect)
    said = filled(sentences[aspect], label_text(aspect, one.value))
    if not one.near:
        return said
    near = ", ".join(label_text(aspect, value) for value in one.near)
    return f"{said} {filled(translate('chips', 'Close to it: %1.'), near)}"
