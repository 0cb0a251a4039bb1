"""Which program the user has for a file, as the words of a command; nothing is started here.

Linux: the desktop's own lists (freedesktop.org: MIME applications, desktop entries). Windows: the registry.
macOS keeps this to itself.
"""

import os
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeDatabase

DEFAULTS, ADDED, CACHE = "Default Applications", "Added Associations", "MIME Cache"
ENTRY = "Desktop Entry"
LONGEST_LIST = 4 * 1024 * 1024
"""Bytes of a list of programs that are looked at."""


def default_command(path: Path) -> list[str]:
    """The command that opens *path*, with the stand-in of its system for the file; empty where none is known."""
    if sys.platform == "win32":
        return windows_words(_registered(path.suffix))
    if sys.platform == "darwin":
        return []
    found = QMimeDatabase().mimeTypeForFile(os.fspath(path))
    return _linux_command([found.name(), *found.allAncestors()])


def windows_words(command: str) -> list[str]:
    """The words of a command as the registry spells it."""
    return [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)]


def _linux_command(types: Sequence[str]) -> list[str]:
    for kind in types:
        for name in _programs(kind):
            if entry := _entry(name):
                return [] if entry.get("Terminal") == "true" else _words(entry.get("Exec", ""))
    return []


def _programs(kind: str) -> Iterator[str]:
    """Names of desktop entries for a kind of file: the user's choices first, then whoever can open it."""
    lists = list(_lists())
    for section in (DEFAULTS, ADDED):
        for file in lists:
            yield from _section(file, section).get(kind, "").split(";")
    for folder in _data_folders():
        yield from _section(folder / "applications" / "mimeinfo.cache", CACHE).get(kind, "").split(";")


def _lists() -> Iterator[Path]:
    """The lists of programs, the most personal one first."""
    home = Path.home()
    folders = [Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")]
    folders += map(Path, (os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":"))
    folders += [folder / "applications" for folder in _data_folders()]
    desktops = [name.lower() for name in os.environ.get("XDG_CURRENT_DESKTOP", "").split(":") if name]
    for folder in folders:
        for prefix in (*(f"{name}-" for name in desktops), ""):
            yield folder / f"{prefix}mimeapps.list"


def _data_folders() -> list[Path]:
    own = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    others = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return [Path(own), *map(Path, others.split(":"))]


def _entry(name: str) -> dict[str, str]:
    """The desktop entry of this name; empty where there is none."""
    if not name.endswith(".desktop") or "/" in name:
        return {}
    found = (_section(folder / "applications" / name, ENTRY) for folder in _data_folders())
    return next(filter(None, found), {})


def _section(file: Path, wanted: str) -> dict[str, str]:
    """The lines `key=value` of one section; empty where the file cannot be read."""
    try:
        with file.open(encoding="utf-8", errors="replace") as opened:
            lines = opened.read(LONGEST_LIST).splitlines()
    except OSError:
        return {}
    section, values = "", dict[str, str]()
    for line in lines:
        if line.startswith("["):
            section = line.strip().strip("[]")
        elif section == wanted and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            values.setdefault(key.strip(), value.strip())
    return values


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:  # a quote that is not closed
        return []


def _registered(suffix: str) -> str:
    """The command of the program that the user of Windows has chosen for files of this suffix."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415  # only there

        def value(root: int, key: str, name: str) -> str:
            try:
                with winreg.OpenKey(root, key) as opened:
                    return str(winreg.QueryValueEx(opened, name)[0])
            except OSError:
                return ""

        explorer = r"Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts"
        chosen = value(winreg.HKEY_CURRENT_USER, rf"{explorer}\{suffix}\UserChoice", "ProgId")
        program = chosen or value(winreg.HKEY_CLASSES_ROOT, suffix, "")
        if program:
            return value(winreg.HKEY_CLASSES_ROOT, rf"{program}\shell\open\command", "")
    return ""
