"""Text as it lies in the catalogue: UTF-8, compressed."""

import sqlite3
import zlib

from app.domain.errors import LibraryUnusable

COMPRESSION = 3
"""zlib level: higher ones cost more time than they save room."""


def packed(text: str) -> bytes:
    """*text* as it is stored."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), COMPRESSION)


def unpacked(body: bytes) -> str:
    """The text that was stored.

    Raises:
        LibraryUnusable: the file is damaged where it lies.
    """
    try:
        return zlib.decompress(body).decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError, TypeError) as error:
        raise LibraryUnusable("The library is damaged where the text of a document lies.") from error


def text_of(connection: sqlite3.Connection, document: int) -> str:
    """Canonical text of a readable document, empty where it is gone.

    Raises:
        LibraryUnusable: the file is damaged where the text lies.
    """
    row = connection.execute(
        "SELECT body FROM texts JOIN documents ON documents.text = texts.id WHERE documents.id = ?",
        (document,),
    ).fetchone()
    return "" if row is None else unpacked(row[0])
