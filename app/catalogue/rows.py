"""Values that go into the catalogue and come out of it."""

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.domain.document import Kind, Place, Stamp


@dataclass(frozen=True, slots=True)
class Location:
    """A document's name in the catalogue: unique."""

    folder: int
    """Id of the user's folder."""
    path: bytes
    """Relative to the folder, `/` between names, as the file system spells it."""
    member: str = ""
    """Name of a document inside the file, `/` between names; empty for the file itself."""

    def below(self, folder: Path) -> Path:
        """The absolute path."""
        return folder / os.fsdecode(self.path)

    @property
    def name(self) -> str:
        """Name of the file, or of the document inside it, fit to be shown and analysed."""
        return PurePosixPath(self.member or self._shown).name

    @property
    def suffix(self) -> bytes:
        """The suffix of the file name with its dot, lower case; empty where there is none.

        It has a say in how a file is read: a file moved or copied under another one is read anew.
        """
        return os.path.splitext(self.path)[1].lower()  # noqa: PTH122  # bytes, which no Path takes

    @property
    def folders(self) -> str:
        """Names between the user's folder and the document: of folders, and of the file that holds it."""
        inside = PurePosixPath(self._shown, self.member) if self.member else PurePosixPath(self._shown)
        return " ".join(inside.parts[:-1])

    @property
    def _shown(self) -> str:
        """The path, undecodable bytes replaced."""
        return self.path.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was found."""

    location: Location
    stamp: Stamp
    looked_ns: int
    """When the stamp was taken, nanoseconds since 1970."""
    content_hash: bytes = b""
    """BLAKE2b-128 of the bytes; empty where they could not be had, or changed while they were read."""
    volume: str = ""
    """Id of the volume on which it lies; empty for the drive that the system runs from."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the catalogue holds of a file: enough to plan."""

    id: int
    file: File
    failed: bool
    reader: str
    """Version of the reader that read it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue can say of one file when it is asked why it is not found."""

    id: int
    size: int
    modified_ns: int
    failed: bool
    reason: str
    detail: str
    left_out: str
    waiting: int
    """Passages that the encoder has not seen."""
    volume: str = ""


@dataclass(frozen=True, slots=True)
class WaitingPassage:
    """A passage that the encoder has not seen, with its context."""

    id: int
    document: int
    kind: str
    language: str
    title: str
    heading: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PassageRow:
    """Where a passage stands."""

    id: int
    document: int
    start: int
    end: int
    place: Place
    heading: str


_NAMED_WITH_SUFFIX = frozenset({Kind.CODE, Kind.DATA})


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What a hit shows of its document."""

    id: int
    location: Location
    title: str
    kind: str
    language: str
    modified_ns: int
    size: int
    content_hash: bytes
    volume: str = ""

    @property
    def shown_title(self) -> str:
        """What people call it: its title, or the name of its file; the suffix belongs to that of source code."""
        name = PurePosixPath(self.location.name)
        return self.title or (name.name if self.kind in _NAMED_WITH_SUFFIX else name.stem)
