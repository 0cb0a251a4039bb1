"""LaTeX: the text between the commands, cut at its headings. Nothing is expanded and no other file read."""

import re
from dataclasses import dataclass, field
from typing import BinaryIO

from app.domain.document import Kind
from app.domain.titles import sensible_title
from app.reading.draft import GAP, Draft, canonical, one_line
from app.reading.outline import Outline
from app.reading.stated import iso_date
from app.reading.text.accents import accented
from app.reading.text.latex_commands import (
    ARGUMENTS,
    ASIDE,
    ENVIRONMENT_ARGUMENTS,
    FACTS,
    KEEP,
    LEVELS,
    SIGNS,
    TABLES,
)
from app.reading.text.plain import read_text

DEEPEST = 100
"""Braces in braces that are told apart."""

_TOKEN = re.compile(
    r"(?P<verbatim>\\begin\{(verbatim\*?|Verbatim|lstlisting|minted|code)\}.*?(?:\\end\{\2\}|\Z))"
    r"|\\verb\*?(?P<sign>[^\w\s])(?P<verb>[^\n]*?)(?P=sign)"
    r"|(?P<comment>%[^\n]*(?:\n[ \t]*(?!\n))?)"
    r"|(?P<math>\$\$[^$]*\$\$|\$(?:[^$\\\n]|\\.|\n(?!\n))*+\$)"
    r"|\\(?P<edge>begin|end)[ \t]*\{(?P<environment>[^{}\n]*)\}(?P<options>(?:\[[^\[\]\n]*\])?)"
    r"|\\(?P<accent>[`'^\"~=.]|[cvuHkrbd](?![A-Za-z]))[ \t]*(?:\{\\?(?P<in_braces>[A-Za-z])\}|\\?(?P<letter>[A-Za-z])(?![A-Za-z]*\{))"
    r"|\\(?P<command>[A-Za-z@]+\*?)[ \t]*(?:\[[^\[\]]{0,300}\])?"
    r"|\\(?P<symbol>[^A-Za-z])(?:(?<=\\\\)\[[^\[\]]{0,300}\])?"
    r"|(?P<open>\{)|(?P<close>\})"
    r"|(?P<text>[^\\%${}]+)|(?P<other>.)",
    re.DOTALL,
)
_NOT_TEXT = frozenset({"tikzpicture", "comment", "filecontents", "filecontents*", "pspicture"})
_DIVIDES = frozenset(
    {"document", "abstract", "figure", "table", "quote", "itemize", "enumerate", "description"}
)
_TYPOGRAPHY = (("---", "\u2014"), ("--", "\u2013"), ("``", "\u201c"), ("''", "\u201d"), ("~", " "))
_EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*")
_BODY = re.compile(r"\\begin[ \t]*\{document\}")
_END = re.compile(r"\\end[ \t]*\{document\}")


@dataclass(slots=True)
class _Group:
    """What stands between two braces."""

    becomes: str = KEEP
    pieces: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    """What becomes of the arguments that follow this one."""


class _Text:
    """Hears of the tokens and gives headings and paragraphs to `outline`."""

    def __init__(self) -> None:
        self.outline = Outline(GAP)
        self.facts: dict[str, str] = {}
        self._groups = [_Group()]
        self._waiting: list[str] = []
        """What becomes of the arguments of the command at hand."""
        self._tables = 0
        self._hidden = 0
        self._too_deep = 0

    def hear(self, token: re.Match[str]) -> None:
        kind, said = token.lastgroup or "", token[0]
        if token["edge"]:
            self._edge(token["edge"], token["environment"])
        elif token["accent"]:
            self._say(accented(token["in_braces"] or token["letter"], token["accent"]))
        elif command := token["command"] or token["symbol"]:
            self._command(command)
        elif token["open"]:
            self._open()
        elif token["close"]:
            self._close()
        elif token["verbatim"]:
            self._say("\n\n" + said.partition("}")[2].rpartition("\\end")[0].strip("\n") + "\n\n")
        elif token["sign"]:
            self._say(token["verb"])
        elif token["math"]:
            self._say(said.strip("$"))
        elif kind != "comment":
            self._words(said)

    def finish(self) -> None:
        self._too_deep = 0
        while len(self._groups) > 1:
            self._close()
        self._paragraphs()

    def _words(self, said: str) -> None:
        if said.strip():
            self._waiting.clear()
        if self._tables:
            said = said.replace("&", " | ").replace("\n", " ")
        for sign, meant in _TYPOGRAPHY:
            said = said.replace(sign, meant)
        self._say(said)

    def _command(self, name: str) -> None:
        name = name.rstrip("*")
        self._waiting = list(ARGUMENTS.get(name, ()))
        if name == "item" and self._groups[-1].pieces:
            self._groups[-1].pieces[-1] = self._groups[-1].pieces[-1].rstrip()
        if name in SIGNS:
            self._say(SIGNS[name])
        elif name == "maketitle" or name in LEVELS:
            self._say("\n\n")

    def _edge(self, edge: str, environment: str) -> None:
        change = 1 if edge == "begin" else -1
        if environment in _NOT_TEXT:
            self._hidden = max(0, self._hidden + change)
        elif environment in TABLES:
            self._tables = max(0, self._tables + change)
        self._waiting = list(ENVIRONMENT_ARGUMENTS.get(environment, ())) if edge == "begin" else []
        if environment in _DIVIDES or environment in TABLES:
            self._say("\n\n")

    def _open(self) -> None:
        if len(self._groups) == DEEPEST:
            self._too_deep += 1
            return
        becomes = self._waiting.pop(0) if self._waiting else KEEP
        self._groups.append(_Group(becomes, waiting=self._waiting))
        self._waiting = []

    def _close(self) -> None:
        if self._too_deep:
            self._too_deep -= 1
            return
        if len(self._groups) == 1:
            return
        group = self._groups.pop()
        self._waiting = group.waiting
        said = "".join(group.pieces)
        if group.becomes == KEEP:
            self._say(said)
        elif group.becomes == ASIDE:
            self._say(f" ({said.strip()})")
        elif group.becomes in FACTS:
            self.facts.setdefault(group.becomes, said)
        elif group.becomes in LEVELS and len(self._groups) == 1:
            self._paragraphs()
            title = one_line(said)
            self.outline.heading(LEVELS[group.becomes], title, title)
        elif group.becomes in LEVELS:
            self._say(said)

    def _say(self, text: str) -> None:
        if not self._hidden:
            self._groups[-1].pieces.append(text)

    def _paragraphs(self) -> None:
        """Give on what was said since the last heading."""
        text = "".join(self._groups[0].pieces)
        self._groups[0].pieces.clear()
        for paragraph in _EMPTY_LINES.split(text):
            lines = (" ".join(line.split()) for line in paragraph.split("\n"))
            if block := "\n".join(line for line in lines if line.strip(" |")):
                self.outline.block(block)


def read_latex(source: BinaryIO, characters: int) -> Draft:
    """One part for each section; title and author as the preamble states them.

    Raises:
        Unreadable: UNKNOWN_KIND, if the content is not text.
    """
    text, left_out = read_text(source, characters)
    text = canonical(text)
    begin = _BODY.search(text)
    facts = _Text()
    if begin:
        for token in _TOKEN.finditer(text, 0, begin.start()):
            facts.hear(token)
        facts.finish()
    end = _END.search(text, begin.end()) if begin else None
    body = _Text()
    for token in _TOKEN.finditer(text, begin.end() if begin else 0, end.start() if end else len(text)):
        body.hear(token)
    body.finish()
    stated = body.facts | facts.facts
    return Draft(
        Kind.MARKUP,
        body.outline.parts(),
        body.outline.divided,
        title=sensible_title(stated.get("title", "")) or body.outline.title,
        author=one_line(stated.get("author", "")).replace(" ,", ","),
        created=iso_date(stated.get("date", "")),
        left_out=left_out,
    )
