"""Text recognition, where the user wants it and an engine is there; nothing of it is loaded where he does not."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.ports import Reader
from app.domain.settings import Settings

if TYPE_CHECKING:
    from app.reading.recognition.reader import Begun, PictureReader

MISSING = (
    "Text recognition needs the program Tesseract, which is not on this computer."
    " Once it is installed, pictures of text are read."
)
NO_LANGUAGE = "Tesseract is here, but has none of the languages {}. Install one of them, or choose others in the settings."

log = logging.getLogger("clew")


class Recognition:
    """Finds the engine anew whenever pictures wait: it may have been installed meanwhile."""

    def __init__(
        self,
        settings: Settings,
        scratch: Path,
        make_reader: "Callable[[], PictureReader]",
        stopped: Callable[[], bool],
    ) -> None:
        self._settings = settings
        self._scratch = scratch
        self._make_reader = make_reader
        self._stopped = stopped
        self._begun: Begun = {}
        self._told = False

    def find(self) -> Callable[[], Reader] | None:
        """What makes readers that recognise pictures of text; None where it is off, or there is no engine."""
        if not self._settings.text_recognition:
            return None
        from app.reading.recognition.reader import RecognisingReader  # noqa: PLC0415 - see above
        from app.reading.recognition.system_languages import system_languages  # noqa: PLC0415
        from app.reading.recognition.tesseract import find_engine  # noqa: PLC0415

        engine = find_engine(self._settings.recognition_languages, system_languages(), self._scratch)
        if not self._told:
            languages = "+".join(engine.languages) if engine else ""
            log.info("text recognition: %s", languages or "no engine, or none of the languages")
            self._told = True
        if engine is None:
            return None
        return lambda: RecognisingReader(
            self._make_reader(), engine, stopped=self._stopped, begun=self._begun
        )


def what_is_missing(settings: Settings) -> str:
    """A sentence where text recognition is wanted and cannot be had; empty otherwise."""
    if not settings.text_recognition:
        return ""
    from app.reading.recognition.system_languages import system_languages  # noqa: PLC0415 - see above
    from app.reading.recognition.tesseract import find_engine, find_program, usual_folders  # noqa: PLC0415

    if find_program(usual_folders()) is None:
        return MISSING
    if find_engine(settings.recognition_languages, system_languages()) is None:
        return NO_LANGUAGE.format(settings.recognition_languages or "of this system")
    return ""
