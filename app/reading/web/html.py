"""Web pages: the article, not the menus around it."""

import re
from typing import BinaryIO

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from app.domain.document import Kind
from app.domain.errors import Reason, Unreadable
from app.domain.titles import sensible_title
from app.reading.charset.decode import Decoded, decode
from app.reading.draft import GAP, Draft
from app.reading.outline import Outline
from app.reading.stated import iso_date
from app.reading.web.article import keep_article
from app.reading.web.blocks import gather
from app.reading.web.nesting import FEW_TAGS, with_bounded_depth
from app.reading.web.programs import without_programs
from app.reading.web.weights import Weights, weigh

MARKUP = 4
"""Bytes of a page read for each character wanted of its text."""
STATED_WITHIN = 4096
"""Bytes in which a page must state its encoding."""

_ENCODING = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_]|$)", re.IGNORECASE)
_TITLES = ("og:title", "citation_title", "dc.title")
_AUTHORS = ("author", "citation_author", "dc.creator", "article:author")
_DATES = ("article:published_time", "date", "citation_date", "dc.date", "datepublished")

Stated = dict[str, str]
"""What a page says in its meta elements, by name in lower case."""


def read_html(source: BinaryIO, characters: int) -> Draft:
    """One part for each heading of the article; title, author, date and language as the page states them.

    Raises:
        Unreadable: UNKNOWN_KIND, if the content is not text.
    """
    data = source.read(characters * MARKUP)
    stated = _ENCODING.search(data, 0, STATED_WITHIN)
    page = without_programs(data)
    decoded = decode(page, stated[1].decode("ascii") if stated else "")
    if decoded is None:
        raise Unreadable(Reason.UNKNOWN_KIND)
    tree = _parsed(page, decoded)
    body = weigh(tree.body) if tree.body is not None else None
    said = _stated(tree, body)
    title, author, created = _title(tree, body, said), _author(said), _date(body, said)
    outline = Outline(GAP)
    if body is not None:
        gather(keep_article(body), outline)
    return Draft(
        Kind.HTML,
        outline.parts(),
        outline.divided,
        title=title or outline.title,
        author=author,
        created=created,
        language=_language(tree),
        left_out="the end of the page" if source.read(1) else "",
    )


def _parsed(page: bytes, decoded: Decoded) -> LexborHTMLParser:
    """The tree of *page*; made from its bytes if they are UTF-8, as the parser wants them."""
    is_ready = decoded.is_utf_8 and page.count(b"<") <= FEW_TAGS
    html = page if is_ready else with_bounded_depth(decoded.text)
    return LexborHTMLParser(html, options=LexborDocumentOptions.WO_EVENTS)  # which nobody here waits for


def _stated(tree: LexborHTMLParser, body: Weights | None) -> Stated:
    """What the meta elements say; of several with one name, the first that says anything."""
    said: Stated = {}
    for node in (*(tree.head.css("meta") if tree.head is not None else ()), *_tagged(body, "meta")):
        attributes = node.attributes
        if content := (attributes.get("content") or "").strip():
            for key in ("property", "name", "itemprop"):
                if name := attributes.get(key):
                    said.setdefault(name.lower(), content)
    return said


def _title(tree: LexborHTMLParser, body: Weights | None, said: Stated) -> str:
    """The page's title; its one main heading, where the title only adds the site's name to that."""
    element = tree.head.css_first("title") if tree.head is not None else None
    title = sensible_title(_first(said, _TITLES) or (element.text() if element else ""))
    headings = {" ".join(heading.text().split()) for heading in _tagged(body, "h1")}
    if len(headings) == 1 and (heading := headings.pop()) and heading.casefold() in title.casefold():
        return heading
    return title


def _author(said: Stated) -> str:
    author = _first(said, _AUTHORS)
    return "" if "://" in author else author


def _date(body: Weights | None, said: Stated) -> str:
    if date := iso_date(_first(said, _DATES)):
        return date
    moments = (node.attributes.get("datetime") for node in _tagged(body, "time"))
    return iso_date(next(filter(None, moments), ""))


def _language(tree: LexborHTMLParser) -> str:
    match = _LANGUAGE.match((tree.root and tree.root.attributes.get("lang")) or "")
    return match[1].lower() if match else ""


def _first(said: Stated, names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if name in said), "")


def _tagged(body: Weights | None, tag: str) -> list[LexborNode]:
    return [body.nodes[at] for at in body.tagged(tag)] if body is not None else []
