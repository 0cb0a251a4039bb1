"""The user's choices, in a small TOML file that he can read, change and back up."""

import os
import re
import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from app.domain.errors import DiskFull, LibraryUnusable, says_full
from app.domain.settings import Appearance, Settings

WANTED = {
    bool: "true or false",
    int: "a whole number above zero",
    str: 'names in quotation marks, such as "eng+deu"',
}
SWITCH = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
"""What people write for a choice of two."""
_WORDS = re.compile(r"[A-Za-z0-9_+/ -]{0,200}")


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


def changed(settings: Settings, name: str, value: str) -> Settings:
    """The settings with one of them as the user writes it.

    Raises:
        ValueError: there is no such setting, or the value is none for it; says what it should be.
    """
    known = asdict(settings)
    if name not in known:
        raise ValueError(f"there is no setting {name}; there are {', '.join(known)}")
    meant: object = value
    if isinstance(known[name], bool):
        meant = SWITCH.get(value.lower(), value)
    elif isinstance(known[name], int) and re.fullmatch(r"\d{1,9}", value, re.ASCII):
        meant = int(value)
    return replace(settings, **{name: _value(name, meant, known[name])})


def save(settings: Settings, path: Path) -> None:
    """Write the settings so that a crash leaves either the old file or the new one.

    Raises:
        DiskFull: there is no room for it; the old file stands.
        LibraryUnusable: the file may not be written.
    """
    text = "".join(f"{name} = {_written(value)}\n" for name, value in asdict(settings).items())
    beside = path.with_suffix(".new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        if says_full(error):
            raise DiskFull from error
        raise LibraryUnusable(f"The settings file {path} cannot be written ({error.strerror}).") from error


def _written(value: object) -> str:
    """*value* as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _checked(values: dict[str, object]) -> Settings:
    """Keep what is known and of the right kind; unknown names belong to another version."""
    known = asdict(Settings())
    return replace(
        Settings(),
        **{name: _value(name, value, known[name]) for name, value in values.items() if name in known},
    )


def _value(name: str, value: object, default: object) -> Any:  # noqa: ANN401  # as many types as fields
    if isinstance(default, Appearance):
        if value not in list(Appearance):
            raise ValueError(f"{name} should be one of {', '.join(Appearance)}")
        return Appearance(str(value))
    wanted = WANTED[type(default)]
    wrong = (isinstance(value, str) and not _WORDS.fullmatch(value)) or (type(value) is int and value < 1)
    if wrong or type(value) is not type(default):
        raise ValueError(f"{name} should be {wanted}")
    return value
