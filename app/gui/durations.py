"""Lengths of time as one speaks of them, no more exact than they can be known; beside `wording`."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
EXACT_MINUTES = 20
"""Up to here every minute counts, then every five."""
MOST_MINUTES = 90
MOST_HOURS = 36


def duration_text(seconds: float) -> str:
    """`about 12 minutes`."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return translate("wording", "less than a minute")
    if minutes == 1:
        return translate("wording", "about %Ln minute", None, minutes)
    if minutes <= MOST_MINUTES:
        shown = minutes if minutes <= EXACT_MINUTES else 5 * round(minutes / 5)
        return translate("wording", "about %Ln minutes", None, shown)
    hours = round(minutes / 60)
    if hours <= MOST_HOURS:
        return translate("wording", "about %Ln hours", None, hours)
    return translate("wording", "about %Ln days", None, round(hours / 24))
