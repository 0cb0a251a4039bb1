"""EPUB books: chapters in reading order, named by the table of contents (EPUB 3.3; OPF and NCX 2.0)."""

import re
from typing import BinaryIO

from selectolax.lexbor import LexborHTMLParser

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.domain.titles import sensible_title
from app.reading.books.opf import CONTAINER, ENCRYPTION, Contents, Encryption, Opf, Rootfile
from app.reading.charset.decode import decode_text
from app.reading.draft import GAP, Draft, Part, one_line, rest_after
from app.reading.office.package import ZIP, Package, member_names
from app.reading.outline import SEPARATOR, Outline
from app.reading.stated import iso_date
from app.reading.web.article import NEVER
from app.reading.web.blocks import gather
from app.reading.web.nesting import with_bounded_depth

MIMETYPE = b"mimetypeapplication/epub+zip"
"""Name and content of the first member, which is stored as it is (OCF 3.3, 4.3)."""
CHAPTER_BYTES = 16 * 1024 * 1024
"""Bytes read of one chapter."""

_ENCODING = re.compile(rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)""")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_SELF_CLOSED = re.compile(r"<([A-Za-z][\w:-]*)((?:\s[^<>]*)?)/>")
_WORDS = re.compile(r"\w+")


def is_epub(head: bytes, source: BinaryIO) -> bool:
    """Whether *source* is a ZIP that holds a book."""
    if head.startswith(ZIP) and MIMETYPE in head[:100]:
        return True
    return CONTAINER in member_names(head, source)


def read_epub(source: BinaryIO, characters: int) -> Draft:
    """One part for each chapter and each heading in it.

    Raises:
        Unreadable: DAMAGED, ENCRYPTED or TOO_LARGE.
    """
    package = Package(source)
    root = Rootfile()
    package.walk(CONTAINER, root)
    opf = Opf(root.path)
    package.walk(root.path, opf)
    chapters = [name for name in opf.spine if name in package]
    if not chapters:
        raise Unreadable(Reason.DAMAGED)
    encryption = Encryption()
    package.walk(ENCRYPTION, encryption)
    if encryption.names.intersection(chapters):
        raise Unreadable(Reason.ENCRYPTED)
    contents = Contents(opf.contents)
    if opf.contents:
        package.walk(opf.contents, contents)
    parts, is_cut = _chapters(package, chapters, contents, characters)
    missing = len(opf.spine) - len(chapters)
    return Draft(
        Kind.BOOK,
        parts,
        SegmentKind.CHAPTER,
        title=sensible_title(opf.title),
        author=", ".join(map(one_line, opf.authors)),
        created=iso_date(opf.date),
        language=opf.language,
        left_out=rest_after(characters) if is_cut else f"{missing} missing chapters" if missing else "",
    )


def _chapters(
    package: Package, names: list[str], contents: Contents, characters: int
) -> tuple[list[Part], bool]:
    """All parts of the chapters, and whether there were more than the characters wanted."""
    parts: list[Part] = []
    path: tuple[str, ...] = ()
    left = characters
    for name in names:
        if left < 0:
            return parts, True
        # A file that the table of contents does not name goes on with the chapter before it.
        path = contents.paths.get(name, path)
        for part in _sections(package.read(name, CHAPTER_BYTES)):
            label = _joined(path, part.label)
            parts.append(Part(part.text, label, label))
            left -= len(part.text) + len(GAP)
    return parts, left < 0


def _sections(data: bytes) -> list[Part]:
    stated = _ENCODING.match(data.lstrip())
    text = decode_text(data, stated[1].decode("ascii") if stated else "") or ""
    tree = LexborHTMLParser(with_bounded_depth(_SELF_CLOSED.sub(_closed, text)))
    root = tree.body
    if root is None:
        return []
    for node in root.css(NEVER):
        node.decompose()
    outline = Outline(GAP)
    gather(root, outline)
    return outline.parts()


def _closed(match: re.Match[str]) -> str:
    """An empty element as HTML writes it; `<title/>` would swallow the whole page."""
    name = match[1]
    return match[0] if name.lower() in _VOID else f"<{name}{match[2]}></{name}>"


def _joined(path: tuple[str, ...], label: str) -> str:
    """*path* in the table of contents, then the headings in the chapter, none of them twice."""
    if not path:
        return label
    first, _, rest = label.partition(SEPARATOR)
    if _same(path[-1], first):
        label = rest
    elif rest and _same(path[-1], f"{first} {rest.partition(SEPARATOR)[0]}"):
        label = rest.partition(SEPARATOR)[2]
    return SEPARATOR.join(filter(None, (*path, label)))


def _same(title: str, heading: str) -> bool:
    """Whether both are one title, though one may be longer by a number or a subtitle."""
    ours, theirs = set(_WORDS.findall(title.casefold())), set(_WORDS.findall(heading.casefold()))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)
