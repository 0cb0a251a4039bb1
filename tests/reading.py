"""Asking a reader for the one document that a file is, or for those that it holds."""

from pathlib import Path

from app.domain.contents import Member
from app.domain.document import Document
from app.domain.ports import Reader


def document_of(reader: Reader, path: Path) -> Document:
    found = reader.read(path)
    assert isinstance(found, Document)
    return found


def members_of(reader: Reader, path: Path) -> list[Member]:
    found = reader.read(path)
    assert not isinstance(found, Document)
    return list(found)
