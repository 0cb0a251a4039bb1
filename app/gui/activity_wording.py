"""What is going on behind the window, in the user's language; beside `wording`."""

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.state import Activity, Doing
from app.gui.durations import duration_text
from app.gui.holds import hold_sentence
from app.gui.wording import filled, number

translate = QCoreApplication.translate
BETWEEN = " \u00b7 "
SMALL = 10


def activity_sentence(activity: Activity) -> str:
    """What is going on."""
    match activity.doing:
        case Doing.READING if activity.total:
            return _counted_sentence(activity, _reading_sentence(activity.done, activity.total))
        case Doing.ENCODING if activity.total:
            return _counted_sentence(activity, _encoding_sentence(activity.done, activity.total))
        case Doing.PAUSED if activity.total > activity.done:
            waiting = _waiting_text(activity.total - activity.done)
            return filled(translate("wording", "Paused, %1"), waiting)
        case Doing.HELD if activity.hold is not None:
            return hold_sentence(activity.hold)
    plain = {
        Doing.NOTHING: translate("wording", "Up to date"),
        Doing.LOOKING: translate("wording", "Looking for changes \u2026"),
        Doing.READING: translate("wording", "Reading files \u2026"),
        Doing.ENCODING: translate("wording", "Learning what your documents mean \u2026"),
        Doing.TIDYING: translate("wording", "Tidying up \u2026"),
        Doing.PAUSED: translate("wording", "Paused"),
        Doing.HELD: translate("wording", "Waiting"),
        Doing.ELSEWHERE: translate("wording", "Another window or command is indexing right now."),
        Doing.BROKEN: translate("wording", "Indexing has stopped. It is tried again at the next start."),
    }
    return activity.sentence or plain[activity.doing]


def _counted_sentence(activity: Activity, sentence: str) -> str:
    """With the rate and the time left, as far as they are known."""
    parts = [sentence]
    if activity.rate is not None:
        unit = (
            translate("wording", "%1 files/s")
            if activity.doing is Doing.READING
            else translate("wording", "%1 passages/s")
        )
        parts.append(filled(unit, _rate_text(activity.rate)))
    if activity.seconds_left is not None:
        parts.append(filled(translate("wording", "%1 left"), duration_text(activity.seconds_left)))
    return BETWEEN.join(parts)


def _rate_text(rate: float) -> str:
    """With one digit behind the point where it is small."""
    return number(round(rate)) if rate >= SMALL else QLocale().toString(rate, "f", 1)


def _reading_sentence(done: int, total: int) -> str:
    if total == 1:
        return filled(translate("wording", "Reading %1 of %Ln file", None, total), number(done))
    return filled(translate("wording", "Reading %1 of %Ln files", None, total), number(done))


def _encoding_sentence(done: int, total: int) -> str:
    if total == 1:
        return filled(
            translate("wording", "Learning what %1 of %Ln passage means", None, total), number(done)
        )
    return filled(translate("wording", "Learning what %1 of %Ln passages mean", None, total), number(done))


def _waiting_text(count: int) -> str:
    if count == 1:
        return translate("wording", "%Ln passage not yet searchable by meaning", None, count)
    return translate("wording", "%Ln passages not yet searchable by meaning", None, count)
