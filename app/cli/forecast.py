"""What adding folders would come to, on the command line."""

from collections.abc import Callable, Sequence
from pathlib import Path

from app.cli.answers import Answer
from app.domain.errors import WrongUse
from app.domain.estimate import Estimate
from app.library.estimate import estimate
from app.library.library import Library

MEGABYTE = 1_000_000
MINUTE, HOUR = 60.0, 3600.0


def foretold(library: Library, folders: Sequence[Path], stopped: Callable[[], bool]) -> Estimate:
    """The estimate for *folders*, together; the counts alone where it was *stopped*.

    Raises:
        WrongUse: one of them is no folder.
    """
    for folder in folders:
        if not folder.is_dir():
            raise WrongUse(f"There is no folder {folder}.")
    counts = [Estimate()]
    found = estimate(library.places, library.settings, folders, counts.append, stopped)
    return found or counts[-1]


def estimate_answer(told: Estimate) -> Answer:
    """`estimate`; what was not found out is null."""
    forecast = told.forecast
    return {
        "files": told.files,
        "new_files": told.new_files,
        "megabytes_of_files": round(told.new_bytes / MEGABYTE, 2),
        "passages": forecast and forecast.passages,
        "seconds_until_words": forecast and round(forecast.seconds_until_words, 1),
        "seconds": forecast and round(forecast.seconds, 1),
        "index_megabytes": forecast and round(forecast.index_bytes / MEGABYTE, 2),
        "needs_recognition": forecast and forecast.needs_recognition,
        "unreadable": forecast and forecast.unreadable,
        "skipped": told.skipped,
    }


def estimate_lines(told: Estimate) -> list[str]:
    """A sentence a line, no more exact than it can be known."""
    lines = [f"{told.files:,} files, {told.new_files:,} of them new ({told.new_bytes / MEGABYTE:,.1f} MB)."]
    if (forecast := told.forecast) is not None and told.new_files:
        words, meaning = _duration(forecast.seconds_until_words), _duration(forecast.seconds)
        lines.append(f"Found by word in {words}, by meaning in {meaning}, on this machine.")
        lines.append(
            f"The index grows by about {forecast.index_bytes / MEGABYTE:,.1f} MB, {forecast.passages:,} passages."
        )
        if forecast.needs_recognition:
            pictures = f"About {forecast.needs_recognition:,} are pictures or scans"
            lines.append(f"{pictures}: read with text recognition, which takes time of its own.")
        if forecast.unreadable:
            lines.append(f"About {forecast.unreadable:,} could not be read.")
    lines += [f"passed over, {rule}: {count:,}" for rule, count in sorted(told.skipped.items())]
    return lines


def _duration(seconds: float) -> str:
    if seconds < MINUTE:
        return f"about {max(1, round(seconds))} s"
    if seconds < HOUR:
        return f"about {round(seconds / MINUTE)} min"
    return f"about {seconds / HOUR:.1f} h"
