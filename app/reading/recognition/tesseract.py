"""Tesseract, where it is installed: it is fed pictures and says words.

It runs outside the reading child, which may start no program, and sees nothing but grey pixels.
"""

import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.reading.recognition.page_picture import PagePicture
from app.reading.recognition.program import Bounds, ProgramFailed, ask
from app.reading.recognition.recognised import text_of, words

NAME = "tesseract.exe" if sys.platform == "win32" else "tesseract"
ENGLISH = "eng"
PAGE_SECONDS = 60.0
"""A page takes 1 to 5."""
LIST_SECONDS = 20.0
DOTS_AN_INCH = 200

_KEPT = ("PATH", "TESSDATA_PREFIX", "SYSTEMROOT")
_DIRECTIONS = "osd"
"""Not a language: what tells which side of a page is up."""
_FORMULAS = "equ"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tesseract:
    """An engine, ready to be asked."""

    program: Path
    languages: tuple[str, ...]
    """The most important one first."""
    turns: bool = False
    """Whether it can tell which side of a page is up."""
    scratch: Path | None = None
    """A folder of ours, for the files that Windows makes of pictures in memory."""
    page_seconds: float = PAGE_SECONDS

    def recognise(self, picture: PagePicture, stopped: Callable[[], bool] = lambda: False) -> str:
        """The text of a page; empty where it has none.

        Raises:
            ProgramFailed: it took too long, said too much, failed, or was *stopped*.
        """
        command = [
            *(str(self.program), "stdin", "stdout", "-l", "+".join(self.languages)),
            *("--dpi", str(DOTS_AN_INCH), "--psm", "1" if self.turns else "3"),
            *("-c", "tessedit_create_tsv=1"),
        ]
        bounds = Bounds(self.page_seconds, environment=_environment(self.scratch))
        table = ask(command, picture.as_pgm(), bounds, stopped)
        return text_of(words(table.decode("utf-8", "replace")))


def find_engine(
    wanted: str, system: Sequence[str], scratch: Path | None = None, folders: Sequence[Path] | None = None
) -> Tesseract | None:
    """The engine for the languages *wanted* (`eng+deu`), or else for those of the *system* and English.

    None if there is none in *folders* (by default those of PATH and the usual ones), or it has none of
    the languages.
    """
    program = find_program(usual_folders() if folders is None else folders)
    installed = installed_languages(program) if program else frozenset()
    named = [name.strip() for name in wanted.split("+") if name.strip()] or [*system, ENGLISH]
    languages = tuple(name for name in dict.fromkeys(named) if name in installed - {_DIRECTIONS, _FORMULAS})
    if program is None or not languages:
        return None
    return Tesseract(program, languages, _DIRECTIONS in installed, scratch)


def find_program(folders: Sequence[Path]) -> Path | None:
    """The engine's program; a folder that is no full path could be anybody's."""
    programs = (folder / NAME for folder in folders if folder.is_absolute())
    return next((one for one in programs if one.is_file() and os.access(one, os.X_OK)), None)


def installed_languages(program: Path) -> frozenset[str]:
    """What the engine calls its languages; none if it does not work."""
    try:
        said = ask([str(program), "--list-langs"], b"", Bounds(LIST_SECONDS, environment=_environment(None)))
    except ProgramFailed as error:
        log.warning("tesseract does not tell its languages: it %s", error)
        return frozenset()
    return frozenset(line.strip() for line in said.decode("utf-8", "replace").splitlines()[1:])


def usual_folders() -> list[Path]:
    """Where the engine may be: PATH, and places that the PATH of a window leaves out."""
    named = [Path(entry) for entry in os.environ.get("PATH", "").split(os.pathsep) if entry]
    if sys.platform == "win32":
        roots = (os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)"))
        own = os.environ.get("LOCALAPPDATA")
        named += [Path(root, "Tesseract-OCR") for root in roots if root]
        return [*named, Path(own, "Programs", "Tesseract-OCR")] if own else named
    return [*named, *map(Path, ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/opt/local/bin"))]


def _environment(scratch: Path | None) -> dict[str, str]:
    """What the engine learns of ours, and one thread: several gain little and take much."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    temporary = dict.fromkeys(("TMP", "TEMP", "TMPDIR"), str(scratch)) if scratch else {}
    return {**kept, **temporary, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
