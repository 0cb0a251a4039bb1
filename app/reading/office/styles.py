"""The paragraph styles of a Word document (ECMA-376-1, 17.7)."""

import re
from dataclasses import dataclass

from app.reading.office.package import Attributes

BODY_LEVEL = 9
"""`outlineLvl` of text that is no heading."""

_HEADING_NAME = re.compile(r"heading\s*([1-9])", re.IGNORECASE)


@dataclass(slots=True)
class Style:
    """What a paragraph's style says about it; Word writes the names of its own styles in English."""

    name: str = ""
    based_on: str = ""
    level: int | None = None
    """Counted from 0; `BODY_LEVEL` for no heading, None for unsaid."""
    is_item: bool = False


class Styles:
    """Hears of `word/styles.xml`."""

    def __init__(self) -> None:
        self._styles: dict[str, Style] = {}
        self._style = Style()

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        value = attributes.get("val", "")
        if name == "style":
            self._style = self._styles[attributes.get("styleId", "")] = Style()
        elif name == "name":
            self._style.name = value
            if match := _HEADING_NAME.fullmatch(value):
                self._style.level = int(match[1]) - 1
        elif name == "basedOn":
            self._style.based_on = value
        elif name == "outlineLvl" and value.isdecimal():
            self._style.level = int(value)
        elif name == "numPr":
            self._style.is_item = True

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Styles have none."""

    def level(self, style: str) -> int | None:
        """Level of the headings of this style, from 1; None if they are none."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            level = self._styles[style].level
            if level is not None:
                return level + 1 if level < BODY_LEVEL else None
            style = self._styles[style].based_on
        return None

    def is_item(self, style: str) -> bool:
        """Whether paragraphs of this style are numbered or have bullets."""
        return style in self._styles and self._styles[style].is_item

    def name(self, style: str) -> str:
        """The style's name in lower case."""
        return self._styles[style].name.lower() if style in self._styles else ""
