"""What a test of the window must not leave behind, and must not make Qt say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.usable import ROOT

BEGINNING = """
import pytest
from PySide6.QtCore import QThread, QThreadPool, qWarning
from PySide6.QtWidgets import QWidget

kept = []

@pytest.fixture
def complaint_at_the_end():
    yield
    qWarning("a complaint")
"""
BAD = {
    "a complaint": 'def test(qapp): qWarning("a complaint")',
    "Qt, at the end: a complaint": "def test(complaint_at_the_end): pass",
    "left behind: <PySide6.QtWidgets.QWidget": "def test(qapp): kept.append(QWidget()); kept[0].show()",
    "left behind: <PySide6.QtCore.QThread": "def test(qapp): kept.append(QThread()); kept[0].start()",
}
END = """
def test_nothing(qapp):
    for made in kept:
        made.quit() if isinstance(made, QThread) else made.close()
        isinstance(made, QThread) and made.wait()
"""


def outcome(folder: Path, test: str) -> tuple[int, str]:
    """Run *test* as one of the window's: the status of pytest, and what it said."""
    (folder / "test_it.py").write_text(BEGINNING + test + END)
    plugins = ["-p", "tests.conftest", "-p", "tests.gui.conftest", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            *plugins,
            "--rootdir",
            folder,
            "-c",
            ROOT / "pyproject.toml",
            folder,
        ],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout


def test_a_test_that_leaves_nothing_passes(tmp_path: Path) -> None:
    status, said = outcome(tmp_path, "def test(qapp): QWidget().grab()")
    assert status == 0, said


@pytest.mark.parametrize("sentence", BAD)
def test_a_test_that_leaves_something_fails(tmp_path: Path, sentence: str) -> None:
    status, said = outcome(tmp_path, BAD[sentence])
    assert status == 1
    assert sentence in said
    assert "2 passed" in said or "1 failed, 1 passed" in said, said


def test_a_thread_that_never_ends_fails_its_test_and_does_not_keep_the_run(tmp_path: Path) -> None:
    endless = "import threading\n\ndef test(qapp): threading.Thread(target=threading.Event().wait).start()\n"
    status, said = outcome(tmp_path, endless)
    assert status == 1
    assert "left running: Thread-" in said
    assert "2 passed, 1 error" in said
