"""Limits that a reading child puts on itself before it sees a file.

On Linux it also gives up what it does not need: files, network, processes (`docs/decisions/0011-sandbox.md`).
On macOS and Windows it gives up nothing more yet: it keeps the rights of its user there.
"""

import functools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from app.reading.process.landlock import restrict_files
from app.reading.process.seccomp import refuse_calls

if sys.platform != "win32":
    import resource

_SYSTEM = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store", "/gnu/store"),
    *("/usr/share/fonts", "/usr/share/X11/fonts", "/usr/local/share/fonts"),
    *("/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo", "/etc/mime.types"),
)
"""Libraries; fonts, which tell PDFium the letters of a PDF that brings none; what C and Python look up."""


def confine(memory: int, *, opens_files: bool) -> list[str]:
    """Bound this process for good; return which of the kernel's gates are closed behind it.

    *memory* bytes of address space, no core dump, no child process. A process that *opens_files* itself goes
    on to read any; else it reads only the program and its libraries, so that modules can be loaded late.

    Windows and macOS have no enforced limit of address space for a process on itself; there the parent
    renews a child that has grown.
    """
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # where threads count as processes, its pool would fail
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent to decide on
    if sys.platform == "win32":
        return []
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NPROC, 0)
    if sys.platform != "linux":
        return []
    _lower(resource.RLIMIT_AS, memory)
    _status()  # cannot be opened later
    readable = None if opens_files else _program()
    gates: dict[str, Callable[[], None]] = {
        "landlock": lambda: restrict_files(readable),
        "seccomp": refuse_calls,
    }
    return [name for name, close in gates.items() if _is_closed(close)]


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
        status = _status()
        lines = os.pread(status, 65536, 0).splitlines() if status is not None else []
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(b"VmHWM:")), 0)
    if sys.platform == "win32":
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


@functools.cache
def _status() -> int | None:
    """What the kernel says of this process, open until its end."""
    try:
        return os.open("/proc/self/status", os.O_RDONLY)
    except OSError:
        return None


def _program() -> list[Path]:
    """Where this program, its interpreter and the libraries of both lie."""
    ours = Path(__file__).parent.parent.parent
    return [ours, *(Path(entry) for entry in (*sys.path, *_SYSTEM) if entry)]


def _is_closed(close: Callable[[], None]) -> bool:
    try:
        close()
    except OSError:  # an old kernel, or one that is told to refuse: reading goes on
        return False
    return True


def _lower(limit: int, value: int) -> None:
    if sys.platform != "win32":
        hard = resource.getrlimit(limit)[1]
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (wanted, wanted))
