"""OLE files with the properties of a mail, made in code ([MS-CFB] and [MS-OXMSG], as small as they go)."""

import datetime as dt
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Content: TypeAlias = "bytes | Mapping[str, Content]"
Tree: TypeAlias = Mapping[str, Content]

SECTOR = 512
SMALL_SECTOR = 64
SMALL = 4096
"""Bytes below which a stream lies among the small ones."""
END, FREE, NOTHING, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5


@dataclass
class _File:
    sectors: list[bytes] = field(default_factory=list)
    chain: list[int] = field(default_factory=list)
    small: bytearray = field(default_factory=bytearray)
    small_chain: list[int] = field(default_factory=list)
    entries: list[list[object]] = field(default_factory=list)
    """Name, kind, child, right sibling, first sector, size."""

    def store(self, data: bytes) -> int:
        count = -(-len(data) // SECTOR)
        first = len(self.chain)
        self.chain += [*range(first + 1, first + count), END] if count else []
        self.sectors += [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        return first if count else END

    def store_small(self, data: bytes) -> int:
        count = -(-len(data) // SMALL_SECTOR)
        first = len(self.small_chain)
        self.small_chain += [*range(first + 1, first + count), END] if count else []
        self.small += data.ljust(count * SMALL_SECTOR, b"\0")
        return first if count else END

    def add(self, tree: Tree) -> int:
        """Add what *tree* holds; return the number of the first entry, the others are right of it."""
        first = previous = NOTHING
        for name, content in tree.items():
            number = len(self.entries)
            entry: list[object] = [name, STORAGE, NOTHING, NOTHING, 0, 0]
            self.entries.append(entry)
            if isinstance(content, bytes):
                start = self.store(content) if len(content) >= SMALL else self.store_small(content)
                entry[1], entry[4], entry[5] = STREAM, start, len(content)
            else:
                entry[2] = self.add(content)
            if previous == NOTHING:
                first = number
            else:
                self.entries[previous][3] = number
            previous = number
        return first


def ole(tree: Tree) -> bytes:
    """An OLE file that holds *tree*: storages by name, and streams."""
    file = _File()
    root: list[object] = ["Root Entry", ROOT, NOTHING, NOTHING, END, 0]
    file.entries.append(root)
    root[2] = file.add(tree)
    root[4], root[5] = file.store(bytes(file.small)), len(file.small)
    small_table = struct.pack(f"<{len(file.small_chain)}I", *file.small_chain)
    padded = small_table.ljust(-(-len(small_table) // SECTOR) * SECTOR, b"\xff")
    small_start = file.store(padded)
    directory_start = file.store(b"".join(map(_entry, file.entries)))
    tables = -(-(len(file.chain) + 8) // (SECTOR // 4 - 1))
    table_start = len(file.chain)
    file.chain += [TABLE] * tables
    table = struct.pack(f"<{len(file.chain)}I", *file.chain).ljust(tables * SECTOR, b"\xff")
    head = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        tables,
        directory_start,
        0,
        SMALL,
        small_start,
        len(padded) // SECTOR,
        END,
        0,
    )
    numbers = [*range(table_start, table_start + tables)]
    head += struct.pack("<109I", *numbers, *[FREE] * (109 - tables))
    return head + b"".join(file.sectors) + table


def _entry(entry: list[object]) -> bytes:
    name, kind, child, right, start, size = entry
    encoded = f"{name}\0".encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sI8s8sIQ",
        encoded,
        len(encoded),
        kind,
        1,
        NOTHING,
        right,
        child,
        b"",
        0,
        b"",
        b"",
        start,
        size,
    )


def strings(values: Mapping[int, str]) -> dict[str, bytes]:
    """Streams of strings, by the ids of their properties."""
    return {f"__substg1.0_{number:04X}001F": value.encode("utf-16-le") for number, value in values.items()}


def fixed(head: int, values: Mapping[int, int | dt.datetime]) -> dict[str, bytes]:
    """The stream of properties of fixed size, after *head* bytes."""
    data = b"\0" * head
    for number, value in values.items():
        if isinstance(value, dt.datetime):
            since = value - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
            data += struct.pack("<HHIQ", 0x40, number, 6, int(since.total_seconds()) * 10_000_000)
        else:
            data += struct.pack("<HHIQ", 0x03, number, 6, value)
    return {"__properties_version1.0": data}
