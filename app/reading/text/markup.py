"""Markup that is written as text: as it stands, cut at its headings. One row for each language."""

import re
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.domain.document import Kind
from app.domain.titles import sensible_title
from app.reading.draft import Draft, canonical
from app.reading.outline import Outline
from app.reading.stated import iso_date
from app.reading.text.plain import read_text

FACTS_WITHIN = 40
"""Lines at the head of a file in which it states its title and author."""
BYLINE_WITHIN = 4
LONGEST_TITLE = 400
"""Characters of a heading that are looked at."""


# Links keep their text: of Org, of reStructuredText, of AsciiDoc. Emphasis and code lose their signs.
_INLINE = re.compile(
    r"\[\[[^\[\]]*\](?:\[([^\[\]]*)\])?\]|`([^`<>]+?)\s*<[^`<>]*>`__?|(?:https?|link|xref):[^\s\[\]]+\[([^\[\]]*)\]"
    r"|`{1,2}_{0,2}|\*{1,2}(?=\S)|(?<=\S)\*{1,2}|(?<!\w)[_/=~](?=\w[^/]*[_/=~](?!\w))|(?<=\w)[_/=~](?!\w)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and how many lines it takes."""

    level: int
    title: str
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Markup:
    """How one language writes headings, and what must not be taken for one."""

    suffixes: frozenset[str]
    headings: Callable[[], Callable[[list[str], int], Heading | None]]
    """Makes a function of all lines and the number of one: the heading that begins there."""
    fact: re.Pattern[str]
    """A line that states something about the document. Groups `key` and `value`."""
    fence: re.Pattern[str] | None = None
    """A line that begins a block in which nothing is a heading."""
    fence_end: Callable[[str, str], bool] = str.__eq__
    """(first line, line) -> whether the block ends there."""
    dropped: re.Pattern[str] | None = None
    """Lines that are not text."""
    byline: re.Pattern[str] | None = None
    """The line below the title, if it names the author. Group `value`."""


def read_markup(markup: Markup, source: BinaryIO, characters: int) -> Draft:
    """One part for each section; title, author and date as the head of the file states them.

    Raises:
        Unreadable: UNKNOWN_KIND, if the content is not text.
    """
    text, left_out = read_text(source, characters)
    lines = canonical(text).split("\n")
    outline = Outline("\n")
    heading_at = markup.headings()
    fence = ""
    above: list[str] = []
    found: list[Heading] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        heading = None if fence else heading_at(lines, number)
        if heading:
            _give(outline, above)
            found.append(heading)
            outline.heading(
                heading.level, plain_title(heading.title), "\n".join(lines[number : number + heading.lines])
            )
            number += heading.lines
            continue
        if fence:
            fence = "" if markup.fence_end(fence, line) else fence
        elif markup.fence and markup.fence.match(line):
            fence = line
        if not markup.dropped or not markup.dropped.fullmatch(line):
            above.append(line)
        number += 1
    _give(outline, above)
    facts = dict(_facts(markup, lines))
    return Draft(
        Kind.MARKUP,
        outline.parts(),
        outline.divided,
        title=sensible_title(facts.get("title", "")) or outline.title or _only_one(found),
        author=facts.get("author", ""),
        created=iso_date(facts.get("date", "").strip("<[ ")),
        language=facts.get("language", "")[:2].lower(),
        left_out=left_out,
    )


def plain_title(title: str) -> str:
    """*title* without links and emphasis."""
    return _INLINE.sub(lambda match: match[1] or match[2] or match[3] or "", title[:LONGEST_TITLE])


def _only_one(headings: list[Heading]) -> str:
    """The first heading, if all others stand below it: files of a larger book begin so."""
    levels = [heading.level for heading in headings]
    if not levels or min(levels[1:], default=levels[0] + 1) <= levels[0]:
        return ""
    return plain_title(headings[0].title)


def _give(outline: Outline, lines: list[str]) -> None:
    if lines:
        outline.block("\n".join(lines))
        lines.clear()


_KEYS = {"authors": "author", "revdate": "date", "created": "date", "lang": "language"}


def _facts(markup: Markup, lines: list[str]) -> Iterator[tuple[str, str]]:
    for number, line in reversed(list(enumerate(lines[:FACTS_WITHIN]))):  # the first statement counts
        if match := markup.fact.fullmatch(line):
            key = match["key"].lower()
            yield _KEYS.get(key, key), match["value"].strip()
        elif markup.byline and number < BYLINE_WITHIN and (match := markup.byline.fullmatch(line)):
            yield "author", match["value"]


_SIGNS = frozenset(string.punctuation)
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1+[ \t]*")
_FIELD = r"(?P<key>title|authors?|date|language|lang|created|revdate)(?:\s*!)?:\s+(?P<value>\S.*)"


def _rst_headings() -> Callable[[list[str], int], Heading | None]:
    """Headings are underlined, or over- and underlined; styles rank in the order of their first use."""
    styles: list[str] = []

    def level(style: str) -> int:
        if style not in styles:
            styles.append(style)
        return styles.index(style) + 1

    def heading_at(lines: list[str], number: int) -> Heading | None:
        line = lines[number]
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if line[:1] not in _SIGNS and below[:1] not in _SIGNS:
            return None
        if number and lines[number - 1].strip() and not lines[number - 1].startswith(".."):
            return None
        if _ADORNMENT.fullmatch(line):
            under = lines[number + 2] if number + 2 < len(lines) else ""
            if (
                below.strip()
                and line.rstrip() == under.rstrip()
                and len(below.rstrip()) <= len(line.rstrip())
            ):
                return Heading(level(line[0] * 2), below, 3)
            return None
        long_enough = len(below.rstrip()) >= max(3, min(len(line.rstrip()), 4))
        if line[:1].strip() and long_enough and _ADORNMENT.fullmatch(below):
            return Heading(level(below[0]), line, 2)
        return None

    return heading_at


_STARS = re.compile(
    r"(\*+)[ \t]+(?:(?:TODO|DONE|NEXT|WAITING|STARTED|CANCELLED)[ \t]+)?(?:\[#\w\][ \t]+)?(\S.*)"
)
_TAGS = re.compile(r":[\w@#%:]+:")


def _org_headings() -> Callable[[list[str], int], Heading | None]:
    """Headings begin with stars; state, priority and tags are no part of the title."""

    def heading_at(lines: list[str], number: int) -> Heading | None:
        match = _STARS.fullmatch(lines[number])
        if match is None:
            return None
        title, _, last = match[2].rstrip().rpartition(" ")
        return Heading(len(match[1]), title if title and _TAGS.fullmatch(last) else match[2])

    return heading_at


_EQUALS = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*)")
_UNDERLINES = "=-~^+"
"""Of titles in two lines, from level 1 (AsciiDoc, older form)."""
_NEARLY = 2
"""Characters by which such an underline may differ from its title."""


def _asciidoc_headings() -> Callable[[list[str], int], Heading | None]:
    """Headings begin with equals signs, or are underlined as long as they are."""

    def heading_at(lines: list[str], number: int) -> Heading | None:
        line = lines[number]
        if match := _EQUALS.fullmatch(line):
            return Heading(len(match[1]), match[2].rstrip().removesuffix(f" {match[1]}"))
        below = lines[number + 1].rstrip() if number + 1 < len(lines) else ""
        if (
            below[:1] in _UNDERLINES
            and _ADORNMENT.fullmatch(below)
            and abs(len(below) - len(line.rstrip())) <= _NEARLY
            and line[:1].isalnum()
            and (not number or not lines[number - 1].strip() or lines[number - 1].endswith("]"))
        ):
            return Heading(_UNDERLINES.index(below[0]) + 1, line, 2)
        return None

    return heading_at


def _same_case(first: str, line: str) -> bool:
    return first.strip() == line.strip()


def _ends_block(first: str, line: str) -> bool:
    kind = first.strip().partition("_")[2].partition(" ")[0]
    return line.strip().lower() == f"#+end_{kind}".lower()


RST = Markup(
    frozenset({".rst", ".rest"}),
    _rst_headings,
    re.compile(
        f":?{_FIELD}", re.IGNORECASE
    ),  # PEPs and their kind begin like a mail, without the first colon
)
ORG = Markup(
    frozenset({".org"}),
    _org_headings,
    re.compile(r"#\+(?P<key>title|author|date|language):\s+(?P<value>\S.*)", re.IGNORECASE),
    fence=re.compile(r"\s*#\+begin_\w+", re.IGNORECASE),
    fence_end=_ends_block,
    dropped=re.compile(r"\s*(?:#\+(?!title|begin|end|caption)\w+:.*|:[\w-]+:(?:\s+.*)?)", re.IGNORECASE),
)
ASCIIDOC = Markup(
    frozenset({".adoc", ".asciidoc", ".asc"}),
    _asciidoc_headings,
    re.compile(f":{_FIELD}", re.IGNORECASE),
    fence=re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|```\w*)[ \t]*"),
    fence_end=_same_case,
    dropped=re.compile(
        r":!?[\w-]+!?:(?:\s+.*)?|//(?!/).*|include::.*|\(\(\(.*\)\)\)|\[\[[\w:.-]+\]\]|\[(?:#|source|[a-z]+(?:=|\]$))[^\]]*\]?"
    ),
    byline=re.compile(r"(?P<value>[^\W\d][\w.'-]*(?: [\w.'-]+){0,4}) <[^<>@\s]+@[^<>\s]+>"),
)
MARKUPS = (RST, ORG, ASCIIDOC)
