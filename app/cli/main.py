"""From words to an exit status: 0 done, 1 not all could be done, 2 wrong use or refused."""

import logging
import signal
import sys
import threading
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from types import FrameType

from app.cli.arguments import build_parser
from app.cli.commands import COMMANDS, NOT_ALL, REFUSED, Call
from app.cli.screen import Progress
from app.domain.errors import KnownError
from app.library.library import Library
from app.places import Places, places, prepare

NO_WINDOW_YET = (
    "Clew's window comes with the next version. Until then it answers here: "
    'python main.py search "what you are looking for" --in FOLDER (more with --help).'
)

log = logging.getLogger("clew")


def main(words: Sequence[str]) -> int:
    """Carry out one command."""
    _speak_utf8()
    if not words:
        print(NO_WINDOW_YET, file=sys.stderr)
        return REFUSED
    arguments = build_parser().parse_args(words)
    where = places(arguments.data_folder)
    stop = threading.Event()
    _stop_gently(stop)
    try:
        prepare(where)
        _log_to(where)
        with Library(where) as library, Progress(quiet=arguments.quiet or arguments.json) as progress:
            if library.warning:
                print(library.warning, file=sys.stderr)
            return COMMANDS[arguments.command](Call(library, arguments, progress, stop))
    except KnownError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has had enough
        return NOT_ALL
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return NOT_ALL
    except Exception:
        log.exception("a bug")
        print(f"Sorry, something went wrong inside Clew. The log tells more: {where.log}", file=sys.stderr)
        return REFUSED


def _stop_gently(stop: threading.Event) -> None:
    """The first interrupt asks to stop between two files, the second one stops."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, interrupt)
        signal.signal(signal.SIGTERM, interrupt)


def _log_to(where: Places) -> None:
    handler = RotatingFileHandler(where.log, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    log.setLevel(logging.INFO)


def _speak_utf8() -> None:
    """A terminal that cannot show a letter shows a stand-in, rather than an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
