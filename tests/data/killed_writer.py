"""The library's writer, forked anew for each line of standard input, saying where it is: to be killed there.

    killed_writer.py DATA_FOLDER

Little is done at once, and the index is tidied after each look, so that a small disk leads through everything.
"""

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import FunctionType
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from app.catalogue.documents import Documents
from app.catalogue.progress import Progress
from app.encoding.onnx_encoder import OnnxEncoder
from app.indexing import encode, look
from app.indexing.fetch import Fetcher
from app.library.library import Library
from app.library.writer import Writer
from app.places import Places
from app.store import lance_index
from app.store.durable import Durable
from app.store.lance_index import LanceIndex

PARTS: tuple[tuple[object, str, str], ...] = (
    (Writer, "settle", "scan"),
    (Fetcher, "fetch", "reading"),
    *((Documents, name, "catalogue") for name in ("store", "clone", "move", "fail", "forget")),
    (OnnxEncoder, "encode_passages", "encoding"),
    (LanceIndex, "flush", "flush"),
    (LanceIndex, "upkeep", "upkeep"),
    (Durable, "settle", "fsync"),
    (Progress, "flushed", "noting"),
    (Progress, "reconcile", "reconcile"),
    (lance_index, "repair", "repair"),
)
"""(where, what, what it is called when it begins)."""


def telling(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def tell(*given: Any, **named: Any) -> Any:  # noqa: ANN401  # whatever the function takes and gives
        say(name)
        return function(*given, **named)

    return tell


def say(what: object) -> None:
    os.write(1, f"{what}\n".encode())


def write(data: Path) -> None:
    """Make the library say what its folders say, in small steps, and tidy up."""
    with ExitStack() as patched:
        for owner, name, called in PARTS:
            patched.enter_context(patch.object(owner, name, telling(called, getattr(owner, name))))
        for owner, name, value in (
            (look, "COMMIT_CHARACTERS", 2_000),
            (encode, "BATCH", 6),
            (encode, "FLUSH", 12),
            (LanceIndex, "upkeep_due", lambda _: True),
        ):
            patched.enter_context(patch.object(owner, name, value))
        with Library(Places(data)) as library, library.writer() as writer:
            in_small_steps_of_upkeep(patched)
            writer.settle()


def in_small_steps_of_upkeep(patched: ExitStack) -> None:
    """Loads LanceDB, which must not be there before the fork."""
    from app.store import indices, upkeep

    for owner, name, value in (
        (indices, "SCALAR_ROWS", 20),
        (indices, "VECTOR_ROWS", 40),
        (upkeep, "FRAGMENTS", 3),
    ):
        patched.enter_context(patch.object(owner, name, value))
    for name, function in list(vars(indices).items()):
        if isinstance(function, FunctionType) and function.__module__ == indices.__name__:
            patched.enter_context(patch.object(indices, name, telling(f"upkeep: {name}", function)))


def main() -> None:
    """Fork a writer, tell its process, and how it ended."""
    data = Path(sys.argv[1])
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            say(os.getpid())
            write(data)
            os._exit(0)  # as the indexer ends
        say(f"ended {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}")


if __name__ == "__main__":
    main()
