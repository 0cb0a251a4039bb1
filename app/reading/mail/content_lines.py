"""Lines of calendars and contacts (RFC 5545, 3.1; RFC 6350, 3.3; vCard 2.1), unfolded and unescaped."""

import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.reading.charset.decode import decode_text
from app.reading.draft import canonical

LONGEST_VALUE = 200_000
"""Characters kept of one value; pictures are longer, and are not kept."""

_FOLD = re.compile(r"\n[ \t]")
_LINE = re.compile(
    r"(?:[\w-]+\.)?(?P<name>[\w-]+)(?P<parameters>(?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)*):(?P<value>.*)",
    re.DOTALL,
)
_PARAMETER = re.compile(r";([\w-]+)(?:=((?:\"[^\"]*\"|[^;\"])*))?")
_ESCAPE = re.compile(r"\\([nN,;:\\])")
_SPLIT = re.compile(r"(?<!\\);")
_QUOTED_PRINTABLE = "quoted-printable"


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One property, such as `SUMMARY` or `TEL`."""

    name: str
    """In upper case, without its group."""
    value: str
    """As it stands, escapes and all, but for quoted-printable."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """By name in upper case."""

    @property
    def text(self) -> str:
        """The value as people read it."""
        return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], self.value).strip()

    @property
    def fields(self) -> list[str]:
        """The parts of a value that has several, such as a name or an address."""
        return [ContentLine(self.name, part).text for part in _SPLIT.split(self.value)]


def opens_with(head: bytes, opening: str) -> bool:
    """Whether a file whose first bytes are *head* begins with this line, in capitals or not."""
    return head.lstrip(b"\xef\xbb\xbf\r\n\t ")[: len(opening)].upper() == opening.encode("ascii")


def content_lines(text: str) -> Iterator[ContentLine]:
    """Every property of *text*; what is none is passed over."""
    soft = ""
    for raw in _FOLD.sub("", canonical(text)).split("\n"):
        line = soft + raw
        head, _, _ = line.partition(":")
        if raw.endswith("=") and _QUOTED_PRINTABLE in head.lower() and len(line) < LONGEST_VALUE:
            soft = line[:-1]  # goes on in the next line, which is not indented
            continue
        soft = ""
        if len(line) <= LONGEST_VALUE and (match := _LINE.fullmatch(line)):
            yield _content_line(match)


def _content_line(match: re.Match[str]) -> ContentLine:
    parameters: dict[str, str] = {}
    for name, value in _PARAMETER.findall(match["parameters"]):
        # vCard 2.1 leaves out the names: `TEL;WORK;QUOTED-PRINTABLE:`
        key = name.upper() if value else "ENCODING" if name.lower() == _QUOTED_PRINTABLE else "TYPE"
        said = value.replace('"', "") or name
        parameters[key] = f"{parameters[key]},{said}" if key in parameters else said
    value = match["value"]
    if parameters.get("ENCODING", "").lower() == _QUOTED_PRINTABLE:
        data = quopri.decodestring(value.encode("utf-8", "replace"))
        value = decode_text(data, parameters.get("CHARSET", "")) or ""
    return ContentLine(match["name"].upper(), value, parameters)
