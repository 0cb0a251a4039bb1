"""Presentations (ECMA-376), slide by slide in the order in which they are shown."""

import posixpath
import re
from typing import BinaryIO

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.domain.titles import sensible_title
from app.reading.draft import GAP, Draft, Part, rest_after
from app.reading.office.drawing import Chart, Drawing
from app.reading.office.package import Attributes, Package, Properties, member_names
from app.reading.stated import iso_date

_NUMBER = re.compile(r"(\d{1,9})\.xml$")


def is_pptx(head: bytes, source: BinaryIO) -> bool:
    """Whether *source* is a ZIP that holds a presentation."""
    names = member_names(head, source)
    return "[Content_Types].xml" in names and any(name.startswith("ppt/") for name in names)


def read_pptx(source: BinaryIO, characters: int) -> Draft:
    """One part for each slide: title, shapes, tables, diagrams, charts, then its notes and comments.

    Raises:
        Unreadable: DAMAGED, ENCRYPTED or TOO_LARGE.
    """
    package = Package(source)
    relations = package.relations("")
    main = (relations.get("officeDocument") or ["ppt/presentation.xml"])[0]
    if main not in package:
        raise Unreadable(Reason.DAMAGED)
    properties = Properties()
    for name in relations.get("core-properties", []):
        package.walk(name, properties)
    slides = _Slides(package, characters)
    for name in _order(package, main):
        slides.add(name)
        if slides.left <= 0:
            break
    if slides.damaged and not any(part.text for part in slides.parts):
        raise Unreadable(Reason.DAMAGED)
    stated = properties.stated
    first = slides.parts[0].label if slides.parts else ""
    return Draft(
        Kind.PRESENTATION,
        slides.parts,
        SegmentKind.SLIDE,
        title=sensible_title(stated.get("title", "")) or sensible_title(first),
        author=stated.get("creator", ""),
        created=iso_date(stated.get("created", "")),
        left_out=rest_after(characters) if slides.left <= 0 else _named(slides.damaged),
    )


class _Slides:
    """The slides read so far."""

    def __init__(self, package: Package, characters: int) -> None:
        self.parts: list[Part] = []
        self.damaged: list[int] = []
        """Numbers of the slides that could not be read to their end."""
        self.left = characters + 1
        self._package = package

    def add(self, name: str) -> None:
        slide = Drawing(self.left)
        is_whole = self._package.walk(name, slide)
        blocks = slide.blocks()
        near = self._package.relations(name)
        blocks += self._asides(near.get("diagramData", []))
        blocks += self._charts(near.get("chart", []))
        blocks += self._asides([*near.get("notesSlide", []), *near.get("comments", [])])
        text = GAP.join(filter(None, blocks))
        self.left -= len(text)
        self.parts.append(Part(text, label=slide.title, heading=slide.title))
        if not is_whole:
            self.damaged.append(len(self.parts))

    def _charts(self, names: list[str]) -> list[str]:
        lines: dict[str, None] = {}
        for name in dict.fromkeys(names):
            chart = Chart()
            self._package.walk(name, chart)
            lines[chart.line()] = None
        return list(lines)

    def _asides(self, names: list[str]) -> list[str]:
        blocks: list[str] = []
        for name in dict.fromkeys(names):
            aside = Drawing(self.left)
            self._package.walk(name, aside)
            blocks += aside.blocks()
        return blocks


class _Order:
    """Hears of the presentation and of its relations, one after the other."""

    def __init__(self, folder: str) -> None:
        self.ids: list[str] = []
        self.targets: dict[str, str] = {}
        self._folder = folder

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sldId":
            self.ids.append(attributes.get("id", ""))
        elif name == "Relationship" and attributes.get("Type", "").endswith("/slide"):
            target = posixpath.join("/" + self._folder, attributes.get("Target", ""))
            self.targets[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


def _order(package: Package, main: str) -> list[str]:
    """The members that hold the slides; by their numbers, where the presentation does not tell."""
    folder, base = posixpath.split(main)
    order = _Order(folder)
    package.walk(main, order)
    package.walk(posixpath.join(folder, "_rels", base + ".rels"), order)
    if order.ids and all(slide in order.targets for slide in order.ids):
        return list(dict.fromkeys(order.targets[slide] for slide in order.ids))
    return sorted(set(order.targets.values()), key=_number)


def _number(name: str) -> int:
    match = _NUMBER.search(name)
    return int(match[1]) if match else 0


def _named(slides: list[int]) -> str:
    numbers = ", ".join(map(str, slides))
    return "" if not slides else f"slide {numbers}" if len(slides) == 1 else f"slides {numbers}"
