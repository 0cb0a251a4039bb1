"""A disk of its own for a process, as small as one likes: a tmpfs in a namespace of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
MEGABYTE = 1_000_000
ROOMY = 400 * MEGABYTE


@cache
def problem() -> str:
    """Why there can be no small disk here; empty where there can."""
    if sys.platform != "linux" or not shutil.which("unshare"):
        return "a small disk needs unshare"
    tried = subprocess.run(
        _on_disk(Path("/tmp"), ["mount", "-o", f"remount,size={MEGABYTE}", "/tmp"]),  # noqa: S108  # of nobody else
        capture_output=True,
        check=False,
    )
    return "mounting a small disk is not allowed here" if tried.returncode else ""


def run_on_disk(disk: Path, command: Sequence[str | Path], seconds: float) -> str:
    """Run *command*, for which *disk* is a disk of its own, roomy at first; return what it said.

    Raises:
        AssertionError: it failed.
    """
    ran = subprocess.run(
        _on_disk(disk, command),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def _on_disk(disk: Path, command: Sequence[str | Path]) -> list[str | Path]:
    mount = f"mount -t tmpfs -o size={ROOMY} none '{disk}' && exec \"$@\""
    return ["unshare", "-rm", "sh", "-c", mount, "sh", *command]


def leave_free(disk: Path, room: int) -> None:
    """Have so many bytes be free on *disk*, from within: somebody else has written the rest."""
    state = os.statvfs(disk)
    used = (state.f_blocks - state.f_bfree) * state.f_frsize
    size = max(used + room, state.f_frsize)  # 0 would be without limit
    subprocess.run(["mount", "-o", f"remount,size={size}", disk], check=True)
