"""The files in a ZIP (APPNOTE 6.3)."""

import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO

from app.domain.errors import Reason, Unreadable
from app.reading.archives.entries import (
    ENTRIES,
    ENTRY_BYTES,
    RATIO,
    SMALL,
    Container,
    Entry,
    bomb,
    ordinal,
    refuse,
    too_large,
    too_many,
)
from app.reading.office.package import ENCRYPTED_FLAG, ZIP_DAMAGE

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_UTF8_FLAG = 0x800


def _is_zip(head: bytes, _: BinaryIO) -> bool:
    return head.startswith(_MAGIC)


def zip_entries(source: BinaryIO, _: str, place: str) -> Iterator[Entry]:
    """Every file of the central directory, in its order; places are numbers in it.

    Raises:
        Unreadable: DAMAGED; TOO_LARGE for a bomb, told by what the directory declares: zipfile reads no more.
    """
    try:
        archive = zipfile.ZipFile(source)
    except ZIP_DAMAGE as error:
        raise Unreadable(Reason.DAMAGED) from error
    with archive:
        members = archive.infolist()
        size = source.seek(0, 2)
        packed = sum(member.compress_size for member in members)
        unpacked = sum(member.file_size for member in members)
        if packed > size or unpacked > max(SMALL, RATIO * size):  # members that overlap are counted twice
            raise bomb()
        for number, member in enumerate(members[:ENTRIES], start=1):
            if number > ordinal(place) and not member.is_dir():
                yield Entry(_name(member), str(number), _content(archive, member))
        if len(members) > ENTRIES:
            raise too_many()


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], bytes]:
    if member.flag_bits & ENCRYPTED_FLAG:
        return refuse(Reason.ENCRYPTED)
    if member.file_size > ENTRY_BYTES:
        return too_large()

    def content() -> bytes:
        try:
            with archive.open(member) as opened:
                return opened.read(ENTRY_BYTES)
        except NotImplementedError as error:
            raise Unreadable(Reason.UNKNOWN_KIND, "a compression that is not known") from error
        except ZIP_DAMAGE as error:
            raise Unreadable(Reason.DAMAGED) from error

    return content


def _name(member: zipfile.ZipInfo) -> str:
    """The name; many programs write UTF-8 without saying so."""
    if member.flag_bits & _UTF8_FLAG:
        return member.filename
    try:
        return member.filename.encode("cp437").decode()
    except UnicodeError:
        return member.filename


ZIP_FILES = Container(frozenset({".zip"}), _is_zip, zip_entries)
