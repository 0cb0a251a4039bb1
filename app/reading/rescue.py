"""PDF by pypdf, for files and pages that PDFium cannot read: slower, but it rebuilds what is broken."""

import io
import logging
import time
from typing import TYPE_CHECKING

from app.domain.errors import Reason, Unreadable

if TYPE_CHECKING:
    import pypdf

SECONDS = 12.0
"""Time for one file; pages beyond it count as not readable."""


class Rescue:
    """One file, opened by pypdf when first asked for something.

    A damaged file makes pypdf raise errors of any type, not only its own; all of them mean the same here.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._reader: pypdf.PdfReader | None = None
        self._broken = False
        self._seconds = SECONDS

    def page(self, number: int) -> str | None:
        """The text of page *number*, counted from 0; None if it cannot be read in time."""
        reader = self._open()
        if reader is None or self._seconds <= 0:
            return None
        start = time.monotonic()
        try:
            return reader.pages[number].extract_text()
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - see the class
            return None
        finally:
            self._seconds -= time.monotonic() - start

    def pages(self, characters: int) -> list[str | None]:
        """The text of every page, until there are *characters* of it.

        Raises:
            Unreadable: DAMAGED or ENCRYPTED, if the file cannot be opened or has no pages.
        """
        reader = self._open()
        if reader is None:
            raise Unreadable(Reason.DAMAGED)
        texts: list[str | None] = []
        total = 0
        for number in range(self._count(reader)):
            texts.append(self.page(number))
            total += len(texts[-1] or "")
            if total > characters:
                break
        return texts

    def stated(self) -> dict[str, str]:
        """Title, Author ... as the file states them."""
        reader = self._open()
        try:
            stated = (reader and reader.metadata) or {}
            return {key.removeprefix("/"): str(value) for key, value in stated.items()}
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - see the class
            return {}

    def _count(self, reader: "pypdf.PdfReader") -> int:
        try:
            count = len(reader.pages)
        except MemoryError:
            raise
        except Exception as error:
            raise Unreadable(Reason.DAMAGED) from error
        if count == 0:
            raise Unreadable(Reason.DAMAGED)
        return count

    def _open(self) -> "pypdf.PdfReader | None":
        if self._reader or self._broken:
            return self._reader
        import pypdf  # noqa: PLC0415 - 0.4 s and 40 MB, for few files
        from pypdf.errors import FileNotDecryptedError  # noqa: PLC0415 - as above

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a line for each flaw of each font
        try:
            reader = pypdf.PdfReader(io.BytesIO(self._data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise Unreadable(Reason.ENCRYPTED)
        except (MemoryError, Unreadable):
            raise
        except FileNotDecryptedError as error:
            raise Unreadable(Reason.ENCRYPTED) from error
        except Exception:  # noqa: BLE001 - see the class
            self._broken = True
        else:
            self._reader = reader
        return self._reader
