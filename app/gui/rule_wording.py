"""Rules that pass files over -> words."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.gui.naming import path_text
from app.gui.wording import filled, number

translate = QCoreApplication.translate


def rule_name(rule: str) -> str:
    """What a rule passes over, in a few words."""
    names = {
        "hidden": translate("rules", "hidden"),
        "system": translate("rules", "of the system"),
        "build-or-package": translate("rules", "filled by programs"),
        "temporary": translate("rules", "unfinished or temporary"),
        "private-key-or-password": translate("rules", "keys and passwords"),
        "cloud-only": translate("rules", "only in the cloud"),
        "not-a-regular-file": translate("rules", "links and devices"),
        "your-rule": translate("rules", "by your rules"),
        "clewignore-file": translate("rules", "by .clewignore files"),
    }
    return names.get(rule) or path_text(rule)


def skipped_sentence(skipped: Mapping[str, int]) -> str:
    """How much was passed over, and why; the user's own rules first."""
    ours_last = sorted(
        skipped, key=lambda rule: (rule not in ("your-rule", "clewignore-file"), -skipped[rule])
    )
    told = [
        filled(translate("rules", "%1 %2"), number(skipped[rule]), rule_name(rule))
        for rule in ours_last
        if skipped[rule]
    ]
    if not told:
        return translate("rules", "Nothing is passed over so far.")
    return filled(translate("rules", "Passed over so far, files and folders: %1."), ", ".join(told))


def written_text(pattern: str, line: int, origin: str) -> str:
    """A rule of the user's, and where it is written."""
    if not line:
        return path_text(pattern)
    if not origin:
        return filled(translate("rules", "%1 (rule %2)"), path_text(pattern), number(line))
    return filled(
        translate("rules", "%1 (line %2 of %3)"), path_text(pattern), number(line), path_text(origin)
    )
