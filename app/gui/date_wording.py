"""Stretches of days in words: years and months where they are whole."""

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from app.domain.query_language.dates import Days
from app.gui.wording import day_text, documents_text, filled

translate = QCoreApplication.translate
Form = QLocale.FormatType


def span_text(days: Days, form: Form = Form.LongFormat) -> str:
    """`2024`, `May 2019 – June 2021`, `since 2019`; empty where there is no end at all."""
    first, last = days
    if first is None and last is None:
        return ""
    is_year = (first is None or (first.month, first.day) == (1, 1)) and (
        last is None or (last.month, last.day) == (12, 31)
    )
    is_month = (first is None or first.day == 1) and (last is None or last == date.max or _is_month_end(last))
    name = _year if is_year else _month if is_month else _day
    begin, end = (name(day, form) if day else "" for day in days)
    if not end:
        return filled(translate("dates", "since %1"), begin)
    if not begin:
        return filled(translate("dates", "until %1"), end)
    return begin if begin == end else filled(translate("dates", "%1 – %2"), begin, end)


def dates_sentence(stretches: tuple[Days, ...], documents: int | None) -> str:
    """What is chosen, for a screen reader: `Dates, from May 2019 to June 2021, 34 documents`."""
    parts = [translate("dates", "Dates"), *(_spoken(days) for days in stretches)]
    if not stretches:
        parts.append(translate("dates", "all"))
    if documents is not None:
        parts.append(documents_text(documents))
    return translate("dates", ", ").join(parts)


def bar_sentence(days: Days, documents: int) -> str:
    """What stands on the tool tip of a bar."""
    return filled(translate("dates", "%1: %2"), span_text(days), documents_text(documents))


def _spoken(days: Days) -> str:
    begin, end = span_text((days[0], None)), span_text((None, days[1]))
    whole = span_text(days)
    if days[0] is None or days[1] is None or "–" not in whole:
        return whole
    first, last = whole.split(" – ")
    del begin, end
    return filled(translate("dates", "from %1 to %2"), first, last)


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


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
