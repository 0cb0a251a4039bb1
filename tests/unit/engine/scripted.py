"""How a scripted child is started, how often it was, and what it was asked for."""

import sys
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("scripted_child.py")


@dataclass(frozen=True, slots=True)
class Scripted:
    """How a scripted child is started, and how often it was."""

    folder: Path
    parts: tuple[str, ...]

    @property
    def command(self) -> list[str]:
        return [sys.executable, str(SCRIPT), str(self.folder), ",".join(self.parts)]

    @property
    def starts(self) -> int:
        return len(list(self.folder.iterdir()))

    def orders(self) -> list[str]:
        """What indexers were asked for, start by start: `all`, or `words of N`, then the names of the places."""
        starts = sorted(self.folder.iterdir(), key=lambda start: int(start.name))
        return [line for start in starts for line in start.read_text(encoding="utf-8").splitlines()]
