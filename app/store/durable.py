"""Makes files survive a pulled plug: LanceDB itself never calls fsync."""

import os
import sys
from pathlib import Path

from app.store.layout import TableFiles


class Durable:
    """Remembers which files of a table are on the disk for good, and brings the others there.

    Nothing is taken for granted at the start: a run that was killed may have left files that were
    never made durable. The files of Lance are written once and never changed, except the version
    hint, which needs no fsync because it is only a hint.
    """

    def __init__(self, table: TableFiles) -> None:
        self._table = table
        self._settled: set[Path] = set()

    def settle(self) -> int:
        """Fsync every file that is new, then the folders that hold them; return how many files."""
        found = {path for path in self._table.all() if path.suffix != ".json"}
        new = found - self._settled
        manifests = {path for path in new if path.suffix == ".manifest"}
        for path in (*sorted(new - manifests), *sorted(manifests)):
            fsync_file(path)
        for folder in sorted({path.parent for path in new}):
            for level in (folder, *folder.parents):
                fsync_folder(level)
                if level == self._table.path.parent:
                    break
        self._settled = found
        return len(new)


def fsync_file(path: Path) -> None:
    """Wait until the bytes of *path* are on the disk; one that was pruned meanwhile is passed over."""
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return
    try:
        _fsync(descriptor)
    finally:
        os.close(descriptor)


def fsync_folder(path: Path) -> None:
    """Wait until the names in *path* are on the disk; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        _fsync(descriptor)
    finally:
        os.close(descriptor)


def _fsync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - not there on Windows

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # fsync there stops at the drive's own cache
    else:
        os.fsync(descriptor)
