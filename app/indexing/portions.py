"""Which parts of which folders a scope covers."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.catalogue.user import Folder
from app.domain.scope import Scope


@dataclass(frozen=True, slots=True)
class Portion:
    """A folder, or some places in it."""

    folder: Folder
    within: tuple[bytes, ...] | None = None
    """Relative paths, `/` between names, of files and of folders with all below; None: all of the folder."""


def portions(scope: Scope, folders: Sequence[Folder]) -> list[Portion]:
    """The parts of *folders* that *scope* covers; what lies in nested folders is the innermost one's."""
    if scope.paths is None:
        return [Portion(folder) for folder in folders]
    within: dict[int, set[bytes]] = {}
    for path in scope.paths:
        for folder in folders:
            if folder.path.is_relative_to(path):
                within.setdefault(folder.id, set()).add(b"")
        owners = [folder for folder in folders if path.is_relative_to(folder.path)]
        if owners:
            owner = max(owners, key=lambda folder: len(folder.path.parts))
            within.setdefault(owner.id, set()).add(relative(path, owner.path))
    return [
        Portion(folder, None if b"" in within[folder.id] else tuple(sorted(within[folder.id])))
        for folder in folders
        if folder.id in within
    ]


def relative(path: Path, folder: Path) -> bytes:
    """*path* as the catalogue spells it; empty for the folder itself."""
    below = path.relative_to(folder)
    return b"" if below == Path() else os.fsencode(below.as_posix())
