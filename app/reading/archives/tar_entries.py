"""The files in a TAR, plain or packed, and the one file in a gzip, bzip2 or xz stream."""

import io
import tarfile
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from app.domain.errors import Reason, Unreadable
from app.reading.archives.entries import ENTRIES, ENTRY_BYTES, Container, Entry, ordinal, too_large, too_many
from app.reading.archives.unpacked import is_packed, unpacked

_BLOCK = 512
_MAGIC = slice(257, 262)
_TAR_SUFFIXES = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
_PACKED = frozenset({".gz", ".bz2", ".xz", *_TAR_SUFFIXES})


def _is_tar(head: bytes, _: BinaryIO) -> bool:
    """Whether a header block opens the file (POSIX.1-1988 ustar, GNU), or one of before that with a right sum."""
    return head[_MAGIC] == b"ustar" or (len(head) >= _BLOCK and _has_right_sum(head[:_BLOCK]))


def _has_right_sum(block: bytes) -> bool:
    try:
        stated = int(block[148:156].strip(b" \0"), 8)
    except ValueError:
        return False
    return block[:1] not in b"\0 " and stated == sum(block[:148]) + 8 * 32 + sum(block[156:])


def _is_packed(head: bytes, _: BinaryIO) -> bool:
    return is_packed(head)


def tar_entries(source: BinaryIO, _: str, place: str) -> Iterator[Entry]:
    """Every regular file, in order; places are numbers of headers.

    Raises:
        Unreadable: DAMAGED where the archive breaks off.
    """
    try:
        with tarfile.open(fileobj=source, mode="r|") as archive:
            for number, member in enumerate(archive, start=1):
                if number > ENTRIES:
                    raise too_many()
                archive.members.clear()  # type: ignore[attr-defined]  # it would keep them all
                if number > ordinal(place) and member.isreg():
                    yield Entry(member.name, str(number), _content(archive, member))
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise Unreadable(Reason.DAMAGED) from error


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], bytes]:
    if member.size > ENTRY_BYTES:
        return too_large()

    def content() -> bytes:
        try:
            opened = archive.extractfile(member)
            data = opened.read(ENTRY_BYTES) if opened else b""
        except (tarfile.TarError, EOFError, OSError, ValueError) as error:
            raise Unreadable(Reason.DAMAGED) from error
        if len(data) < member.size:
            raise Unreadable(Reason.DAMAGED)
        return data

    return content


def packed_entries(source: BinaryIO, name: str, place: str) -> Iterator[Entry]:
    """The files of the TAR that was packed, or the one file that was."""
    stream = unpacked(source)
    if _is_tar(stream.peek(_BLOCK)[:_BLOCK], source):
        yield from tar_entries(stream, name, place)
    elif not place:
        yield Entry(_unpacked_name(name), "1", lambda: _whole(stream))


def _whole(stream: io.BufferedReader) -> bytes:
    data = stream.read(ENTRY_BYTES + 1)
    return too_large()() if len(data) > ENTRY_BYTES else data


def _unpacked_name(name: str) -> str:
    path = PurePath(name)
    suffix = path.suffix.lower()
    return path.stem + _TAR_SUFFIXES.get(suffix, "") if suffix in _PACKED else name


TAR_FILES = Container(frozenset({".tar"}), _is_tar, tar_entries)
PACKED_FILES = Container(_PACKED, _is_packed, packed_entries)
