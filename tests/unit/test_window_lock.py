"""Who holds a window's lock is told by the system, and is told right whatever became of him."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.window_lock import WindowLock, is_window_open

HOLD = """
import sys
from pathlib import Path
from app.window_lock import WindowLock
lock = WindowLock(Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.read()
"""
ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "window.lock"


def test_without_a_window_there_is_none(path: Path) -> None:
    assert not is_window_open(path)
    assert not path.parent.exists(), "asking leaves no trace"


def test_a_lock_that_is_taken_is_taken_until_it_is_given_back(path: Path) -> None:
    with WindowLock(path) as lock:
        assert lock.take()
        assert is_window_open(path)
        assert not WindowLock(path).take()
    assert not is_window_open(path)
    with WindowLock(path) as another:
        assert another.take()


def test_a_lock_dies_with_its_process(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert is_window_open(path)
        assert not WindowLock(path).take()
        holder.kill()
        holder.wait()
    with WindowLock(path) as lock:
        assert lock.take()


def test_where_there_can_be_no_lock_a_window_opens_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with WindowLock(tmp_path / "file" / "window.lock") as lock:
        assert lock.take()
    assert not is_window_open(tmp_path / "file" / "window.lock")
