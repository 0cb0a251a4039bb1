"""What the like of is sought, where it is no document of the library: a file from anywhere, or a text."""

import os
from collections.abc import Callable
from pathlib import Path
from types import GeneratorType

from app.catalogue.lookup import Lookup
from app.catalogue.rows import Location
from app.catalogue.user import UserFile
from app.domain.document import Document, Kind, Place, Segment, SegmentKind
from app.domain.document_vector import MOST_PASSAGES, spread
from app.domain.errors import Reason, Unreadable, WrongUse
from app.domain.passage import split
from app.domain.ports import Encoder, Reader
from app.domain.settings import Settings
from app.domain.titles import title_under
from app.indexing.encode import with_context
from app.places import reader_command
from app.reading.process.limits import Limits
from app.reading.process.sandbox import ProcessReader
from app.search.similar import Source

MEGABYTE = 1_000_000
MOST_CHARACTERS = 2_000_000
"""Of a text, or of the documents that a file holds, taken together."""


def documents_at(user: UserFile, lookup: Lookup, path: Path) -> list[int]:
    """The documents of the library that a file is, or holds; empty where it is in none of the folders."""
    folder = user.covering(path)
    if folder is None:
        return []
    relative = os.fsencode(path.relative_to(folder.path).as_posix())
    return lookup.documents_at(Location(folder.id, relative))


def reader(settings: Settings) -> ProcessReader:
    """What reads a file that nobody has vouched for: a process of its own, under limits."""
    file_bytes = settings.largest_file_megabytes * MEGABYTE
    return ProcessReader(
        reader_command(), Limits(seconds=float(settings.seconds_per_file), file_bytes=file_bytes)
    )


def file_source(path: Path, reader: Reader, make_encoder: Callable[[], Encoder]) -> Source:
    """A file read and encoded, not stored; one that holds documents counts as all of them.

    Raises:
        WrongUse: it cannot be read, or there is no text in it.
    """
    if path.is_dir():
        raise WrongUse(f"{path} is a folder: please choose a file.")
    try:
        documents = _read(path, reader)
    except Unreadable as error:
        why = str(error.reason).replace("-", " ")
        known = f"There is no file {path} to be compared."
        other = f"{path.name} could not be read ({why}), so that nothing can be compared with it."
        raise WrongUse(known if error.reason is Reason.GONE else other) from error
    passages = [
        (with_context(_title(document, path), document.segments[one.segment].heading, one.text), one.text)
        for document in documents
        for one in split(document)
    ]
    return _encoded(passages, path.name, make_encoder)


def text_source(text: str, make_encoder: Callable[[], Encoder]) -> Source:
    """A text, encoded.

    Raises:
        WrongUse: there is no word in it.
    """
    text = text[:MOST_CHARACTERS]
    document = Document(Kind.TEXT, text, (Segment(Place(SegmentKind.SECTION, 1, ""), 0, len(text)),))
    return _encoded([(one.text, one.text) for one in split(document)], "The text", make_encoder)


def _read(path: Path, reader: Reader) -> list[Document]:
    found = reader.read(path)
    if isinstance(found, Document):
        return [found]
    documents: list[Document] = []
    try:
        for member in found:
            if isinstance(member.outcome, Document):
                documents.append(member.outcome)
            if sum(len(document.text) for document in documents) > MOST_CHARACTERS:
                break
    finally:
        if isinstance(found, GeneratorType):
            found.close()
    return documents


def _title(document: Document, path: Path) -> str:
    """As the catalogue would call it: the title is encoded with each passage."""
    return title_under(path.name, document.opening) if document.opening else document.title


def _encoded(passages: list[tuple[str, str]], name: str, make_encoder: Callable[[], Encoder]) -> Source:
    """(with its context, as it stands) of all passages -> those that are compared, encoded."""
    if not any(character.isalnum() for _, text in passages for character in text):
        raise WrongUse(f"{name} holds no text that could be compared.")
    chosen = [passages[place] for place in spread(len(passages))][:MOST_PASSAGES]
    vectors = make_encoder().encode_passages([whole for whole, _ in chosen])
    return Source(vectors, tuple(text for _, text in chosen))
