"""Where there can be no window: one sentence with a way out, and never Qt's own end. Needs no library of Qt."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.gui.display import INCOMPLETE, LIBRARIES, NEITHER, NO_DISPLAY, WITHOUT_WINDOW, reason
from tests.integration.program import ROOT, Ended, Program

pytestmark = pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="there, a display is always there"
)

DISPLAYS = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
NOWHERE = {name: value for name, value in os.environ.items() if name not in DISPLAYS}


def start(program: Program, **variables: str) -> Ended:
    """Start the window where only these *variables* speak of a display; it must refuse, and leave nothing."""
    ended = program.run(status=2, env={**NOWHERE, "CLEW_DATA": os.fspath(program.data), **variables})
    assert ended.stdout == b""
    assert ended.stderr.endswith(f"{WITHOUT_WINDOW}\n")
    assert ended.stderr.count("\n") == 1
    assert not program.data.exists()
    return ended


@pytest.fixture
def broken_qt(tmp_path: Path) -> str:
    """A folder for PYTHONPATH where Qt fails as it does without the libraries of the system."""
    (tmp_path / "PySide6").mkdir()
    failure = 'raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")'
    (tmp_path / "PySide6" / "__init__.py").write_text(failure)
    return os.fspath(tmp_path)


def test_without_a_display_the_window_names_the_search_without_one(program: Program) -> None:
    assert start(program).stderr in {f"{NO_DISPLAY}\n", f"{NEITHER}\n"}


@pytest.mark.parametrize(
    "variables",
    [
        {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":987"},
        {"DISPLAY": ":987"},
        {"WAYLAND_DISPLAY": "wayland-987", "XDG_RUNTIME_DIR": "/nonexistent"},
        {"QT_QPA_PLATFORM": "no such platform"},
    ],
)
def test_a_display_that_does_not_answer_is_none(program: Program, variables: dict[str, str]) -> None:
    assert start(program, **variables).stderr in {f"{NO_DISPLAY}\n", f"{INCOMPLETE}\n"}


def test_a_data_folder_among_the_words_changes_nothing(program: Program) -> None:
    ended = program.run("--data-folder", program.data, status=2, env=NOWHERE)
    assert ended.stderr.endswith(f"{WITHOUT_WINDOW}\n")
    assert not program.data.exists()


def test_without_libraries_of_the_system_the_window_names_their_packages(
    program: Program, broken_qt: str
) -> None:
    ended = start(program, DISPLAY=":0", PYTHONPATH=broken_qt)
    assert ended.stderr == f"{INCOMPLETE}\n"
    assert "apt-get install libglib2.0-0 " in ended.stderr


def test_a_bare_server_is_told_both(program: Program, broken_qt: str) -> None:
    ended = start(program, PYTHONPATH=broken_qt)
    assert ended.stderr == f"{NEITHER}\n"
    assert "apt-get install libglib2.0-0 " in ended.stderr


LOADED = 'Could not load the Qt platform plugin "{}" in "" even though it was found.'
REACHED = {
    "xcb": "qt.qpa.xcb: could not connect to display :987\n",
    "wayland": "Failed to create wl_display (No such file or directory)\n",
}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (REACHED["xcb"] + LOADED.format("xcb"), NO_DISPLAY),
        (REACHED["wayland"] + LOADED.format("wayland"), NO_DISPLAY),
        (REACHED["wayland"] + LOADED.format("wayland") + REACHED["xcb"] + LOADED.format("xcb"), NO_DISPLAY),
        ('Could not find the Qt platform plugin "vnc" in ""', NO_DISPLAY),
        (LOADED.format("xcb"), INCOMPLETE),
        (LOADED.format("wayland") + REACHED["xcb"] + LOADED.format("xcb"), INCOMPLETE),
        (LOADED.format("another"), INCOMPLETE),
    ],
)
def test_a_plugin_that_cannot_be_loaded_is_told_from_a_display_that_is_not_reached(
    said: str, sentence: str
) -> None:
    assert reason(said) == sentence


@pytest.mark.parametrize(
    ("variables", "status", "outcome"),
    [({}, 0, "1 skipped"), ({"CLEW_GUI_TESTS": "required"}, 1, "1 failed")],
)
def test_tests_of_the_window_are_skipped_with_the_same_sentence_unless_they_are_required(
    broken_qt: str, variables: dict[str, str], status: int, outcome: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", "tests/gui/test_display.py"],
        cwd=ROOT,
        env={**NOWHERE, "CLEW_GUI_TESTS": "", "PYTHONPATH": broken_qt, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stdout
    assert outcome in done.stdout
    assert INCOMPLETE in done.stdout


def test_the_question_alone_loads_nothing_of_qt() -> None:
    code = (
        "import sys, app.gui.display; print('PySide6' in sys.modules, 'app.gui.application' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


def test_ci_installs_the_packages_that_the_sentence_names() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (listed,) = re.findall(r"^debian_packages=\(([^)]*)\)", script, re.MULTILINE)
    assert tuple(listed.split()) == LIBRARIES
