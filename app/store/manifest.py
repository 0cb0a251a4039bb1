"""What a manifest says about its version, read without LanceDB.

The format (Lance, `protos/table.proto`; files written by lancedb 0.40): protobuf sections, then a
footer of 16 bytes: offset of the manifest (u64), two u16 of format version, `LANC`. Each section is a
u32 length and a message, of which these fields are looked at:

    Manifest       2: fragments (repeated DataFragment)   3: version   6: offset of the IndexSection
    DataFragment   1: id     2: files (repeated DataFile)   3: deletion_file   4: physical_rows
    DataFile       1: path   6: file_size_bytes
    DeletionFile   1: file_type (0 arrow, 1 bitmap)   2: read_version   3: id   4: num_deleted_rows
    IndexSection   1: indices (repeated IndexMetadata)
    IndexMetadata  1: uuid (1: bytes)   10: files (repeated: 1: path, 2: size_bytes)
"""

import hashlib
import struct
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.store.layout import TableFiles
from app.store.protobuf import Message, TornMessage, read_message

MAGIC = b"LANC"
"""Ends every manifest, data file and index file."""
_FOOTER = struct.Struct("<QHH4s")


class TornManifest(Exception):
    """The bytes are not a whole manifest."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that a version needs."""

    path: str
    """Relative to the table's folder."""
    size: int
    """Bytes; 0 where the manifest does not say."""

    def is_whole(self, table: TableFiles) -> bool:
        """Whether it is there, of its size, and written to its end.

        Bytes changed in the middle are not seen: Lance has no checksums.
        """
        path = table.path / self.path
        try:
            size = path.stat().st_size
            if not size or self.size not in {0, size}:
                return False
            return path.suffix not in {".lance", ".idx"} or _tail(path) == MAGIC
        except FileNotFoundError:
            return False


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version of a table."""

    version: int
    token: str
    """Hash of the manifest's bytes: a version number alone may be used again after a repair."""
    data: tuple[NamedFile, ...]
    deletions: tuple[NamedFile, ...]
    """Which rows of the data files are gone."""
    indices: tuple[NamedFile, ...]
    rows: int
    """In the data files, those that are gone included."""
    gone: int
    """Rows of the data files that are gone."""

    @property
    def size_bytes(self) -> int:
        """Bytes of the files that this version needs, small ones left out."""
        return sum(file.size for file in (*self.data, *self.indices))


def read_manifest(table: TableFiles, version: int) -> Manifest:
    """Read the manifest of *version*.

    Raises:
        TornManifest: it is cut short, garbled, or another version's.
        FileNotFoundError: it is not there.
    """
    manifest = parse(table.manifest(version).read_bytes())
    if manifest.version != version:
        raise TornManifest(f"says version {manifest.version}, is called {version}")
    return manifest


def parse(content: bytes) -> Manifest:
    """Read the bytes of a manifest file.

    Raises:
        TornManifest: they are not a whole manifest.
    """
    if len(content) < _FOOTER.size:
        raise TornManifest(f"{len(content)} bytes")
    offset, _, _, magic = _FOOTER.unpack_from(content, len(content) - _FOOTER.size)
    if magic != MAGIC:
        raise TornManifest("no footer")
    try:
        manifest = _section(content, offset)
        parts = list(manifest.messages(2))
        fragments = [_fragment(part) for part in parts]
        index_offset = manifest.integer(6, missing=-1)
        indices = _section(content, index_offset).messages(1) if index_offset >= 0 else []
        return Manifest(
            version=manifest.integer(3),
            token=hashlib.sha256(content).hexdigest()[:32],
            data=tuple(file for data, _ in fragments for file in data),
            deletions=tuple(file for _, deletions in fragments for file in deletions),
            indices=tuple(file for index in indices for file in _index_files(index)),
            rows=sum(part.integer(4) for part in parts),
            gone=sum(deletion.integer(4) for part in parts for deletion in part.messages(3)),
        )
    except TornMessage as error:
        raise TornManifest(str(error)) from error


def _section(content: bytes, offset: int) -> Message:
    start = offset + 4
    length = int.from_bytes(content[offset:start], "little")
    if start + length > len(content) - _FOOTER.size:
        raise TornManifest("a section runs past the end")
    return read_message(content[start : start + length])


def _fragment(fragment: Message) -> tuple[list[NamedFile], list[NamedFile]]:
    """Data files and deletion files."""
    data = [NamedFile(f"data/{file.text(1)}", file.integer(6)) for file in fragment.messages(2)]
    deletions = []
    for file in fragment.messages(3):
        suffix = "bin" if file.integer(1) else "arrow"
        name = f"{fragment.integer(1)}-{file.integer(2)}-{file.integer(3)}.{suffix}"
        deletions.append(NamedFile(f"_deletions/{name}", 0))
    return data, deletions


def _index_files(index: Message) -> Iterator[NamedFile]:
    for name in index.messages(1):
        if len(name.content(1)) != 16:
            raise TornManifest("an index without a name")
        folder = uuid.UUID(bytes=name.content(1))
        for file in index.messages(10):
            yield NamedFile(f"_indices/{folder}/{file.text(1)}", file.integer(2))


def _tail(path: Path) -> bytes:
    with path.open("rb") as stream:
        stream.seek(-min(len(MAGIC), path.stat().st_size), 2)
        return stream.read()
