"""The mount table: what is mounted where, with names that people know; for Linux and macOS."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import psutil

from app.indexing.volumes import SYSTEM, Volume, raw_table

DISKS = Path("/dev/disk")
"""Links by which the system knows file systems: `by-uuid`, `by-label`."""
BLOCK_DEVICES = Path("/sys/dev/block")
"""What is plugged in, by major and minor number: a drive that was pulled out stays mounted for a while."""

REMOTE = frozenset(
    [
        "9p",
        "afpfs",
        "afs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb2",
        "smb3",
        "smbfs",
        "sshfs",
        "vboxsf",
        "virtiofs",
        "webdav",
    ]
)
UNSTABLE = frozenset(["exfat", "fat", "fuse", "fuseblk", "hfs", "msdos", "ntfs", "umsdos", "vfat"])
"""File systems that number their files anew with each mount, or may; so may all that are remote."""
ROOTS = frozenset([Path("/"), Path("/System/Volumes/Data")])
"""Of the system's own drive."""

_OCTAL = re.compile(rb"\\([0-7]{3})")
_HEXADECIMAL = re.compile(r"\\x([0-9a-f]{2})")
_SHARE = re.compile(r"(?://)?(?:[^@/]*@)?(?P<server>\[[^]]+\]|[^:/]+):?(?P<path>/.*)?")


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of the table."""

    point: Path
    kind: str
    """Of file system."""
    source: str
    part: str = "/"
    """Which folder of the file system is mounted."""
    device: str = ""
    """Major and minor number, a colon between."""


def mount_table() -> dict[Path, Volume]:
    """Mount point -> volume; of several mounted over each other the last, which is the one that is seen."""
    table = raw_table()
    if not table:
        return {mount.point: _by_size(mount) for mount in _told_by_system()}
    names = _Names(DISKS)  # anew each time: another drive may have the place and the number of the last one
    return {mount.point: names.volume(mount) for mount in parsed(table) if is_plugged_in(mount)}


@lru_cache(1)
def parsed(table: bytes) -> tuple[Mount, ...]:
    """The lines of Linux's table, which is the same most of the time."""
    return tuple(_lines(table))


def _lines(table: bytes) -> Iterator[Mount]:
    for line in table.splitlines():
        before, _, after = line.partition(b" - ")
        first, last = before.split(b" "), after.split(b" ")
        if len(first) > 4 and len(last) > 1:
            device, part, point = first[2:5]
            kind, source = map(_plain, last[:2])
            yield Mount(Path(_plain(point)), kind, source, _plain(part), _plain(device))


def is_plugged_in(mount: Mount) -> bool:
    """Whether the device is there; what has none, or none that could be seen from here, counts as there."""
    if mount.device.startswith("0:") or not BLOCK_DEVICES.exists():
        return True
    return (BLOCK_DEVICES / mount.device).exists()


class _Names:
    """What the system calls its file systems, asked at most once."""

    def __init__(self, disks: Path) -> None:
        self._disks = disks
        self._known: dict[str, dict[int, str]] = {}

    def volume(self, mount: Mount) -> Volume:
        if mount.point in ROOTS:
            return SYSTEM
        remote = mount.kind in REMOTE
        return Volume(
            self._id(mount, remote=remote),
            share_name(mount.source) if remote else self._found("by-label", mount) or mount.point.name,
            remote=remote,
            stable_ids=not remote and mount.kind not in UNSTABLE and not mount.kind.startswith("fuse."),
        )

    def _id(self, mount: Mount, *, remote: bool) -> str:
        part = "" if mount.part == "/" else mount.part
        if uuid := self._found("by-uuid", mount):
            return uuid + part
        if remote or mount.source.startswith("/dev/"):
            return f"{mount.kind}:{mount.source}{part}"
        return f"{mount.kind}:{mount.source}{part}:{mount.point}"  # such as memory: nothing else tells them apart

    def _found(self, by: str, mount: Mount) -> str:
        """The name of the mount's device among the links of one kind."""
        if by not in self._known:
            self._known[by] = dict(_links(self._disks / by))
        devices = []
        if mount.device and not mount.device.startswith("0:"):
            devices.append(os.makedev(*map(int, mount.device.split(":"))))
        if mount.source.startswith("/dev/"):
            with suppress(OSError):
                devices.append(Path(mount.source).stat().st_rdev)
        return next((name for device in devices if (name := self._known[by].get(device))), "")


def share_name(source: str) -> str:
    """What people call a share: its last folder, and the server."""
    told = _SHARE.fullmatch(source)
    if told is None:
        return source
    folder = (told["path"] or "").rstrip("/").rpartition("/")[2]
    return f"{folder} on {told['server']}" if folder else told["server"]


def _links(folder: Path) -> Iterator[tuple[int, str]]:
    """(device number, name) of each link."""
    with suppress(OSError), os.scandir(folder) as links:
        for link in links:
            with suppress(OSError):
                yield link.stat().st_rdev, _HEXADECIMAL.sub(lambda code: chr(int(code[1], 16)), link.name)


def _told_by_system() -> Iterator[Mount]:
    for part in psutil.disk_partitions(all=True):
        yield Mount(Path(part.mountpoint), part.fstype.lower(), part.device)


def _by_size(mount: Mount) -> Volume:
    """Where the system tells no number of a file system: its name and size tell it from most others."""
    if mount.point in ROOTS:
        return SYSTEM
    remote = mount.kind in REMOTE
    name = share_name(mount.source) if remote else mount.point.name
    size = 0
    if not remote:
        with suppress(OSError):
            status = os.statvfs(mount.point)
            size = status.f_blocks * status.f_frsize
    identity = f"{mount.kind}:{mount.source}" if remote else f"{mount.kind}:{name}:{size}"
    return Volume(identity, name, remote=remote, stable_ids=not remote and mount.kind not in UNSTABLE)


def _plain(field: bytes) -> str:
    """A field without the escapes for spaces and the like."""
    return os.fsdecode(_OCTAL.sub(lambda code: bytes([int(code[1], 8)]), field))
