"""PDF by pypdf, for files and pages that PDFium cannot read: slower, but it rebuilds what is broken."""

import io
import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from app.domain.errors import Reason, Unreadable

if TYPE_CHECKING:
    import pypdf

SECONDS = 12.0
"""Time for one file; pages beyond it count as not readable."""

Answer = TypeVar("Answer")


class Rescue:
    """One file, opened by pypdf when first asked for something."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._reader: pypdf.PdfReader | None = None
        self._tried = self._locked = False
        self._seconds = SECONDS

    def page(self, number: int) -> str | None:
        """The text of page *number*, counted from 0; None if it cannot be read in time."""
        reader = self._open()
        if reader is None or self._seconds <= 0:
            return None
        start = time.monotonic()
        text = _attempt(lambda: str(reader.pages[number].extract_text()))
        self._seconds -= time.monotonic() - start
        return text

    def pages(self, characters: int) -> list[str | None]:
        """The text of every page, until there are *characters* of it.

        Raises:
            Unreadable: DAMAGED, if the file cannot be opened or has no pages; ENCRYPTED.
        """
        count = self.count()
        if not count:
            raise Unreadable(Reason.ENCRYPTED if self._locked else Reason.DAMAGED)
        texts: list[str | None] = []
        total = 0
        while len(texts) < count and total <= characters:
            texts.append(self.page(len(texts)))
            total += len(texts[-1] or "")
        return texts

    def count(self) -> int:
        """The number of pages; 0 where the file cannot be opened."""
        reader = self._open()
        return (reader and _attempt(lambda: len(reader.pages))) or 0

    def stated(self) -> dict[str, str]:
        """Title, Author ... as the file states them."""
        reader = self._open()
        stated = (
            _attempt(lambda: {str(key)[1:]: str(value) for key, value in (reader.metadata or {}).items()})
            if reader
            else None
        )
        return stated or {}

    def _open(self) -> "pypdf.PdfReader | None":
        if self._tried:
            return self._reader
        self._tried = True
        import pypdf  # noqa: PLC0415 - 0.4 s and 40 MB, for few files

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a line for each flaw of each font
        reader = _attempt(lambda: pypdf.PdfReader(io.BytesIO(self._data)))
        self._locked = bool(reader and _attempt(lambda: reader.is_encrypted and not reader.decrypt("")))
        self._reader = None if self._locked else reader
        return self._reader


def _attempt(ask: Callable[[], Answer]) -> Answer | None:
    """What pypdf answers, or None: a damaged file makes it raise errors of any type, not only its own."""
    try:
        return ask()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - see above
        return None
