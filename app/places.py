"""Where things live: what came with the program, and what belongs to the user."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.domain.errors import DiskFull, LibraryUnusable, says_full

DATA_VARIABLE = "CLEW_DATA"
CACHE_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Clew's index: it can be built again.\n"
"""The Cache Directory Tagging text: backup tools pass over what can be built again."""


@dataclass(frozen=True, slots=True)
class Places:
    """Every path of one library."""

    data: Path
    """The data folder: the only place that Clew writes to."""

    @property
    def catalogue(self) -> Path:
        """What was read from files."""
        return self.data / "catalogue.sqlite"

    @property
    def user(self) -> Path:
        """What the user said."""
        return self.data / "user.sqlite"

    @property
    def index(self) -> Path:
        """Vectors: can be built again."""
        return self.data / "index"

    @property
    def lock(self) -> Path:
        """Held by the one writer."""
        return self.data / "writer.lock"

    @property
    def reserve(self) -> Path:
        """Room to be given up when the disk is full."""
        return self.data / "reserve"

    @property
    def settings(self) -> Path:
        """The user's choices."""
        return self.data / "settings.toml"

    @property
    def window(self) -> Path:
        """Size and panes of the window."""
        return self.data / "window.ini"

    @property
    def window_lock(self) -> Path:
        """Held by the one window."""
        return self.data / "window.lock"

    @property
    def window_address(self) -> Path:
        """Where the window hears other starts."""
        return self.data / "window.address"

    @property
    def log(self) -> Path:
        """What happened, without any text of a document and without any query."""
        return self.data / "clew.log"


def resources() -> Path:
    """The folder of bundled resources, from source or frozen."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle or Path(__file__).parent.parent) / "resources"


def reader_command() -> list[str]:
    """How the reading process is started."""
    return [*_program(), "--role", "reader"]


def role_command(role: str, data: Path) -> list[str]:
    """How the process of this *role* (engine, indexer) is started for the library in *data*."""
    return [*_program(), "--role", role, "--data-folder", str(data)]


def _program() -> list[str]:
    """How this program is started, from source or frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, str(Path(__file__).parent.parent / "main.py")]


def places(chosen: Path | None = None) -> Places:
    """The library in *chosen*, else in `CLEW_DATA`, else in the user's own data folder."""
    named = os.environ.get(DATA_VARIABLE)
    folder = chosen or (Path(named) if named else platformdirs.user_data_path("Clew", appauthor=False))
    return Places(Path(os.path.abspath(folder)))  # noqa: PTH100  # no symlink is resolved: the user named it so


def prepare(where: Places) -> None:
    """Make the data folder, for its owner alone.

    Raises:
        DiskFull: there is no room for it.
        LibraryUnusable: it cannot be made or written to.
    """
    try:
        where.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        where.index.mkdir(mode=0o700, exist_ok=True)
        tag = where.index / "CACHEDIR.TAG"
        if not tag.exists():
            tag.write_text(CACHE_TAG, encoding="utf-8")
    except OSError as error:
        if says_full(error):
            raise DiskFull from error
        raise LibraryUnusable(
            f"Clew cannot write to its data folder {where.data} ({error.strerror}). Choose another with --data-folder."
        ) from error
