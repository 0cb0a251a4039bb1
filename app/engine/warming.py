"""Loads what search by meaning needs on a thread of its own, while words are answered."""

import logging
import sys
import threading
from collections.abc import Callable

from app.domain.errors import KnownError
from app.library.library import Library

SWITCH_SECONDS, LOADING_SWITCH_SECONDS = 0.005, 0.0005
"""So long a thread waits for the interpreter while another one imports. A search by words asks for it some
hundred times: with Python's own value it takes twice as long beside the imports.
"""

log = logging.getLogger("clew")


class Warming:
    """LanceDB, ONNX Runtime and the encoder take a second or more; *tell* gets a sentence, empty if all is well."""

    def __init__(self, library: Library, sorry: str, tell: Callable[[str], None]) -> None:
        """*sorry* is the sentence for a mistake of ours."""
        self._sorry = sorry
        self._tell = tell
        self._thread: threading.Thread | None = None
        try:
            load = library.warming()  # here, because it asks the catalogue
        except KnownError as error:
            tell(str(error))
            return
        sys.setswitchinterval(LOADING_SWITCH_SECONDS)
        self._thread = threading.Thread(target=self._run, args=(load,), name="warming", daemon=True)
        self._thread.start()

    def close(self, seconds: float) -> None:
        """Wait for the end a little; it ends with the process."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self, load: Callable[[], None]) -> None:
        sentence = ""
        try:
            load()
        except KnownError as error:
            sentence = str(error)
        except Exception:
            log.exception("encoder and index could not be loaded")
            sentence = self._sorry
        sys.setswitchinterval(SWITCH_SECONDS)
        self._tell(sentence)
