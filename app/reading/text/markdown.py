"""Markdown: the text as it stands, cut at its headings (CommonMark 0.31, sections 4.2, 4.3 and 4.5)."""

import re
import tomllib
from collections.abc import Mapping
from typing import BinaryIO

from app.domain.document import Kind
from app.domain.titles import sensible_title
from app.reading.draft import Draft, canonical
from app.reading.outline import Outline
from app.reading.stated import iso_date
from app.reading.text.plain import read_text

# How a heading, its underline or a fence begins.
_TELLING = re.compile(r" {0,3}[#=`~-]")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
# A line that can stand above a setext underline: no quote, list item, table row, indented code or HTML.
_PARAGRAPH_LINE = re.compile(r" {0,3}(?![>|<#]|[-*+][ \t]|\d{1,9}[.)][ \t])\S")
_MARKUP = re.compile(
    r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])"  # links and images: keep their text
    r"|\{[#.:][^}]*\}"  # attributes: {#anchor}
    r"|<[^<>]+>|[*`]+|~~|(?<!\w)_+|_+(?!\w)"
)
_YAML_LINE = re.compile(r"([A-Za-z][\w .-]*?)[ \t]*:(?:[ \t]+(.*))?$")
_YAML_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)$")


def read_markdown(source: BinaryIO, characters: int) -> Draft:
    """One part for each section; title, author and date from the front matter.

    Raises:
        Unreadable: UNKNOWN_KIND, if the content is not text.
    """
    text, left_out = read_text(source, characters)
    stated, body = _front_matter(canonical(text))
    outline = Outline("\n")
    fence = ""
    above: list[str] = []  # lines of the section at hand, not yet given to the outline
    for line in body.split("\n"):
        if not _TELLING.match(line):
            above.append(line)
            continue
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif mark:
            fence = mark[1]
        elif atx := _ATX.match(line):
            _give(outline, above)
            outline.heading(len(atx[1]), _without_markup(atx[2] or ""), line)
            continue
        elif above and (setext := _SETEXT.match(line)) and _PARAGRAPH_LINE.match(above[-1]):
            title = above.pop()
            _give(outline, above)
            level = 1 if setext[1][0] == "=" else 2
            outline.heading(level, _without_markup(title), f"{title}\n{line}")
            continue
        above.append(line)
    _give(outline, above)
    return Draft(
        Kind.MARKDOWN,
        outline.parts(),
        outline.divided,
        title=sensible_title(stated.get("title", "")) or outline.title,
        author=stated.get("author", "") or stated.get("authors", ""),
        created=iso_date(stated.get("date", "")),
        left_out=left_out,
    )


def _give(outline: Outline, lines: list[str]) -> None:
    if lines:
        outline.block("\n".join(lines))
        lines.clear()


def _without_markup(title: str) -> str:
    return _MARKUP.sub(lambda match: match[1] or "", title)


def _front_matter(text: str) -> tuple[Mapping[str, str], str]:
    """Split *text* into what its YAML or TOML head states and the rest."""
    text = text.lstrip("\n")
    first, _, rest = text.partition("\n")
    fence = first.rstrip()
    if fence not in {"---", "+++"}:
        return {}, text
    lines = rest.split("\n")
    ends = {fence, "..."} if fence == "---" else {fence}
    end = next((number for number, line in enumerate(lines) if line.rstrip() in ends), None)
    if end is None:
        return {}, text
    head, body = lines[:end], "\n".join(lines[end + 1 :])
    if fence == "+++":
        return _toml(head), body
    # A rule at the head of the text looks the same; front matter starts with a key or is empty.
    stated = next((line for line in head if line.strip() and not line.startswith("#")), "a:")
    return (_yaml(head), body) if _YAML_LINE.match(stated) else ({}, text)


def _toml(lines: list[str]) -> dict[str, str]:
    try:
        table = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return {}
    return {
        key.lower(): ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for key, value in table.items()
        if not isinstance(value, dict)
    }


def _yaml(lines: list[str]) -> dict[str, str]:
    """Top-level scalars and lists of scalars, which is all that titles, authors and dates need."""
    stated: dict[str, str] = {}
    key = ""
    for line in lines:
        if match := _YAML_LINE.match(line):
            key = match[1].lower()
            stated[key] = _scalar(match[2] or "")
        elif key and (item := _YAML_ITEM.match(line)):
            stated[key] = ", ".join(filter(None, (stated[key], _scalar(item[1]))))
    return stated


def _scalar(value: str) -> str:
    value = value.strip()
    if value[:1] == "[" and value[-1:] == "]":
        return ", ".join(filter(None, map(_scalar, value[1:-1].split(","))))
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return "" if value in {"|", ">", "|-", ">-", "null", "~"} else value
