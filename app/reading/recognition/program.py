"""A program that is not ours, under limits of its own: it is given bytes, and answers bytes."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

if sys.platform == "linux":
    import resource

NICENESS = 10
LOOK_SECONDS = 0.1
"""How often a running program is looked at."""
END_SECONDS = 5.0
"""Time for a program to end that has said all."""
PIECE = 64 * 1024


class ProgramFailed(Exception):
    """No answer; its text says what happened, for `left_out`: a fact, nothing of what was given."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one answer may cost."""

    seconds: float
    answer_bytes: int = 8_000_000
    memory: int = 1536 * 1024 * 1024
    """Address space, bytes (Linux)."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """All that the program learns of ours."""


def ask(
    command: Sequence[str], given: bytes, bounds: Bounds, stopped: Callable[[], bool] = lambda: False
) -> bytes:
    """What the program says when it is given these bytes; what it says of errors goes nowhere.

    Raises:
        ProgramFailed: it took too long, said too much, failed, or was *stopped*.
    """
    try:
        process = _started(command, bounds)
    except OSError as error:
        raise ProgramFailed("does not start") from error
    said = bytearray()
    feeding = threading.Thread(target=_feed, args=(process, given), name="given")
    hearing = threading.Thread(target=_hear, args=(process, said, bounds.answer_bytes), name="said")
    feeding.start()
    hearing.start()
    deadline = time.monotonic() + bounds.seconds
    try:
        while hearing.is_alive() and time.monotonic() < deadline and not stopped():
            hearing.join(LOOK_SECONDS)
        has_said_all = not hearing.is_alive()
    finally:
        status = _ended(process, kindly=not hearing.is_alive() and len(said) <= bounds.answer_bytes)
        feeding.join()
        hearing.join()
    if not has_said_all:
        raise ProgramFailed("was stopped" if stopped() else "took too long")
    if status != 0 or len(said) > bounds.answer_bytes:
        raise ProgramFailed("failed")
    return bytes(said)


def _started(command: Sequence[str], bounds: Bounds) -> subprocess.Popen[bytes]:
    """Start it with low priority, and with all that it may start in turn as one group."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
    process = subprocess.Popen(  # noqa: S603 - found in usual places, or named by the user's PATH
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(bounds.environment),
        creationflags=flags,
        start_new_session=True,
    )
    with contextlib.suppress(OSError):  # it may have ended
        if sys.platform != "win32":
            os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
        if sys.platform == "linux":
            seconds = int(bounds.seconds) + 1  # also where we are gone
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (seconds, seconds))
            resource.prlimit(process.pid, resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    return process


def _feed(process: subprocess.Popen[bytes], given: bytes) -> None:
    """Give all; a program that ends early need not take it."""
    if process.stdin:
        with contextlib.suppress(OSError):
            process.stdin.write(given)
        with contextlib.suppress(OSError):
            process.stdin.close()


def _hear(process: subprocess.Popen[bytes], said: bytearray, most: int) -> None:
    """Take what is said until there is more than *most*."""
    if process.stdout:
        with process.stdout as pipe:
            while len(said) <= most and (piece := os.read(pipe.fileno(), PIECE)):
                said += piece


def _ended(process: subprocess.Popen[bytes], *, kindly: bool) -> int:
    """End the program and all that it has started; its exit status."""
    if kindly:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(END_SECONDS)
    if process.poll() is None and sys.platform == "win32":  # a launcher's own child would go on
        subprocess.run(  # noqa: S603 - a program of the system, on our own child
            ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607 - as above
            capture_output=True,
            check=False,
        )
    elif sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):  # the group has ended
            os.killpg(process.pid, signal.SIGKILL)
    return process.wait()
