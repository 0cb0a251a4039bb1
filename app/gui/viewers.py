"""Opening a file at the place of a hit, where the user's program for it can be told the place."""

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from PySide6.QtCore import QProcess, QProcessEnvironment, QUrl

from app.domain.document import Place, SegmentKind
from app.domain.hit import FoundPassage, Hit
from app.gui.default_program import default_command
from app.gui.lines import line_of


@dataclass(frozen=True, slots=True)
class Way:
    """How a program is told the place: options before the file, and what stands for the file."""

    options: tuple[str, ...] = ()
    target: str = "{path}"


_LABEL = Way(("--page-label={label}",))
_PAGE_OF_ADDRESS = Way(target="{address}#page={number}")
_ACROBAT = Way(("/A", "page={number}"))
PAGES = {
    "evince": _LABEL,
    "papers": _LABEL,
    "atril": _LABEL,
    "xreader": _LABEL,
    "okular": Way(("--page", "{number}")),
    "zathura": Way(("--page={number}",)),
    "qpdfview": Way(target="{path}#{number}"),
    "sumatrapdf": Way(("-page", "{number}")),
    "acrobat": _ACROBAT,
    "acrord32": _ACROBAT,
    "foxitpdfreader": _ACROBAT,
    "foxitreader": _ACROBAT,
    "firefox": _PAGE_OF_ADDRESS,
    "firefox-esr": _PAGE_OF_ADDRESS,
    "chromium": _PAGE_OF_ADDRESS,
    "chromium-browser": _PAGE_OF_ADDRESS,
    "chrome": _PAGE_OF_ADDRESS,
    "google-chrome": _PAGE_OF_ADDRESS,
    "google-chrome-stable": _PAGE_OF_ADDRESS,
    "msedge": _PAGE_OF_ADDRESS,
    "microsoft-edge": _PAGE_OF_ADDRESS,
    "microsoft-edge-stable": _PAGE_OF_ADDRESS,
    "brave": _PAGE_OF_ADDRESS,
    "brave-browser": _PAGE_OF_ADDRESS,
    "vivaldi": _PAGE_OF_ADDRESS,
    "vivaldi-stable": _PAGE_OF_ADDRESS,
}
"""Program -> how it opens a PDF at a page."""
_PLUS = Way(("+{line}",))
_GO_TO = Way(("--goto",), "{path}:{line}")
_LINE = Way(("--line", "{line}"))
LINES = {
    "code": _GO_TO,
    "codium": _GO_TO,
    "subl": Way(target="{path}:{line}"),
    "sublime_text": Way(target="{path}:{line}"),
    "kate": _LINE,
    "kwrite": _LINE,
    "gedit": _PLUS,
    "xed": _PLUS,
    "pluma": _PLUS,
    "geany": _PLUS,
    "gvim": _PLUS,
    "emacs": _PLUS,
    "mousepad": Way(("--line={line}",)),
    "notepad++": Way(("-n{line}",)),
}
"""Program -> how it opens a text at a line."""
PROGRAMS_OF_BUNDLES = {
    "org.gnome.Evince": "evince",
    "org.gnome.Papers": "papers",
    "org.kde.okular": "okular",
    "org.mozilla.firefox": "firefox",
    "org.kde.kate": "kate",
    "org.gnome.gedit": "gedit",
    "com.visualstudio.code": "code",
}
"""What Flatpak calls them."""
_FILE = re.compile(r'%[fFuU]|"?%(?:1|L|l)"?')
"""Stands for the file in the command of a program, on Linux or Windows."""
_DROPPED = re.compile(r"%[a-zA-Z]")
"""Stands for an icon, a title and the like."""


def open_at_place(hit: Hit) -> bool:
    """Open the file of *hit* where its best passage stands; False where it has to be opened plainly."""
    if not hit.passages or hit.member or not hit.path.exists():
        return False
    command = placed_command(default_command(hit.path), hit)
    return bool(command) and _start(command)


def placed_command(command: Sequence[str], hit: Hit) -> list[str]:
    """*command* with the file and its place filled in; empty where the program or the place is not known."""
    place, known = hit.place, PAGES if hit.kind == "pdf" else LINES
    way = next((known[name] for word in command if (name := _name(word)) in known), None)
    if way is None or (known is PAGES and place.kind is not SegmentKind.PAGE):
        return []
    line = 0 if known is PAGES else line_of(hit.path, _answer(hit.passages[0]))
    if known is LINES and not line:
        return []
    return _filled(command, way, hit.path, _values(hit.path, place, line))


def _answer(passage: FoundPassage) -> str:
    """The sentence that answers, or as long as none is known the passage."""
    start, end = passage.sentence or (passage.start, passage.end)
    return passage.text[start - passage.start : end - passage.start]


def _values(path: Path, place: Place, line: int) -> dict[str, str]:
    address = bytes(QUrl.fromLocalFile(os.fspath(path)).toEncoded().data()).decode()
    number = str(place.index)
    return {
        "path": os.fspath(path),
        "address": address,
        "number": number,
        "label": place.label or number,
        "line": str(line),
    }


def _filled(command: Sequence[str], way: Way, path: Path, values: dict[str, str]) -> list[str]:
    """Options go before the file, and before the mark by which Flatpak passes files on."""
    target = way.target.format_map(values)
    if target == os.fspath(path) and any(word in ("%u", "%U") for word in command):
        target = values["address"]
    options = [option.format_map(values) for option in way.options]
    words: list[str] = []
    for word in command:
        if _FILE.fullmatch(word):
            mark = [words.pop()] if words and words[-1].startswith("@@") else []
            words += [*options, *mark, target]
        elif not _DROPPED.fullmatch(word):
            words.append(word)
    return words if target in words else [*words, *options, target]


def _name(word: str) -> str:
    """The program that a word of a command names, without folder and suffix."""
    name = PureWindowsPath(word).name
    return PROGRAMS_OF_BUNDLES.get(name) or name.lower().removesuffix(".exe")


def _start(command: Sequence[str]) -> bool:
    """Start a program that lives on by itself, never through a shell."""
    process = QProcess()
    process.setProgram(command[0])
    process.setArguments(list(command[1:]))
    if getattr(sys, "frozen", False):
        process.setProcessEnvironment(_outer_environment())
    # PySide says that this is a pair, or in other versions a truth.
    started: object = process.startDetached()
    return bool(started[0] if isinstance(started, tuple) else started)


def _outer_environment() -> QProcessEnvironment:
    """The environment without the libraries that our bundle brings: other programs have their own."""
    environment, name = QProcessEnvironment.systemEnvironment(), "LD_LIBRARY_PATH"
    before = environment.value(f"{name}_ORIG")
    if before:
        environment.insert(name, before)
    else:
        environment.remove(name)
    return environment
