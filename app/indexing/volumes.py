"""On which drive a folder lies."""

import os
from pathlib import Path

import psutil

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
"""File systems whose changes are made elsewhere, so that nobody tells of them."""


def is_remote(folder: Path) -> bool:
    """Whether a folder lies on a network drive."""
    if os.fspath(folder).startswith("\\\\"):
        return True
    mounted = [part for part in psutil.disk_partitions(all=True) if folder.is_relative_to(part.mountpoint)]
    if not mounted:
        return False
    nearest = max(mounted, key=lambda part: len(Path(part.mountpoint).parts))
    return nearest.fstype.lower() in REMOTE or "remote" in nearest.opts.split(",")
