"""What is passed over when a folder is looked through, and by which rule."""

import os
import stat
import sys
from enum import StrEnum
from functools import cache
from pathlib import Path

from app.domain.document import Stamp

_SYSTEM_FOLDERS = frozenset(
    {
        *("$recycle.bin", "recycler", "recycled", "system volume information", "appdata", "lost+found"),
        *("$windows.~bt", "$windows.~ws", "$winreagent", "windows.old", "msocache", "config.msi"),
        *("__macosx", "backups.backupdb", "mobilesync"),
        *("@eadir", "#recycle", "@recycle", "#snapshot"),  # of network storage
    }
)
_BUILD_FOLDERS = frozenset(
    {
        *("node_modules", "bower_components", "jspm_packages", "elm-stuff", "deriveddata", "cmakefiles"),
        *("__pycache__", "__pypackages__", "venv", "site-packages", "_darcs"),
        *("cache", "caches", "code cache", "gpucache", "shadercache", "inetcache"),
        "temporary internet files",
    }
)
_PACKAGE_SUFFIXES = (
    *(".app", ".framework", ".bundle", ".plugin", ".kext", ".dsym", ".egg-info", ".dist-info"),
    *(".photoslibrary", ".photolibrary", ".aplibrary", ".imovielibrary", ".musiclibrary", ".tvlibrary"),
    *(".fcpbundle", ".lrdata", ".sparsebundle", ".backupbundle", ".xcodeproj", ".xcassets"),
)
_TEMPORARY_PREFIXES = ("~$", ".~lock.")
_TEMPORARY_SUFFIXES = (
    *(".part", ".partial", ".filepart", ".crdownload", ".opdownload", ".download", ".aria2"),
    *(".tmp", ".temp", ".swp", ".swo", "~"),
)
_SYSTEM_FILES = frozenset(
    {
        *("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"),
        *("pagefile.sys", "hiberfil.sys", "swapfile.sys", "ntuser.dat", "ntuser.ini"),
    }
)
_SECRET_SUFFIXES = (
    *(".key", ".pem", ".p12", ".pfx", ".jks", ".keystore", ".gpg", ".ppk"),
    *(".kdbx", ".kdb", ".psafe3", ".1pif", ".1pux", ".keychain", ".keychain-db"),
)
_SECRET_FILES = frozenset(
    {
        *("id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"),
        *("logins.json", "key4.db", "cookies.sqlite", "wallet.dat"),
    }
)
MARKERS = frozenset({b"CACHEDIR.TAG", b".nomedia", b".trackerignore", b"pyvenv.cfg", b"conda-meta"})
"""A folder that holds something of such a name asks not to be looked through, or is filled by a program;
the user's own folder is looked through, all the same."""
_LOW_63_BITS = (1 << 63) - 1
"""SQLite's integers are signed."""


class Rule(StrEnum):
    """Why something was passed over; shown in the status."""

    HIDDEN = "hidden"
    SYSTEM = "system"
    BUILD = "build-or-package"
    TEMPORARY = "temporary"
    SECRET = "private-key-or-password"  # noqa: S105  # the name of a rule
    CLOUD = "cloud-only"
    SPECIAL = "not-a-regular-file"
    USER = "your-rule"
    """A pattern that the user gave for his folder."""
    CLEWIGNORE = "clewignore-file"
    """A pattern in a file named `.clewignore`."""


LIFTABLE = frozenset({Rule.HIDDEN, Rule.SYSTEM, Rule.BUILD, Rule.TEMPORARY})
"""Rules that the user may lift by name; keys stay unread, and what is in the cloud stays there."""


def place_rule(path: bytes) -> Rule | None:
    """The rule by which the folder at this absolute *path* is not entered."""
    return Rule.SYSTEM if path in _system_places() else None


@cache
def _system_places() -> frozenset[bytes]:
    """Folders that belong to the system or to programs."""
    if sys.platform == "win32":
        named = ("SystemRoot", "ProgramFiles", "ProgramFiles(x86)", "ProgramW6432", "ProgramData")
        return frozenset(os.fsencode(os.environ[name]) for name in named if os.environ.get(name))
    if sys.platform == "darwin":
        return frozenset({b"/System", b"/Library", b"/private", b"/dev", *_at_home("Library")})
    return frozenset({b"/proc", b"/sys", b"/dev", b"/run", b"/boot", *_at_home("snap")})


def _at_home(name: str) -> list[bytes]:
    try:
        return [os.fsencode(Path.home() / name)]
    except RuntimeError:  # a user without a home
        return []


def folder_rule(name: str) -> Rule | None:
    """The rule by which a folder of this *name* is not entered."""
    lowered = name.casefold()
    if name.startswith("."):
        return Rule.HIDDEN
    if lowered in _SYSTEM_FOLDERS:
        return Rule.SYSTEM
    if lowered in _BUILD_FOLDERS or lowered.endswith(_PACKAGE_SUFFIXES):
        return Rule.BUILD
    return None


def file_rule(name: str) -> Rule | None:
    """The rule by which a file of this *name* is passed over."""
    lowered = name.casefold()
    if lowered.startswith(_TEMPORARY_PREFIXES) or lowered.endswith(_TEMPORARY_SUFFIXES):
        return Rule.TEMPORARY
    if name.startswith("."):
        return Rule.HIDDEN
    if lowered in _SYSTEM_FILES:
        return Rule.SYSTEM
    if lowered in _SECRET_FILES or lowered.endswith(_SECRET_SUFFIXES):
        return Rule.SECRET
    return None


def is_cloud_placeholder(attributes: int, flags: int, stamp: Stamp) -> bool:
    """Whether opening the file would download it.

    *attributes* are `st_file_attributes` (Windows: offline, recall on open, recall on data
    access), *flags* `st_flags` (macOS: dataless); 0 where the platform has none.
    """
    return stamp.size > 0 and bool(attributes & 0x0044_1000 or flags & 0x4000_0000)


def rule_of(status: os.stat_result) -> Rule | None:
    """The rule by which a file is passed over for what it is, whatever its name."""
    if not stat.S_ISREG(status.st_mode):
        return Rule.SPECIAL
    attributes, flags = getattr(status, "st_file_attributes", 0), getattr(status, "st_flags", 0)
    if (attributes or flags) and is_cloud_placeholder(attributes, flags, stamp_of(status)):
        return Rule.CLOUD
    return None


def stamp_of(status: os.stat_result, *, stable_ids: bool = True) -> Stamp:
    """The stamp of a file, without its number where its file system gives it another one with each mount."""
    modified = status.st_mtime_ns
    if not -_LOW_63_BITS <= modified <= _LOW_63_BITS:  # ext4 alone goes to the year 2446
        modified = _LOW_63_BITS if modified > 0 else -_LOW_63_BITS
    return Stamp(status.st_size, modified, status.st_ino & _LOW_63_BITS if stable_ids else 0)
