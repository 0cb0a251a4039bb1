"""What modifies paragraphs and runs in a binary Word file: lists of numbers with operands ([MS-DOC], 2.6).

Word 6 has numbers of its own, of one byte; those read here are given as what they became.
"""

from collections.abc import Iterator

from app.reading.office.binary import u16

STYLE, LEVEL, LIST, DROP_CAP = 0x4600, 0x2640, 0x460B, 0x442C
IN_TABLE, ENDS_ROW = 0x2416, 0x2417
DELETED, HIDDEN, SYMBOL = 0x0800, 0x083C, 0x6A09

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
"""Of operands, by the top three bits of the number."""
_VARIABLE = 6
_LONG = 0xD608
"""The definition of a table, whose size takes two bytes."""
_OLD = {2: STYLE, 24: IN_TABLE, 25: ENDS_ROW}
_OLD_SIZES = (2, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 0, 2, 2, 2, 2, 4, 2, 2, 0, 1, 1)
"""From number 2 on; 0 where the operand begins with its size."""


def modifiers(data: bytes) -> Iterator[tuple[int, int]]:
    """Each number with its operand; 0 for one that states its own size."""
    at = 0
    while at + 2 < len(data):
        number = u16(data, at)
        at += 2
        size = _SIZES[number >> 13]
        yield number, int.from_bytes(data[at : at + size], "little")
        if number >> 13 == _VARIABLE:
            size = 1 + (u16(data, at) if number == _LONG else data[at])
        at += size


def old_modifiers(data: bytes) -> Iterator[tuple[int, int]]:
    """The same of Word 6, up to the first number that is not known."""
    at = 0
    while at + 1 < len(data) and 0 <= data[at] - 2 < len(_OLD_SIZES):
        number = data[at]
        size = _OLD_SIZES[number - 2]
        if number in _OLD:
            yield _OLD[number], int.from_bytes(data[at + 1 : at + 1 + size], "little")
        at += 1 + (size or 1 + data[at + 1])
