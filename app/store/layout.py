"""Where a table lies: plain files, so that much can be told and done without loading LanceDB.

    <folder>/passages_<12 hex of the recipe>.lance/
        _versions/<2^64 - 1 - version>.manifest     one per commit; the smallest name is the newest
        _transactions/  _deletions/  _indices/  data/

One table per recipe, so that a new encoder can be filled in beside the old one.
"""

import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SUFFIX = ".lance"
_TABLE = re.compile(r"passages_[0-9a-f]{12}\.lance")
_MANIFEST = re.compile(r"[0-9]{20}\.manifest")
_LAST_VERSION = 2**64 - 1


def table_name(recipe: str) -> str:
    """The name of the table that holds the vectors of *recipe*."""
    return f"passages_{hashlib.sha256(recipe.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The files of one table."""

    path: Path

    @property
    def suspect(self) -> Path:
        """A file that stands here while rows could not be read: they are to be looked at, one by one."""
        return self.path / "suspect"

    def manifest(self, version: int) -> Path:
        """The file that a commit put in place last, whether it is there or not."""
        return self.path / "_versions" / f"{_LAST_VERSION - version:020}.manifest"

    def versions(self) -> list[int]:
        """The versions that have a manifest, newest first."""
        try:
            names = [entry.name for entry in os.scandir(self.path / "_versions")]
        except FileNotFoundError:
            return []
        return sorted((_LAST_VERSION - int(n[:20]) for n in names if _MANIFEST.fullmatch(n)), reverse=True)

    def newest(self) -> int:
        """The version that LanceDB opens; 0 where there is no table."""
        return next(iter(self.versions()), 0)

    def outlived(self, seconds: float) -> int:
        """How many versions are older than this and not the newest."""
        latest = time.time() - seconds
        count = 0
        for version in self.versions()[1:]:
            with suppress(FileNotFoundError):
                count += self.manifest(version).stat().st_mtime < latest
        return count

    def all(self) -> Iterator[Path]:
        """Every file of the table."""
        for folder, _, names in os.walk(self.path):
            yield from (Path(folder, name) for name in names)

    def size_bytes(self) -> int:
        """Bytes of all files, old versions included."""
        total = 0
        for path in self.all():
            with suppress(FileNotFoundError):
                total += path.stat().st_size
        return total


def table_of(folder: Path, recipe: str) -> TableFiles:
    """The files of the table that holds the vectors of *recipe*, there or not."""
    return TableFiles(folder / f"{table_name(recipe)}{SUFFIX}")


def tables(folder: Path) -> list[TableFiles]:
    """The tables of every recipe in *folder*, by name; empty where there is no folder."""
    if not folder.is_dir():
        return []
    return [TableFiles(path) for path in sorted(folder.iterdir()) if _TABLE.fullmatch(path.name)]


def drop_table(table: TableFiles) -> None:
    """Delete a table with all its versions; nothing happens where it is not there.

    The newest manifest goes first: a crash half-way leaves an older version or none, never a
    version whose data are gone.
    """
    for version in table.versions():
        table.manifest(version).unlink(missing_ok=True)
    if table.path.is_dir():
        shutil.rmtree(table.path)
