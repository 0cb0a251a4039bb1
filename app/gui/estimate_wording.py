"""An estimate in sentences, no more exact than it can be; beside `wording`."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.estimate import Estimate, Forecast
from app.gui.durations import duration_text
from app.gui.naming import path_text
from app.gui.wording import files_text, filled

translate = QCoreApplication.translate
NAMED = 2
"""More folders than this are counted, not named."""


def adding_question(folders: Sequence[Path]) -> str:
    """Whether these are to be added."""
    names = [path_text(folder.name or folder) for folder in folders]
    if len(names) == 1:
        return filled(translate("wording", "Add \u201c%1\u201d?"), *names)
    if len(names) <= NAMED:
        return filled(translate("wording", "Add \u201c%1\u201d and \u201c%2\u201d?"), *names)
    return translate("wording", "Add %Ln folders?", None, len(names))


def estimate_lines(estimate: Estimate, *, final: bool, recognises: bool) -> list[str]:
    """What is known so far, a sentence a line; *recognises*: the text of pictures is recognised."""
    if not final:
        counted = filled(translate("wording", "%1 so far \u2026"), files_text(estimate.files))
        return [counted, translate("wording", "The time that it takes is being estimated.")]
    lines = [_counted(estimate)]
    if estimate.new_files and estimate.forecast is None:
        lines.append(translate("wording", "The time that it takes cannot be told."))
    elif estimate.new_files and estimate.forecast is not None:
        lines += _foretold(estimate.forecast, recognises=recognises)
    return lines


def _counted(estimate: Estimate) -> str:
    files, new = files_text(estimate.files), files_text(estimate.new_files)
    size = QLocale().formattedDataSize(estimate.new_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
    if not estimate.files:
        return translate("wording", "There is no file in it that Clew would read.")
    if not estimate.new_files:
        return filled(translate("wording", "%1, all of them searched already."), files)
    if estimate.new_files < estimate.files:
        return filled(translate("wording", "%1 (%2) that are new, of %3."), new, size, files)
    return filled(translate("wording", "%1, %2."), files, size)


def _foretold(forecast: Forecast, *, recognises: bool) -> list[str]:
    words, meaning = duration_text(forecast.seconds_until_words), duration_text(forecast.seconds)
    if words == meaning:
        lines = [filled(translate("wording", "Found by word and by meaning in %1."), meaning)]
    else:
        lines = [filled(translate("wording", "Found by word in %1, by meaning in %2."), words, meaning)]
    room = QLocale().formattedDataSize(
        rounded(forecast.index_bytes), 0, QLocale.DataSizeFormat.DataSizeSIFormat
    )
    lines.append(filled(translate("wording", "The index takes about %1."), room))
    if forecast.needs_recognition:
        pictures = _pictures_text(rounded(forecast.needs_recognition))
        if recognises:
            sentence = translate("wording", "%1: their text is recognised afterwards, which takes longer.")
        else:
            sentence = translate(
                "wording", "%1: text recognition is off; it can be switched on in the settings."
            )
        lines.append(filled(sentence, pictures))
    if forecast.unreadable:
        sentence = translate("wording", "About %1 will not be readable; Clew lists them with the reason.")
        lines.append(filled(sentence, files_text(rounded(forecast.unreadable))))
    return lines


def rounded(value: int) -> int:
    """Two digits of *value*; a small one as it is."""
    unit = int(10 ** max(0, len(str(value)) - 2))
    return (value + unit // 2) // unit * unit


def _pictures_text(count: int) -> str:
    if count == 1:
        return translate("wording", "%Ln picture or scan", None, count)
    return translate("wording", "About %Ln pictures or scans", None, count)
