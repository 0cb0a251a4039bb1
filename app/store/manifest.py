"""What a manifest says about its version, read without LanceDB.

The format (Lance, `protos/table.proto`, files written by lancedb 0.40): protobuf sections, then a
footer of 16 bytes: offset of the manifest section (u64), two u16 of format version, `LANC`. At the
offset stands a u32 length and the message `Manifest`, of which three fields are looked at:

    Manifest      2: fragments (repeated DataFragment)     3: version
    DataFragment  1: id     2: files (repeated DataFile)   3: deletion_file     4: physical_rows
    DataFile      1: path   6: file_size_bytes
    DeletionFile  1: file_type (0 arrow, 1 bitmap)         2: read_version      3: id
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.store.layout import TableFiles

MAGIC = b"LANC"
"""Ends every manifest and every data file."""
_FOOTER = struct.Struct("<QHH4s")


class TornManifest(Exception):
    """The bytes are not a whole manifest."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that a version needs, relative to the table's folder."""

    path: str
    size: int
    """Bytes; 0 where the manifest does not say."""

    @property
    def is_deletion(self) -> bool:
        """Whether it lists rows of a data file that are gone."""
        return self.path.startswith("_deletions/")


@dataclass(frozen=True, slots=True)
class Manifest:
    """One version of a table."""

    version: int
    token: str
    """Hash of the manifest's bytes: a version number alone may be used again after a repair."""
    files: tuple[NamedFile, ...]


def read_manifest(table: TableFiles, version: int) -> Manifest:
    """Read the manifest of *version*.

    Raises:
        TornManifest: it is cut short, garbled, or another version's.
        FileNotFoundError: it is not there.
    """
    content = table.manifest(version).read_bytes()
    manifest = parse(content)
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
    if magic != MAGIC or offset + 4 > len(content):
        raise TornManifest("no footer")
    length = int.from_bytes(content[offset : offset + 4], "little")
    message = content[offset + 4 : offset + 4 + length]
    if len(message) != length or offset + 4 + length + _FOOTER.size > len(content):
        raise TornManifest("shorter than it says")
    version, files = 0, list[NamedFile]()
    for number, value in _fields(message):
        if number == 2:
            files.extend(_fragment_files(_bytes(value)))
        elif number == 3:
            version = _integer(value)
    return Manifest(version, hashlib.sha256(content).hexdigest()[:32], tuple(files))


def is_whole(table: TableFiles, manifest: Manifest) -> bool:
    """Whether every file of the version is there, of the size stated, and written to its end.

    Bytes flipped in the middle of a file are not seen: LanceDB has no checksums.
    """
    return all(_is_whole(table.path / file.path, file.size) for file in manifest.files)


def _is_whole(path: Path, size: int) -> bool:
    try:
        with path.open("rb") as stream:
            actual = stream.seek(0, 2)
            if (size and actual != size) or not actual:
                return False
            if path.suffix != ".lance":
                return True
            stream.seek(max(0, actual - len(MAGIC)))
            return stream.read() == MAGIC
    except FileNotFoundError:
        return False


def _fragment_files(message: bytes) -> Iterator[NamedFile]:
    fragment = 0
    for number, value in _fields(message):
        if number == 1:
            fragment = _integer(value)
        elif number == 2:
            parts = dict(_fields(_bytes(value)))
            path = _bytes(parts.get(1, b"")).decode("ascii", "replace")
            yield NamedFile(f"data/{path}", _integer(parts.get(6, 0)))
        elif number == 3:
            parts = dict(_fields(_bytes(value)))
            suffix = "bin" if parts.get(1, 0) else "arrow"
            name = f"{fragment}-{_integer(parts.get(2, 0))}-{_integer(parts.get(3, 0))}.{suffix}"
            yield NamedFile(f"_deletions/{name}", 0)


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield (field number, value) of a protobuf message: an integer, or the bytes of a nested one."""
    position = 0
    while position < len(message):
        key, position = _varint(message, position)
        number, wire = key >> 3, key & 7
        if wire == 0:
            integer, position = _varint(message, position)
            yield number, integer
            continue
        if wire == 2:
            length, position = _varint(message, position)
        elif wire in {1, 5}:
            length = 8 if wire == 1 else 4
        else:
            raise TornManifest(f"wire type {wire}")
        if position + length > len(message):
            raise TornManifest("a field runs past the end")
        yield number, message[position : position + length]
        position += length


def _varint(message: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while position < len(message) and shift < 70:
        byte = message[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, position
        shift += 7
    raise TornManifest("a number does not end")


def _integer(value: int | bytes) -> int:
    if isinstance(value, bytes):
        raise TornManifest("bytes where a number was expected")
    return value


def _bytes(value: int | bytes) -> bytes:
    if isinstance(value, int):
        raise TornManifest("a number where bytes were expected")
    return value
