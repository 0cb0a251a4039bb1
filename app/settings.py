"""The user's choices, in a small TOML file that he can read, change and back up."""

import os
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from app.domain.errors import LibraryUnusable


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is one line of the file; a line that is not there has its default."""

    largest_file_megabytes: int = 256
    """A larger file is not opened; the list of what could not be read names it."""
    seconds_per_file: int = 30
    """The reader gives a file up after this time, plus some for its size."""
    encoder_threads: int = 2
    """Threads that encode passages."""
    reading_processes: int = 2
    """Processes that read files side by side."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, and a sentence where the file was damaged and put aside."""

    settings: Settings
    warning: str = ""


def load(path: Path) -> Loaded:
    """Read the settings; a damaged file is put aside once and defaults are used.

    Raises:
        LibraryUnusable: the file is there but may not be read.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError as error:
        raise LibraryUnusable(f"The settings file {path} cannot be read ({error.strerror}).") from error
    try:
        return Loaded(_checked(tomllib.loads(raw.decode("utf-8-sig"))))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError) as error:
        aside = path.with_suffix(".damaged.toml")
        path.replace(aside)
        return Loaded(
            Settings(), f"The settings file was damaged ({error}); it is kept as {aside}, defaults are used."
        )


def save(settings: Settings, path: Path) -> None:
    """Write the settings so that a crash leaves either the old file or the new one."""
    text = "".join(f"{name} = {value}\n" for name, value in asdict(settings).items())
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _checked(values: dict[str, object]) -> Settings:
    """Keep what is known and of the right kind; unknown names belong to another version."""
    known = {field.name for field in fields(Settings)}
    chosen: dict[str, int] = {}
    for name, value in values.items():
        if name not in known:
            continue
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise ValueError(f"{name} should be a whole number above zero")
        chosen[name] = value
    return replace(Settings(), **chosen)
