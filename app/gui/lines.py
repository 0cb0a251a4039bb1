"""The line of a file on which a passage stands: the reader may have tidied the text, so it is looked for."""

import codecs
from pathlib import Path

LARGEST = 16 * 1024 * 1024
"""Bytes; a larger file is opened at its start."""
ENOUGH = 200
"""Code points of a passage that tell it from others."""


def line_of(path: Path, passage: str) -> int:
    """The first line of *passage* in the file, counted from 1; 0 where it is not found."""
    text = _text(path)
    for sought in _beginnings(passage):
        if (found := text.find(sought)) >= 0:
            return text.count("\n", 0, found) + 1
    return 0


def _beginnings(passage: str) -> list[str]:
    """The beginning of a passage as it stands; then its first line, and its first words, alone."""
    lines = [line.strip() for line in passage.splitlines() if line.strip()]
    first = lines[0] if lines else ""
    return [start for start in (passage.strip()[:ENOUGH], first[:ENOUGH], first[: ENOUGH // 4]) if start]


def _text(path: Path) -> str:
    """The text of the file, its ends of lines made one; what cannot be decoded has a stand-in."""
    try:
        with path.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError:
        return ""
    if len(data) > LARGEST:
        return ""
    is_utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = data.decode("utf-16" if is_utf_16 else "utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
