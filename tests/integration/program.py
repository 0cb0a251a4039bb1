"""The program as a user has it: a command line, started in a process of its own."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resources" / "sample"
PATIENCE_SECONDS = 60.0
"""For a condition that an idle machine meets within a second or two."""

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """What one call left behind."""

    status: int
    stdout: bytes
    stderr: str

    def answer(self) -> Answer:
        """The JSON object that standard output holds, in ASCII, with nothing beside it."""
        text = self.stdout.decode("ascii")
        assert text.endswith("}\n")
        assert text.count("\n") == 1
        parsed: Answer = json.loads(text)
        return parsed


@dataclass(frozen=True, slots=True)
class Program:
    """Clew with a library of its own."""

    data: Path
    before: tuple[str, ...] = ()
    """Words before the command: a program that starts ours."""

    def run(self, *words: str | Path | bytes, status: int = 0, **options: Any) -> Ended:  # noqa: ANN401  # of Popen
        """Carry out a command that should end with *status*, and calmly."""
        with self.started(*words, **options) as process:
            stdout, stderr = process.communicate(timeout=PATIENCE_SECONDS * 2)
        ended = Ended(process.returncode, stdout or b"", (stderr or b"").decode("utf-8", "replace"))
        assert "Traceback" not in ended.stderr, ended.stderr
        assert "something went wrong" not in ended.stderr, self.log()
        assert ended.status == status, ended
        return ended

    def ask(self, *words: str | Path | bytes, status: int = 0) -> Answer:
        """The JSON answer to a command."""
        return self.run(*words, "--json", status=status).answer()

    def found(self, *words: str | Path) -> list[Path]:
        """The paths that a search answers with, best first."""
        with self.started("search", *words, "--json") as process:
            stdout, _ = process.communicate(timeout=PATIENCE_SECONDS * 2)
        assert process.returncode in (0, 1)
        return [Path(hit["path"]) for hit in json.loads(stdout)["hits"]]

    @contextmanager
    def started(
        self,
        *words: str | Path | bytes,
        **options: Any,  # noqa: ANN401  # of Popen
    ) -> Iterator[subprocess.Popen[bytes]]:
        """A call that runs; it is killed where it has not ended by then."""
        environment = {**os.environ, "CLEW_DATA": os.fspath(self.data), "PYTHONWARNINGS": "default"}
        command = [*self.before, sys.executable, os.fspath(ROOT / "main.py"), *words]
        settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment, "cwd": ROOT}
        with subprocess.Popen(command, **{**settings, **options}) as process:
            try:
                yield process
            finally:
                if process.poll() is None:
                    process.kill()

    def log(self) -> str:
        """What the log says."""
        log = self.data / "clew.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Return as soon as *condition* holds.

    Raises:
        AssertionError: it did not within a generous time.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.05)


def fingerprint(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Every file of *folder* by name: mode, time of change in ns, hash of the content."""
    return {
        os.fspath(path.relative_to(folder)): (
            path.lstat().st_mode,
            path.lstat().st_mtime_ns,
            hashlib.blake2b(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in sorted(folder.rglob("*"))
    }
