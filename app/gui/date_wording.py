"""Stretches of days in words: years and months where they are whole."""

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from app.domain.query_language.dates import Days
from app.gui.wording import day_text, documents_text, filled, number

translate = QCoreApplication.translate
Form = QLocale.FormatType
FORMS = (Form.LongFormat, Form.ShortFormat)


def span_text(days: Days, form: Form = Form.LongFormat) -> str:
    """`2024`, `since 2019`, both ends with a dash between; empty where there is no end at all."""
    return _joined(ends_text(days, form), translate("dates", "%1 \u2013 %2"))


def dates_sentence(stretches: tuple[Days, ...], documents: int | None) -> str:
    """What is chosen, for a screen reader: `Dates, from May 2019 to June 2021, 34 documents`."""
    chosen = [_spoken(days) for days in stretches] or [translate("dates", "all")]
    counted = [] if documents is None else [documents_text(documents)]
    return translate("dates", ", ").join([translate("dates", "Dates"), *chosen, *counted])


def dates_texts(stretches: tuple[Days, ...], documents: int | None) -> tuple[str, ...]:
    """What is chosen, the longest way of saying it first; nothing where nothing is."""
    if not stretches:
        return ()
    spans = [translate("dates", ", ").join(span_text(days, form) for days in stretches) for form in FORMS]
    counted = (
        []
        if documents is None
        else [filled(translate("dates", "%1: %2"), span, number(documents)) for span in spans]
    )
    return (*counted, *spans)


def bar_sentence(days: Days, documents: int) -> str:
    """What stands on the tool tip of a bar."""
    return filled(translate("dates", "%1: %2"), span_text(days), documents_text(documents))


def _spoken(days: Days) -> str:
    return _joined(ends_text(days), translate("dates", "from %1 to %2"))


def _joined(ends: tuple[str, str], sentence: str) -> str:
    begin, end = ends
    if begin and end:
        return begin if begin == end else filled(sentence, begin, end)
    if begin:
        return filled(translate("dates", "since %1"), begin)
    return filled(translate("dates", "until %1"), end) if end else ""


def ends_text(days: Days, form: Form = Form.LongFormat) -> tuple[str, str]:
    """Both days by the same measure: as years, as months, or as days."""
    first, last = days
    is_month = (first is None or first.day == 1) and (last is None or _begins_month(last))
    is_year = is_month and (first is None or first.month == 1) and (last is None or last.month == 12)
    name = _year if is_year else _month if is_month else _day
    return name(first, form) if first else "", name(last, form) if last else ""


def _begins_month(last: date) -> bool:
    """Whether a month begins behind this day."""
    return last == date.max or (last + timedelta(days=1)).day == 1


def _year(day: date, _form: Form) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "yyyy")


def _month(day: date, form: Form) -> str:
    """In the order of the user's country."""
    locale = QLocale()
    month, year = locale.standaloneMonthName(day.month, form), _year(day, form)
    is_year_first = locale.dateFormat(Form.LongFormat).lstrip("'").startswith("y")
    return f"{year} {month}" if is_year_first else f"{month} {year}"


def _day(day: date, _form: Form) -> str:
    return day_text(day)
