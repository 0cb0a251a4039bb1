"""From words to an exit status: 0 done, 1 not all could be done, 2 wrong use or refused."""

import atexit
import logging
import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from app.cli.arguments import build_parser
from app.cli.call import NOT_ALL, REFUSED, Call
from app.cli.commands import COMMANDS
from app.cli.screen import Progress
from app.domain.errors import KnownError
from app.library.library import Library
from app.library.log import log_to
from app.places import Places, places, prepare

Window = Callable[[Path | None], int]
"""Shows the window of the library in a data folder, or in the user's own; returns the exit status."""

log = logging.getLogger("clew")


def main(words: Sequence[str], window: Window) -> int:
    """Carry out one command; without one, show the *window* of the library in this data folder."""
    _prepare_streams()
    arguments = build_parser().parse_args(words)
    where = places(arguments.data_folder)
    try:
        return _carry_out(arguments, where, window)
    except KnownError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # whoever read our output has had enough
        _say_no_more()
        return NOT_ALL
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return NOT_ALL
    except OSError as error:
        log.exception("the system refused")
        print(f"The system refused: {error.strerror or error}.", file=sys.stderr)
        _say_no_more()
        return REFUSED
    except Exception:
        log.exception("a bug")
        print(f"Sorry, something went wrong inside Clew. The log tells more: {where.log}", file=sys.stderr)
        return REFUSED


def _carry_out(arguments: Namespace, where: Places, window: Window) -> int:
    if arguments.command is None:
        return window(arguments.data_folder)
    stop = threading.Event()
    _stop_gently(stop)
    prepare(where)
    log_to(where)
    with Library(where) as library, Progress(quiet=arguments.quiet) as progress:
        if library.warning:
            print(library.warning, file=sys.stderr)
        status = COMMANDS[arguments.command](Call(library, arguments, progress, stop))
    sys.stdout.flush()
    return status


def _stop_gently(stop: threading.Event) -> None:
    """The first interrupt asks to stop between two files, the second one stops."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, interrupt)
        signal.signal(signal.SIGTERM, interrupt)


def _prepare_streams() -> None:
    """A terminal that cannot show a letter shows a stand-in; what was closed swallows what it is told."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nothing = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # closed when Python ends
            atexit.register(nothing.close)
            setattr(sys, name, nothing)
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _say_no_more() -> None:
    """Standard output takes nothing more; the flush when Python ends would fail, and be seen."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)
