"""On which drive a folder lies, and which drives are mounted in it."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")


@dataclass(frozen=True, slots=True)
class Volume:
    """A drive or a share, as it is mounted now."""

    id: str
    """The same whenever and wherever it is mounted; empty for the drive that the system runs from."""
    name: str
    """What people call it."""
    remote: bool = False
    """Its changes are made elsewhere, so that nobody tells of them."""
    stable_ids: bool = True
    """Whether a file has the same number (inode) when the volume is mounted again."""


SYSTEM = Volume("", "")
EMPTY = Volume("empty", "")
"""Stands for one at whose mount point there is nothing at all: that says nothing of its files."""


@dataclass(frozen=True, slots=True)
class Mounted:
    """The volumes that a folder has to do with."""

    home: Volume = SYSTEM
    """On which the folder itself lies."""
    inside: Mapping[bytes, Volume] = field(default_factory=dict)
    """Those mounted below it, by relative path, `/` between names."""
    is_mount_point: bool = False
    """Whether the folder is where its volume is mounted."""

    @property
    def remote(self) -> bool:
        """Whether some of it lies on a network drive."""
        return self.home.remote or any(volume.remote for volume in self.inside.values())

    @property
    def places(self) -> dict[str, bytes]:
        """Id -> where in the folder that volume begins; empty for its home."""
        return {volume.id: place for place, volume in self.inside.items()} | {self.home.id: b""}


def raw_table() -> bytes:
    """Linux's mount table as it is, to see whether anything changed; empty elsewhere."""
    try:
        return MOUNTS.read_bytes()
    except OSError:
        return b""


def mounted(folder: Path, table: Mapping[Path, Volume] | None = None) -> Mounted:
    """What is mounted at, above and in *folder*; *table* tells of every mount point, where it is known already."""
    if sys.platform == "win32":
        from app.indexing.volumes_windows import volume_of  # noqa: PLC0415  # there alone

        return Mounted(volume_of(folder), is_mount_point=folder == Path(folder.anchor))
    if table is None:
        from app.indexing.mount_table import mount_table  # noqa: PLC0415  # not on Windows

        table = mount_table()
    place = Path(os.path.realpath(folder))
    home = next((above for above in (place, *place.parents) if above in table), None)
    below = os.path.join(place, "")  # noqa: PTH118  # its end
    inside = {
        os.fsencode(point)[len(os.fsencode(below)) :]: volume
        for point, volume in table.items()
        if os.fspath(point).startswith(below) and point != place
    }
    return Mounted(SYSTEM if home is None else table[home], inside, is_mount_point=home == place)


def filled(here: Mounted, folder: Path) -> Mounted:
    """*here*, with `EMPTY` for the volumes whose mount point is empty."""
    home = EMPTY if here.is_mount_point and _is_empty(folder) else here.home
    inside = {
        place: EMPTY if _is_empty(folder / os.fsdecode(place)) else volume
        for place, volume in here.inside.items()
    }
    return Mounted(home, inside, here.is_mount_point)


def _is_empty(folder: Path) -> bool:
    """Whether nothing can be seen in it."""
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return True
