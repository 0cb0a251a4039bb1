"""What was searched for beside what was typed, in words."""

from PySide6.QtCore import QCoreApplication

from app.domain.hit import Results

translate = QCoreApplication.translate


def also_searched(results: Results) -> str:
    """Which other words were searched for, and how they are left out; empty where none were."""
    if not results.corrected:
        return ""
    others = ", ".join(dict.fromkeys(other for _, other in results.corrected))
    typed = " ".join(f'"{word}"' for word in dict.fromkeys(typed for typed, _ in results.corrected))
    return (
        translate("correction", "Also searched for: %1. Type %2 for exactly that.")
        .replace("%1", others)
        .replace("%2", typed)
    )
