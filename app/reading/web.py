"""Web pages: the article, not the menus around it."""

import re
from typing import BinaryIO

from selectolax.lexbor import LexborHTMLParser

from app.domain.document import Kind
from app.domain.errors import Reason, Unreadable
from app.reading.article import keep_article
from app.reading.blocks import gather
from app.reading.charset import decode_text
from app.reading.draft import GAP, Draft
from app.reading.outline import Outline
from app.reading.stated import iso_date, sensible_title

MARKUP = 4
"""Bytes of a page read for each character wanted of its text."""
STATED_WITHIN = 4096
"""Bytes in which a page must state its encoding."""

_ENCODING = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_]|$)", re.IGNORECASE)
_TITLES = ("meta[property='og:title']", "meta[name='citation_title']", "meta[name='dc.title' i]")
_AUTHORS = (
    "meta[name='author' i]",
    "meta[name='citation_author']",
    "meta[name='dc.creator' i]",
    "meta[property='article:author']",
)
_DATES = (
    "meta[property='article:published_time']",
    "meta[name='date' i]",
    "meta[name='citation_date']",
    "meta[name='dc.date' i]",
    "meta[itemprop='datePublished']",
)


def read_html(source: BinaryIO, characters: int) -> Draft:
    """One part for each heading of the article; title, author, date and language as the page states them.

    Raises:
        Unreadable: UNKNOWN_KIND, if the content is not text.
    """
    data = source.read(characters * MARKUP)
    stated = _ENCODING.search(data, 0, STATED_WITHIN)
    text = decode_text(data, stated[1].decode("ascii") if stated else "")
    if text is None:
        raise Unreadable(Reason.UNKNOWN_KIND)
    tree = LexborHTMLParser(text)
    title, author, created, language = _title(tree), _author(tree), _date(tree), _language(tree)
    outline = Outline(GAP)
    root = keep_article(tree)
    if root is not None:
        gather(root, outline)
    return Draft(
        Kind.HTML,
        outline.parts(),
        outline.divided,
        title=title or outline.title,
        author=author,
        created=created,
        language=language,
        left_out="the end of the page" if source.read(1) else "",
    )


def _title(tree: LexborHTMLParser) -> str:
    """The page's title; its one main heading, where the title only adds the site's name to that."""
    element = tree.css_first("head > title")
    title = sensible_title(_content(tree, _TITLES) or (element.text() if element else ""))
    headings = {" ".join(heading.text().split()) for heading in tree.css("h1")}
    if len(headings) == 1 and (heading := headings.pop()) and heading.casefold() in title.casefold():
        return heading
    return title


def _author(tree: LexborHTMLParser) -> str:
    author = _content(tree, _AUTHORS)
    return "" if "://" in author else author


def _date(tree: LexborHTMLParser) -> str:
    element = tree.css_first("time[datetime]")
    return iso_date(_content(tree, _DATES)) or iso_date(
        (element and element.attributes.get("datetime")) or ""
    )


def _language(tree: LexborHTMLParser) -> str:
    element = tree.css_first("html")
    match = _LANGUAGE.match((element and element.attributes.get("lang")) or "")
    return match[1].lower() if match else ""


def _content(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> str:
    """What the first of the meta elements says that says anything."""
    for selector in selectors:
        for node in tree.css(selector):
            if content := (node.attributes.get("content") or "").strip():
                return content
    return ""
