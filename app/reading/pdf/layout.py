"""Lines as printed on pages to paragraphs: whole sentences, without what pages repeat."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

EDGE = 2
"""Lines at the head and at the foot of a page that may be running titles and page numbers."""
REPEATED = 0.3
"""Share of the pages from which such a line is a running one."""
FEWEST_PAGES = 3
SHORT = 0.75
"""Share of the usual length below which a line was ended on purpose."""

USUAL_LENGTH = 40
"""Characters that a line of running text has at least; where lines are shorter, they are titles or tables."""
FEWEST_LETTERS = 4
"""Different letters of a line that is drawn twice; fewer may stand in pairs for another reason."""
BROKEN = "\x02"
"""Stands for a hyphen at the end of a line where the word goes on; PDFium writes it so."""
_JOINED = BROKEN + "-\u2010"

# Ligatures, Arabic and Hebrew presentation forms, CJK radicals: shapes of letters, not letters.
_SHAPES = re.compile("[\u2e80-\u2eff\u2f00-\u2fdf\ufb00-\ufdff\ufe70-\ufefc]+")
_LIGATURES = {"\x0b": "ff", "\x0c": "fi", "\r": "fl", "\x0e": "ffi", "\x0f": "ffl"}
"""Codes of TeX's OT1 fonts (Knuth, The TeXbook, appendix F), passed on where a font names no letters."""
_LIGATURE = re.compile(r"(?<![^\s\w(\[\"'-])[\x0b-\x0f](?=[a-z])|(?<=[a-z])[\x0b-\x0f](?=[\s.,;:])")
_SENTENCE_END = re.compile("[.!?:\u2026\u3002\uff01\uff1f][\"'\u201d\u2019)\\]]*$")
_ITEM = re.compile(
    "(?:[\u2022\u2023\u25aa\u25cf\u25e6\u2043\u00b7*]|[-\u2013\u2014]\\s|\\(?(?:\\d{1,3}|[a-z]|[ivx]{1,4})[.)]\\s)"
)
_HYPHEN = re.compile("[-\u2010]\n(?<=[^\\W\\d_]..)(?=([^\\W\\d_]))", re.DOTALL)
_PAIR = re.compile(r"(\S)\1")
_DOUBLED = re.compile(r"(?:(\S)\1|\s)+")
_PAGE_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,4}|[ivxlc]+)(?![\w,]|\.\d)")
_DENSE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def page_lines(text: str) -> list[str]:
    """The visible lines of a page, with letters for their shapes; `BROKEN` ends a line within a word."""
    text = text.replace("\r\n", "\n")
    if any(code in text for code in _LIGATURES):
        text = _LIGATURE.sub(lambda match: _LIGATURES[match[0]], text).replace("\r", "\n")
    text = text.replace(BROKEN, BROKEN + "\n")
    text = _HYPHEN.sub(lambda match: f"{BROKEN}\n" if match[1].islower() else match[0], text)
    if not text.isascii():
        text = _SHAPES.sub(
            lambda match: unicodedata.normalize("NFKC", match[0]), unicodedata.normalize("NFC", text)
        )
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [_drawn_once(line) if line[0] == line[1:2] else line for line in lines if line]


def _drawn_once(line: str) -> str:
    """A line of which every letter was drawn twice to look bold, each letter once."""
    doubled = len(set(filter(str.isalpha, line))) >= FEWEST_LETTERS and _DOUBLED.fullmatch(line)
    return _PAIR.sub(r"\1", line) if doubled else line


def without_running_lines(pages: Sequence[list[str]]) -> list[list[str]]:
    """Drop titles that run over the pages, but for their first page, and page numbers."""
    counts = Counter(key for lines in pages for key in {_key(lines[at]) for at in _edges(lines)})
    least = max(FEWEST_PAGES, REPEATED * len(pages))
    running = {key for key, count in counts.items() if count >= least}
    seen = {"#"}
    cleaned = []
    for lines in pages:
        drop = {at for at in _edges(lines) if _key(lines[at]) in running & seen}
        seen.update(_key(lines[at]) for at in _edges(lines))
        cleaned.append([line for at, line in enumerate(lines) if at not in drop])
    return cleaned


def paragraphs(lines: Sequence[str]) -> str:
    """Join lines into paragraphs by their lengths and ends; paragraphs stand apart by an empty line."""
    if not lines:
        return ""
    lengths = sorted(len(line) for line in lines)
    short = SHORT * max(USUAL_LENGTH, lengths[len(lengths) * 3 // 4])
    pieces = [lines[0]]
    for above, below in itertools.pairwise(lines):
        pieces += (_between(above, below, short), below)
    return "".join(pieces).replace(BROKEN, "")


def _between(above: str, below: str, short: float) -> str:
    if above[-1] in _JOINED:
        return ""
    if _ITEM.match(below):
        return "\n"
    ends = _SENTENCE_END.search(above) is not None
    if len(above) >= short:
        heading = ends and len(below) < short and not _SENTENCE_END.search(below) and not below[0].islower()
        return "\n\n" if heading else _space(above, below)
    if ends:
        return "\n\n"
    if below[0].islower():
        return _space(above, below)
    return "\n\n" if len(below) >= short else "\n"


def _space(above: str, below: str) -> str:
    return "" if _DENSE.match(above[-1]) and _DENSE.match(below[0]) else " "


def _edges(lines: Sequence[str]) -> list[int]:
    """Where running lines may stand; nowhere on a page of few lines, which are its text."""
    if len(lines) <= 2 * EDGE:
        return []
    return [*range(EDGE), *range(len(lines) - EDGE, len(lines))]


def _key(line: str) -> str:
    """What stays the same of a running line from page to page."""
    return _PAGE_NUMBER.sub("#", line.casefold()).strip(" -\u2013|#") or "#"
