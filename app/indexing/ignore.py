"""What is passed over when a folder is looked through, and by which rule."""

from enum import StrEnum

from app.domain.document import Stamp

_SYSTEM_FOLDERS = frozenset(
    {"$recycle.bin", "system volume information", "appdata", "lost+found", "__macosx"}
)
_BUILD_FOLDERS = frozenset(
    {
        "node_modules",
        "__pycache__",
        "venv",
        "site-packages",
        "bower_components",
        "deriveddata",
        "__pypackages__",
    }
)
_PACKAGE_SUFFIXES = (".app", ".photoslibrary", ".framework", ".egg-info", ".dist-info")
_TEMPORARY_PREFIXES = ("~$", ".~lock.")
_TEMPORARY_SUFFIXES = (".part", ".crdownload", ".tmp", ".swp", "~", ".partial", ".download")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
_SECRET_SUFFIXES = (".key", ".pem", ".p12", ".pfx", ".kdbx", ".kdb", ".jks", ".keystore", ".gpg", ".ppk")
_SECRET_FILES = frozenset(
    {"id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "logins.json", "key4.db", "cookies.sqlite"}
)


class Rule(StrEnum):
    """Why something was passed over; shown in the status."""

    HIDDEN = "hidden"
    SYSTEM = "system"
    BUILD = "build-or-package"
    TEMPORARY = "temporary"
    SECRET = "private-key-or-password"  # noqa: S105  # the name of a rule
    CLOUD = "cloud-only"
    SPECIAL = "not-a-regular-file"


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
