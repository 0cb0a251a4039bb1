"""Text as it lies in the catalogue: UTF-8, compressed."""

import zlib

from app.domain.errors import LibraryUnusable

COMPRESSION = 3
"""zlib level: higher ones cost more time than they save room."""


def packed(text: str) -> bytes:
    """*text* as it is stored."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), COMPRESSION)


def unpacked(body: bytes) -> str:
    """The text again.

    Raises:
        LibraryUnusable: the file is damaged where the text lies.
    """
    try:
        return zlib.decompress(body).decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError, TypeError) as error:
        raise LibraryUnusable("The library is damaged where the text of a document lies.") from error
