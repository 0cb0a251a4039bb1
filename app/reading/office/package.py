"""Documents that are XML in a ZIP, read as a stream under limits of their own."""

import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import IO, BinaryIO, Protocol
from xml.parsers import expat

from app.domain.errors import Reason, Unreadable
from app.reading.archives.entries import RATIO, SMALL

MEMBERS = 10_000
UNPACKED = 200 * 1024 * 1024
"""Bytes that all members together may have."""
PIECE = 64 * 1024
ENCRYPTED_FLAG = 1
"""Of a member's flags (APPNOTE 6.3, 4.4.4)."""
ZIP_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)
"""What zipfile raises for damaged members and for methods it does not know."""

ZIP = b"PK\x03\x04"
Attributes = Mapping[str, str]
"""Local name -> value."""


class Enough(Exception):
    """A handler has all that it wants of this member."""


class Handler(Protocol):
    """Hears of one XML member; names are local, without their namespace."""

    def start(self, name: str, attributes: Attributes, /) -> None:
        """An element begins."""
        ...

    def end(self, name: str, /) -> None:
        """An element ends."""
        ...

    def text(self, text: str, /) -> None:
        """Text, in pieces."""
        ...


def member_names(head: bytes, source: BinaryIO) -> list[str]:
    """The members of a ZIP; none where *source*, which opens with *head*, is no ZIP that can be opened."""
    if not head.startswith(ZIP):
        return []
    try:
        with zipfile.ZipFile(source) as package:
            return package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []


class Package:
    """An open ZIP.

    Raises:
        Unreadable: DAMAGED, ENCRYPTED, or TOO_LARGE for what would unpack beyond measure.
    """

    def __init__(self, source: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(source)
        except ZIP_DAMAGE as error:
            raise Unreadable(Reason.DAMAGED) from error
        self._check()

    def _check(self) -> None:
        members = self._zip.infolist()
        if len(members) > MEMBERS:
            raise Unreadable(Reason.TOO_LARGE, f"{MEMBERS:,} members")
        if sum(member.file_size for member in members) > UNPACKED:
            raise Unreadable(Reason.TOO_LARGE, f"{UNPACKED // (1024 * 1024)} MB unpacked")
        for member in members:
            if member.file_size > max(SMALL, RATIO * member.compress_size):
                raise Unreadable(Reason.TOO_LARGE, f"packed more than {RATIO} times")

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def walk(self, name: str, handler: Handler) -> bool:
        """Read the XML member *name* through *handler*; False if it breaks off before its end.

        zipfile reads no more of a member than it declares, so a false size cannot unpack beyond measure.

        Raises:
            Unreadable: ENCRYPTED; DAMAGED as `walk_xml` says.
        """
        if name not in self:
            return False
        try:
            with self._opened(name) as member:
                return walk_xml(member, handler)
        except ZIP_DAMAGE:
            return False

    def is_well_formed(self, name: str) -> bool:
        """Whether the XML member *name* is whole, for a library that takes that for granted.

        Raises:
            Unreadable: ENCRYPTED.
        """
        parser = expat.ParserCreate()
        try:
            with self._opened(name) as member:
                parser.ParseFile(member)
        except (expat.ExpatError, LookupError, *ZIP_DAMAGE):
            return False
        return True

    def read(self, name: str, most: int) -> bytes:
        """The first *most* bytes of the member *name*; none if it is missing or damaged.

        Raises:
            Unreadable: ENCRYPTED.
        """
        if name not in self:
            return b""
        try:
            with self._opened(name) as member:
                return member.read(most)
        except ZIP_DAMAGE:
            return b""

    def _opened(self, name: str) -> IO[bytes]:
        if self._zip.getinfo(name).flag_bits & ENCRYPTED_FLAG:
            raise Unreadable(Reason.ENCRYPTED)
        return self._zip.open(name)

    def relations(self, name: str) -> dict[str, list[str]]:
        """Members that *name* points to, by the last word of the relation's type (ECMA-376-2, 6.5)."""
        folder, base = posixpath.split(name)
        found = _Relations(folder)
        self.walk(posixpath.join(folder, "_rels", base + ".rels"), found)
        return found.targets


def walk_xml(source: IO[bytes], handler: Handler) -> bool:
    """Read XML through *handler*; False if it breaks off before its end.

    Raises:
        Unreadable: DAMAGED for a document type with declarations of its own; none that is merely named
            is ever fetched.
    """
    parser = _parser(handler)
    try:
        while piece := source.read(PIECE):
            parser.Parse(piece, False)  # noqa: FBT003 - positional in C
        parser.Parse(b"", True)  # noqa: FBT003 - as above
    except Enough:
        return True
    except (expat.ExpatError, *ZIP_DAMAGE):
        return False
    except LookupError as error:
        if type(error) is not LookupError:  # a KeyError or IndexError is ours
            raise
        return False  # an encoding that nobody knows
    return True


class _Relations:
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.targets: dict[str, list[str]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.join("/" + self._folder, attributes.get("Target", ""))
            word = attributes.get("Type", "").rsplit("/", 1)[-1]
            self.targets.setdefault(word, []).append(posixpath.normpath(target).lstrip("/"))

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class Properties:
    """Hears of docProps/core.xml (ECMA-376-2, 8)."""

    def __init__(self) -> None:
        self.stated: dict[str, str] = {}
        self._name = ""

    def start(self, name: str, _: Attributes) -> None:
        """Begin a property."""
        self._name = name

    def end(self, _: str) -> None:
        """End a property."""
        self._name = ""

    def text(self, text: str) -> None:
        """Add to the property at hand."""
        if self._name:
            self.stated[self._name] = self.stated.get(self._name, "") + text


def _parser(handler: Handler) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        handler.start(
            _local(name), {_local(key): value for key, value in attributes.items()} if attributes else {}
        )

    def refuse(_: str, __: str | None, ___: str | None, has_declarations: bool) -> None:  # noqa: FBT001 - expat's
        if has_declarations:
            raise Unreadable(Reason.DAMAGED, "document type declaration")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = refuse
    return parser


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
