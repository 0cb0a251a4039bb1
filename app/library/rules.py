"""What the user leaves out of one of his folders: checked before it counts."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from app.catalogue.user import Folder, UserFile
from app.domain.errors import WrongUse
from app.indexing.rules import MOST_PATTERNS, WrongPattern, pattern


def leave_out(user: UserFile, path: Path, rules: Sequence[str]) -> None:
    """From now on these are the rules of the folder at *path*; the next look goes by them.

    Raises:
        WrongUse: it is no folder of the library, or one of *rules* is none.
    """
    folder = folder_at(user, path)
    if len(rules) > MOST_PATTERNS:
        raise WrongUse(f"A folder can have {MOST_PATTERNS:,} rules, not more.")
    _check(rules)
    user.leave_out(folder, rules)


def changed(before: Sequence[str], add: Iterable[str], remove: Iterable[str]) -> tuple[str, ...]:
    """The rules *before*, without some of them, and with others behind them.

    Raises:
        WrongUse: what is to be removed is not there.
    """
    gone = list(dict.fromkeys(remove))
    if unknown := [rule for rule in gone if rule not in before]:
        raise WrongUse(f"There is no rule {unknown[0]} to be removed. See: clew rules FOLDER")
    kept = [rule for rule in before if rule not in gone]
    return *kept, *(rule for rule in dict.fromkeys(add) if rule not in kept)


def folder_at(user: UserFile, path: Path) -> Folder:
    """The folder that the user gave us at *path*.

    Raises:
        WrongUse: there is none.
    """
    folder = next((folder for folder in user.folders() if folder.path == path), None)
    if folder is None:
        raise WrongUse(f"{path} is not a folder of this library. See: clew folders")
    return folder


def _check(rules: Iterable[str]) -> None:
    for line, rule in enumerate(rules, 1):
        try:
            pattern(rule, line)
        except WrongPattern as error:
            raise WrongUse(f"\u201c{rule}\u201d is no rule: {error}.") from error
