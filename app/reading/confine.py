"""Limits that a reading child puts on itself before it sees a file."""

import os
import signal
import sys
from pathlib import Path

if sys.platform != "win32":
    import resource


def confine(memory: int) -> None:
    """Bound this process for good: *memory* bytes of address space, no core dump, no child process.

    Windows and macOS have no enforced limit of address space for a process on itself; there the parent
    renews a child that has grown.
    """
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # where threads count as processes, its pool would fail
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent to decide on
    if sys.platform == "win32":
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NPROC, 0)
    if sys.platform == "linux":
        _lower(resource.RLIMIT_AS, memory)


def end_by_alarm(seconds: int) -> None:
    """Let the kernel end this process unless called again in time; 0 calls the alarm off.

    The parent ends a child that hangs; this is for a child whose parent is gone.
    """
    if sys.platform != "win32":
        signal.alarm(seconds)


def peak_memory() -> int:
    """The most bytes of memory that this process has held, or 0 where that is not known.

    On Linux `ru_maxrss` outlives an exec: it would tell the memory of a large parent at the fork.
    """
    if sys.platform == "linux":
        status = Path("/proc/self/status")
        lines = status.read_text("ascii", "replace").splitlines() if status.exists() else []
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)
    if sys.platform == "win32":
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _lower(limit: int, value: int) -> None:
    if sys.platform != "win32":
        hard = resource.getrlimit(limit)[1]
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (wanted, wanted))
