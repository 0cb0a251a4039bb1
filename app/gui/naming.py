"""Paths as they are shown; beside `wording`, for pages that need nothing else."""

import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
SEPARATOR = " \u203a "
"""Between the folders of a path, and the headings of a place."""
STAND_IN = "\ufffd"
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, turns of direction, and bytes that are no text."""


def path_text(path: Path | str) -> str:
    """A path or name on one line; what cannot be shown, or would turn the line around, has a stand-in."""
    return UNPRINTABLE.sub(STAND_IN, str(path))


def document_name(path: Path, member: str = "") -> str:
    """A file, or a document inside it: `backup.zip \u203a notes/a.txt`."""
    return path_text(f"{path.name}{SEPARATOR}{member}" if member else path.name)


def trail(folder: Path, home: Path | None = None) -> str:
    """The folders down to *folder*; those above the user's own are left out."""
    home = home or _home()
    if folder == home:
        return translate("wording", "Home")
    if home is not None and folder.is_relative_to(home):
        folder = folder.relative_to(home)
    names = [part.rstrip("/\\") for part in folder.parts]
    return path_text(SEPARATOR.join(name for name in names if name)) or path_text(folder)


def whereabouts(path: Path, member: str = "") -> str:
    """The folders of a file; of a document inside a file that file, too, and its folders there."""
    if not member:
        return trail(path.parent)
    inside = [name for name in member.split("/")[:-1] if name]
    return path_text(SEPARATOR.join([trail(path.parent), path.name, *inside]))


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:  # a user without a home
        return None
