"""Source code, cut at its functions and classes, each with its comments, decorators and docstring.

No parser: a definition begins where a line reads like one, and ends where a line that is indented no
deeper begins something else. That holds for the files that people write, in every language.
"""

import re
from dataclasses import dataclass
from typing import BinaryIO

from app.domain.document import Kind, SegmentKind
from app.reading.draft import Draft, Part, canonical
from app.reading.outline import SEPARATOR
from app.reading.text.code_languages import Language
from app.reading.text.plain import read_text

LONGEST_LINE = 400
"""Characters of a line that are looked at; longer ones were written by programs."""
TAB = 4
DEEPEST = 6
"""Classes in classes that a label names."""

_CLOSING = re.compile(r"\s*[)\]}{]")
_SCRIPT = re.compile(rb"#![ \t]*(?:\S*/)?([\w.+-]+)(?:[ \t]+(?:-S[ \t]+)?([\w.+-]+))?")
_NOT_NEWLINE = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class _Definition:
    indent: int
    label: str
    name: str
    holds_others: bool


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a part begins, counted in lines."""

    line: int
    label: str
    head: int = 0
    """The line of the definition itself, below its comments."""


def is_script(language: Language, head: bytes, _: BinaryIO) -> bool:
    """Whether the first line names an interpreter of *language*."""
    if not head.startswith(b"#!"):
        return False
    match = _SCRIPT.match(head)
    if match is None:
        return False
    name = match[2] if match[1] == b"env" and match[2] else match[1]
    return name.decode("ascii", "replace").rstrip(".0123456789") in language.interpreters


def read_code(language: Language, source: BinaryIO, characters: int) -> Draft:
    """One part for each function, each class without its functions, and each stretch between them.

    Raises:
        Unreadable: UNKNOWN_KIND, if the content is not text.
    """
    text, left_out = read_text(source, characters)
    text = canonical(text)
    lines = text.split("\n")
    starts = _starts(language, lines, language.texts.sub(_blank, text).split("\n"))
    ends = [start.line for start in starts[1:]] + [len(lines)]
    parts = [
        Part("\n".join(lines[start.line : end]), start.label, start.label)
        for start, end in zip(starts, ends, strict=True)
    ]
    is_divided = any(start.label for start in starts)
    return Draft(
        Kind.CODE, parts, SegmentKind.DEFINITION if is_divided else SegmentKind.WHOLE, left_out=left_out
    )


def _starts(language: Language, lines: list[str], code: list[str]) -> list[_Start]:
    """Where the parts begin; *code* is *lines* without what comments and strings say."""
    starts = [_Start(0, "")]
    opened: list[_Definition] = []
    for number, whole in enumerate(code):
        line = whole[:LONGEST_LINE]
        if not line or line.isspace():
            continue
        indent = _indent(line)
        has_ended = False
        while opened and indent <= opened[-1].indent and not _goes_on(language, opened[-1], line):
            opened.pop()
            has_ended = True
        found = None
        if not opened or opened[-1].holds_others:
            found = _definition(language, line, indent, is_inside=bool(opened))
        if found:
            opened.append(found)
        if found or has_ended:
            first = _with_leading(language, lines, code, number, starts[-1].line)
            label = SEPARATOR.join(definition.label for definition in opened[:DEEPEST])
            if starts[-1].line >= first or _is_bare(starts[-1], label, lines[starts[-1].head : first]):
                first = starts.pop().line
            starts.append(_Start(first, label, number))
    return starts


def _is_bare(start: _Start, label: str, lines: list[str]) -> bool:
    """Whether a part is only the head of a class or namespace, which goes with what is next, called *label*."""
    if not start.label or any(line.strip(" \t{") for line in lines[1:]):
        return False
    is_open = "{" in "".join(lines) and "}" not in lines[0]
    return is_open or label.startswith(start.label + SEPARATOR)


def _goes_on(language: Language, definition: _Definition, line: str) -> bool:
    """Whether *line* still belongs to the definition above, though it is indented no deeper."""
    if _CLOSING.match(line) or (language.goes_on and language.goes_on.match(line)):
        return True
    return language.repeats_name and line.split(maxsplit=1)[0] == definition.name


def _definition(language: Language, line: str, indent: int, *, is_inside: bool) -> _Definition | None:
    match = language.containers.match(line)
    holds_others = match is not None
    match = match or language.functions.match(line)
    if match is None and is_inside and language.methods:
        match = language.methods.match(line)
    if match is None:
        return None
    said = {key.partition("_")[0]: value for key, value in match.groupdict().items() if value}
    name = " ".join(said.get("name", "").split())
    if "owner" in said:
        name = f"{said['owner']}.{name}"
    word = " ".join(said.get("word", "").lower().split())
    return _Definition(indent, f"{word} {name}".strip() if word else f"{name}()", name, holds_others)


def _with_leading(language: Language, lines: list[str], code: list[str], number: int, least: int) -> int:
    """The first line of the comments and attributes right above line *number*, not above *least*."""
    while number > least and lines[number - 1] and not lines[number - 1].isspace():
        above = lines[number - 1][:LONGEST_LINE]
        is_hidden = code[number - 1].isspace() and not language.explains_inside
        if not is_hidden and not language.leading.match(above):
            break
        number -= 1
    return number


def _indent(line: str) -> int:
    stripped = line.lstrip()
    return len(line[: len(line) - len(stripped)].expandtabs(TAB))


def _blank(match: re.Match[str]) -> str:
    return _NOT_NEWLINE.sub(" ", match[0])
