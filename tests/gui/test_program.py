"""The window as a program of its own: what it loads, and what is left when it is killed."""

import os
import subprocess
import sys
from pathlib import Path

import psutil

from tests.gui.conftest import MAIN, ROOT, Wait

HEAVY = ("lancedb", "pyarrow", "onnxruntime", "tokenizers", "numpy", "sqlite3", "app.library", "app.store")
LOADED = "import sys, app.gui.library_page, app.gui.library_presenter, app.gui.application, app.gui.welcome\n"
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def test_the_window_loads_nothing_that_the_engine_is_for() -> None:
    told = subprocess.run(
        [sys.executable, "-c", LOADED + "print(*sys.modules)"],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "PySide6.QtWidgets" in told
    assert not set(HEAVY) & set(told)


def test_a_killed_window_leaves_no_process(documents: Path, desk: Path, tmp_path: Path, wait: Wait) -> None:
    subprocess.run(
        [sys.executable, MAIN, "--data-folder", tmp_path / "library", "add", documents],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    command: list[str | Path] = [sys.executable, MAIN, "--data-folder", tmp_path / "library"]
    with subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.DEVNULL) as window:
        itself = psutil.Process(window.pid)
        wait(lambda: len(itself.children(recursive=True)) > 1)  # the engine, and its indexer at work
        children = itself.children(recursive=True)
        window.kill()
    _, alive = psutil.wait_procs(children, timeout=60)
    assert not alive
