"""Real drives for tests: images of file systems, mounted as the system mounts sticks."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.indexing import mount_table

MEGABYTES = 4


def why_not() -> str:
    """Why no drive can be mounted here; empty where one can."""
    if sys.platform != "linux":
        return "drives are mounted for real on Linux alone"
    if os.geteuid() != 0:
        return "only root may mount"
    missing = [name for name in ("mkfs.ext4", "mount", "umount", "losetup") if shutil.which(name) is None]
    return f"there is no {missing[0]}" if missing else ""


@dataclass
class Drives:
    """Sticks and where they are mounted; the system's names for them are made here: there may be no udev."""

    folder: Path
    disks: Path
    mounted: dict[Path, str] = field(default_factory=dict)
    """Mount point -> loop device."""

    def make(self, label: str) -> Path:
        """A new stick."""
        image = self.folder / f"{label}.img"
        with image.open("wb") as stream:
            stream.truncate(MEGABYTES * 1_000_000)
        _run("mkfs.ext4", "-q", "-F", "-L", label, image)
        return image

    def plug_in(self, image: Path, point: Path) -> None:
        """Mount a stick; its folder is made as the desktop makes it."""
        point.mkdir(parents=True, exist_ok=True)
        device = _run("losetup", "--find", "--show", image).strip()
        self._name(image.stem, device)
        _run("mount", device, point)
        self.mounted[point] = device
        with suppress(OSError):
            (point / "lost+found").rmdir()

    def pull_out(self, point: Path, *, keeps_folder: bool = True) -> None:
        """Take a stick away at once, whoever uses it."""
        device = self.mounted.pop(point)
        _run("sync", "--file-system", point)  # what was written counts; what is being read does not
        _run("umount", "--lazy", point)
        with suppress(subprocess.CalledProcessError):
            _run("losetup", "--detach", device)
        for link in self.disks.rglob("*"):
            if link.is_symlink() and os.fspath(link.readlink()) == device:
                link.unlink()
        if not keeps_folder:
            point.rmdir()

    def pull_out_all(self) -> None:
        for point in list(self.mounted):
            self.pull_out(point)

    def _name(self, label: str, device: str) -> None:
        for kind, name in (("by-uuid", f"uuid-of-{label}"), ("by-label", label)):
            (self.disks / kind).mkdir(parents=True, exist_ok=True)
            (self.disks / kind / name).symlink_to(device)


@pytest.fixture
def drives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Drives]:
    """A place to plug sticks in."""
    if reason := why_not():
        pytest.skip(reason)
    disks = tmp_path / "disks"
    monkeypatch.setattr(mount_table, "DISKS", disks)
    made = Drives(tmp_path, disks)
    try:
        made.plug_in(made.make("TRIAL"), tmp_path / "trial")
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"drives cannot be mounted here: {getattr(error, 'stderr', error)}")
    made.pull_out(tmp_path / "trial")
    yield made
    made.pull_out_all()


def _run(*words: str | Path) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout
