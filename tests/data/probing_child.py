"""A reading child that attempts what its file's name says, with the path in the file's text as its target.

What the kernel refuses comes back as the reason of an unreadable file; else the file is read. The words on
the command line name gates to leave open.
"""

import ctypes
import faulthandler
import hashlib
import importlib
import itertools
import mimetypes
import os
import socket
import subprocess
import sys
import threading
import zoneinfo
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from app.reading import reader
from app.reading.archives.entries import Container
from app.reading.formats import Format
from app.reading.process import child, confine
from app.reading.reader import _chosen as really_chosen

OPENERS = {"landlock": "restrict_files", "seccomp": "refuse_calls"}


LIBRARIES = (
    *(
        "numpy",
        "py3langid",
        "pypdf",
        "pypdfium2",
        "python_calamine",
        "olefile",
        "PIL.PngImagePlugin",
        "PIL.TiffImagePlugin",
        "PIL.WebPImagePlugin",
        "selectolax.lexbor",
    ),
    *(
        "fontTools.ttLib",
        "cryptography.hazmat.primitives.ciphers.aead",
        "email.parser",
        "mailbox",
        "zipfile",
        "tarfile",
    ),
    *(
        "lzma",
        "bz2",
        "sqlite3",
        "xml.etree.ElementTree",
        "html.parser",
        "tomllib",
        "ast",
        "csv",
        "encodings.cp932",
    ),
)


def c_call(name: str, *arguments: object) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if getattr(library, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def fork(_: Path) -> None:
    if not (pid := os.fork()):
        os._exit(0)
    os.waitpid(pid, 0)


def thread(_: Path) -> None:
    faulthandler.dump_traceback_later(600, file=2)
    started = threading.Thread(target=faulthandler.cancel_dump_traceback_later)
    started.start()
    started.join()


def load(_: Path) -> None:
    for name in LIBRARIES:
        importlib.import_module(name)


def look_up(_: Path) -> None:
    mimetypes.init()
    zoneinfo.ZoneInfo("Europe/Berlin")
    hashlib.md5(usedforsecurity=False)
    for font in itertools.islice(Path("/usr/share/fonts").rglob("*.[ot]t[fc]"), 3):
        font.read_bytes()


READING: dict[str, Callable[[Path], object]] = {
    "read the passwords": lambda _: Path("/etc/passwd").read_bytes(),
    "read another document": lambda target: target.read_bytes(),
    "list a folder": lambda target: list(target.parent.iterdir()),
    "read what is known of another process": lambda _: Path("/proc/1/status").read_bytes(),
}
CHANGING: dict[str, Callable[[Path], object]] = {
    "write": lambda target: target.write_text("Gone."),
    "append": lambda target: target.open("a").close(),
    "make a file": lambda target: target.with_name("new").touch(),
    "make a folder": lambda target: target.with_name("folder").mkdir(),
    "write shared memory": lambda _: os.close(os.open("/dev/shm", os.O_TMPFILE | os.O_RDWR)),  # noqa: S108 - to try
    "unlink": lambda target: target.unlink(),
    "rename": lambda target: target.rename(target.with_name("moved")),
    "link": lambda target: target.with_name("hard").hardlink_to(target),
    "symlink": lambda target: target.with_name("soft").symlink_to(target),
    "truncate": lambda target: os.truncate(target, 0),
    "change the mode": lambda target: target.chmod(0o777),
    "change the time": lambda target: os.utime(target, (0, 0)),
    "mark with an attribute": lambda target: os.setxattr(target, "user.clew", b""),
}
REACHING: dict[str, Callable[[Path], object]] = {
    "make a socket": lambda _: socket.socket().close(),
    "make a local socket": lambda _: socket.socket(socket.AF_UNIX).close(),
    "fork": fork,
    "start a program": lambda _: subprocess.run(["/bin/true"], check=True),
    "spawn a program": lambda _: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0),
    "signal the parent": lambda _: os.kill(os.getppid(), 0),
    "limit the parent": lambda _: c_call("prlimit", os.getppid(), 7, None, None),
}
ONE_WAY: dict[str, Callable[[Path], object]] = {
    "become a program": lambda _: os.execv("/bin/true", ["true"]),  # noqa: S606 - to try
    "unshare": lambda _: c_call("unshare", 0),
    "be traced": lambda _: c_call("ptrace", 0, 0, None, None),
    "mount": lambda _: c_call("mount", b"none", b"/mnt", b"tmpfs", 0, None),
}
HARMLESS: dict[str, Callable[[Path], object]] = {
    "run a thread": thread,
    "abort": lambda _: os.abort(),
    "load every library": load,
    "look up what the system knows": look_up,
}
ATTEMPTS = READING | CHANGING | REACHING | ONE_WAY | HARMLESS


def chosen(source: BinaryIO, name: str) -> Format | Container:
    """Choose like the real child, after what the name asks for."""
    if attempt := ATTEMPTS.get(Path(name).stem):
        attempt(Path(source.read().decode()))
        source.seek(0)
    return really_chosen(source, name)


def refused(*_: object) -> None:
    """What an old kernel answers."""
    raise OSError


if __name__ == "__main__":
    with ExitStack() as stack:
        for gate in sys.argv[1:]:
            stack.enter_context(patch.object(confine, OPENERS[gate], refused))
        stack.enter_context(patch.object(reader, "_chosen", chosen))
        sys.exit(child.main())
