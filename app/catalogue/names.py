"""Whether a document's path or author is what a filter names; case and diacritics are set aside."""

import os
from functools import lru_cache

from app.analysis.folding import fold


def is_called(path: bytes, member: str, part: str) -> bool:
    """Whether *part* stands in the name of the document."""
    return plain(part) in plain(_name(path, member))


def ends_with(path: bytes, member: str, extension: str) -> bool:
    """Whether the name of the document ends with *extension*, before which stands a dot."""
    return _name(path, member).casefold().endswith(f".{extension.casefold()}")


def mentions(author: str, part: str) -> bool:
    """Whether *part* stands in what a file states as its author."""
    return plain(part) in plain(author)


def lies_in(path: bytes, member: str, root: str, run: str) -> bool:
    """Whether folders on the way to a document are called as *run* says, which follow each other (`a/b`).

    Of *root*, the user folder's own path, only the last name counts alone: all that is above it is
    the same for all documents. An archive is a folder to what lies in it.
    """
    wanted = folder_names(run)
    above = folder_names(root)
    names = [*above, *(plain(name) for name in inside(path, member).split("/")[:-1])]
    first = max(0, len(above) - len(wanted))
    return bool(wanted) and any(
        tuple(names[start : start + len(wanted)]) == wanted
        for start in range(first, len(names) - len(wanted) + 1)
    )


def inside(path: bytes, member: str) -> str:
    """Where a document lies below its user folder."""
    whole = path.decode("utf-8", "replace")
    return f"{whole}/{member}" if member else whole


def extension(path: str) -> str:
    """What a name ends with, without the dot, in lower case; empty where it has no suffix."""
    stem, dot, end = path.rpartition("/")[2].rpartition(".")
    return end.casefold() if stem and dot else ""


@lru_cache(maxsize=64)
def folder_names(path: str) -> tuple[str, ...]:
    """The names in a path, as they are compared."""
    return tuple(plain(name) for name in path.replace(os.sep, "/").split("/") if name)


@lru_cache(maxsize=1 << 12)
def plain(text: str) -> str:
    """*text* as it is compared; marks alone stay what they are."""
    return fold(text) or text


def _name(path: bytes, member: str) -> str:
    return (member or path.decode("utf-8", "replace")).rpartition("/")[2]
