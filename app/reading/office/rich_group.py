"""Groups of rich text: what braces save and restore."""

from dataclasses import dataclass
from enum import Enum, auto


class Role(Enum):
    """What the text of a group is."""

    BODY = auto()
    DROPPED = auto()
    INFO = auto()
    FONTS = auto()
    STYLES = auto()
    STATED = auto()


TABLES = {b"fonttbl": Role.FONTS, b"stylesheet": Role.STYLES, b"info": Role.INFO}


@dataclass(slots=True)
class Group:
    """What braces save and restore."""

    role: Role = Role.BODY
    skip: int = 1
    """Bytes that stand in for a character beyond the code page, after it."""
    encoding: str = ""
    level: int = 0
    is_hidden: bool = False
    in_table: bool = False
    is_note: bool = False
    states: str = ""

    def inner(self) -> "Group":
        """A group within this one, which begins like it."""
        return Group(
            self.role,
            self.skip,
            self.encoding,
            self.level,
            self.is_hidden,
            self.in_table,
            states=self.states,
        )
