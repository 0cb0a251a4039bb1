"""What stands around the chapters of an EPUB: container, package, table of contents, encryption."""

import itertools
import posixpath
from urllib.parse import unquote

from app.reading.draft import one_line
from app.reading.office.package import Attributes

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
_FONT_OBFUSCATION = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Algorithms that veil fonts; the text is open (OCF 3.3, 4.4)."""
_NCX = "application/x-dtbncx+xml"
_DEEPEST = 8
"""Levels of a table of contents that are kept."""


class Rootfile:
    """Hears of the container: where the package document is."""

    def __init__(self) -> None:
        self.path = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the first rendition of the book."""
        if name == "rootfile" and not self.path:
            self.path = unquote(attributes.get("full-path", ""))

    def end(self, name: str) -> None:
        """Nothing to do."""

    def text(self, text: str) -> None:
        """Nothing to do."""


class Opf:
    """Hears of the package document: facts about the book, its files, their order."""

    def __init__(self, path: str) -> None:
        self.title = ""
        self.authors: list[str] = []
        self.date = ""
        self.language = ""
        self.spine: list[str] = []
        """Members in reading order, without the table of contents."""
        self.contents = ""
        """The member that holds the table of contents, or empty."""
        self._folder = posixpath.dirname(path)
        self._files: dict[str, str] = {}
        self._said: list[str] | None = None
        self._is_contents_3 = False
        self._is_author = False
        self._is_publication = False

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name == "item":
            self._item(attributes)
        elif name == "itemref":
            file = self._files.get(attributes.get("idref", ""))
            if file and not (self._is_contents_3 and file == self.contents):
                self.spine.append(file)
        elif name in {"title", "creator", "date", "language"}:
            self._said = []
            self._is_author = attributes.get("role", "aut") == "aut"
            self._is_publication = attributes.get("event", "publication") != "modification"

    def end(self, name: str) -> None:
        """An element ends."""
        if self._said is None:
            return
        said, self._said = one_line("".join(self._said)), None
        if name == "title":
            self.title = self.title or said
        elif name == "creator" and self._is_author and said and said.casefold() != "unknown":
            self.authors.append(said)
        elif name == "date" and self._is_publication:
            self.date = self.date or said
        elif name == "language":
            self.language = self.language or said[:2].lower()

    def text(self, text: str) -> None:
        """Text, in pieces."""
        if self._said is not None:
            self._said.append(text)

    def _item(self, attributes: Attributes) -> None:
        file = resolve(self._folder, attributes.get("href", ""))
        self._files[attributes.get("id", "")] = file
        if "nav" in attributes.get("properties", "").split():
            self.contents, self._is_contents_3 = file, True
        elif attributes.get("media-type") == _NCX and not self.contents:
            self.contents = file


class Contents:
    """Hears of the table of contents, in the form of EPUB 2 (NCX) or 3 (lists of links)."""

    def __init__(self, path: str) -> None:
        self.paths: dict[str, tuple[str, ...]] = {}
        """Member -> titles from the outermost to its own; of a file with many entries, what they share."""
        self._folder = posixpath.dirname(path)
        self._titles: list[str] = []
        """Of the entries that are open."""
        self._said: list[str] | None = None
        self._reference = ""
        self._other = 0
        """Depth inside a list that is not the table of contents."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._other or (name == "nav" and "toc" not in attributes.get("type", "toc").split()):
            self._other += 1
        elif name in {"navPoint", "li"}:
            self._titles.append("")
        elif name in {"navLabel", "a", "span"} and self._titles and self._said is None:
            self._said, self._reference = [], attributes.get("href", "")
        elif name == "content" and self._titles:
            self._point(attributes.get("src", ""))

    def end(self, name: str) -> None:
        """An element ends."""
        if self._other:
            self._other -= 1
        elif name in {"navPoint", "li"} and self._titles:
            self._titles.pop()
        elif name in {"navLabel", "a", "span"} and self._said is not None and self._titles:
            self._titles[-1] = self._titles[-1] or one_line("".join(self._said))
            self._said = None
            self._point(self._reference)

    def text(self, text: str) -> None:
        """Text, in pieces."""
        if self._said is not None:
            self._said.append(text)

    def _point(self, reference: str) -> None:
        if reference and self._titles[-1]:
            path = tuple(filter(None, self._titles[:_DEEPEST]))
            file = resolve(self._folder, reference)
            self.paths[file] = _shared(self.paths.get(file, path), path)


class Encryption:
    """Hears of the encryption document: members that are not open, but for veiled fonts."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._algorithm = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name == "EncryptedData":
            self._algorithm = ""
        elif name == "EncryptionMethod":
            self._algorithm = self._algorithm or attributes.get("Algorithm", "")
        elif name == "CipherReference" and self._algorithm not in _FONT_OBFUSCATION:
            self.names.add(resolve("", attributes.get("URI", "")))

    def end(self, name: str) -> None:
        """Nothing to do."""

    def text(self, text: str) -> None:
        """Nothing to do."""


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return tuple(title for title, _ in same)


def resolve(folder: str, reference: str) -> str:
    """The member that *reference* in a file of *folder* points to, without its fragment."""
    return posixpath.normpath(posixpath.join(folder, unquote(reference.partition("#")[0])))
