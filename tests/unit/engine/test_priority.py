"""A process that gives way, and those that it starts, come after everybody else."""

import os
import subprocess
import sys

import psutil
import pytest

from app.engine.priority import LAST_OF_BEST_EFFORT, NICENESS, give_way

GIVING_WAY = f"""
import subprocess, sys
sys.path.insert(0, {sys.path[0]!r})
from app.engine.priority import give_way
give_way()
subprocess.run([sys.executable, "-c", "input()"])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="read back on Linux")
def test_a_process_and_its_children_give_way_but_are_not_starved() -> None:
    before = psutil.Process().nice()
    with subprocess.Popen([sys.executable, "-c", GIVING_WAY], stdin=subprocess.PIPE) as started:
        process = psutil.Process(started.pid)
        while not (children := process.children()):
            assert started.poll() is None
        for one in (process, *children):
            assert one.nice() == min(19, before + NICENESS)
            assert one.ionice() == (psutil.IOPRIO_CLASS_BE, LAST_OF_BEST_EFFORT)
        started.communicate(b"\n")


def test_where_it_is_forbidden_work_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def forbid(*_: object) -> None:
        raise PermissionError(1, "not permitted")

    monkeypatch.setattr(os, "nice", forbid, raising=False)
    monkeypatch.setattr(psutil, "Process", forbid)
    give_way()
    assert "not permitted" in caplog.text
