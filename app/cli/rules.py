"""What is left out of a folder, on the command line: listed, added to, taken from."""

from collections.abc import Sequence
from pathlib import Path

from app.library.library import Library
from app.library.rules import changed, folder_at, leave_out

Answer = dict[str, object]


def changed_rules(library: Library, path: Path, add: Sequence[str], remove: Sequence[str]) -> Answer:
    """The rules of a folder, after what is to change has changed; whoever indexes next goes by them.

    Raises:
        WrongUse: it is no folder of the library, a pattern is none, or is not there to be removed.
    """
    folder = folder_at(library.user, path)
    rules = changed(folder.rules, add, remove)
    if rules != folder.rules:
        leave_out(library.user, path, rules)
    skipped = library.catalogue.folder_skipped(folder.id)
    return {"path": str(path), "rules": list(rules), "skipped": skipped, "changed": rules != folder.rules}


def lines(answer: Answer) -> list[str]:
    """The same for a person."""
    rules, skipped = answer["rules"], answer["skipped"]
    told = [str(rule) for rule in rules] if isinstance(rules, list) else []
    if not told:
        told = [f"No rules for {answer['path']} yet. Add some: clew rules FOLDER --add '*.log' 'drafts/'"]
    if isinstance(skipped, dict):
        told += [f"passed over there, {rule}: {count}" for rule, count in sorted(skipped.items())]
    if answer["changed"]:
        told.append("This counts from the next look on: clew index, or at once where a window is open.")
    return told
