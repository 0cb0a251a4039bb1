"""A child that speaks frames and plays a part: `scripted_child.py FOLDER PART,PART,...`, a part for each start.

The last part is played again at every further start. Each start leaves a file in FOLDER.
"""

import os
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from app.domain.events import Counted, Phase, Settled
from app.domain.hit import Results
from app.domain.settings import Settings
from app.domain.state import FolderState, Totals
from app.engine.answers import Folders, Found, Opened, Refused, Unusable
from app.engine.messages import Message
from app.engine.orders import LookThrough
from app.engine.reports import Elsewhere, Looking
from app.engine.requests import AddFolders, Search
from app.engine.wire import frame, read

OPENED = Opened(Settings(), (), Totals(0, 0, 0, {}, {}, {}))
SETTLED = Settled(1, 1, 0, 0, 0, 1, 0.1, 0.1)


def say(message: Message) -> None:
    sys.stdout.buffer.write(frame(message))
    sys.stdout.buffer.flush()


def engine() -> int:
    say(OPENED)
    while (message := read(sys.stdin.buffer)) is not None:
        if isinstance(message, AddFolders):
            say(Folders(tuple(FolderState(path, 0, "waiting") for path in message.paths)))
        elif isinstance(message, Search) and message.text == "die":
            os._exit(3)
        elif isinstance(message, Search) and message.text == "babble":
            os.write(1, b"babble" * 1000)
        elif isinstance(message, Search):
            say(Found(message.number, Results((), 0, note=message.text)))
    return 0


def indexer() -> int:
    is_first = True
    while (message := read(sys.stdin.buffer)) is not None:
        if isinstance(message, LookThrough):
            say(Looking(message.number))
            if is_first:
                say(Counted(Phase.WORDS, 1, 1))
                is_first = False
            say(SETTLED)
    return 0


def deaf() -> int:
    say(OPENED)
    threading.Event().wait()
    return 0


def brief() -> int:
    message = read(sys.stdin.buffer)
    say(Looking(message.number if isinstance(message, LookThrough) else 0))
    say(SETTLED)
    return 0


def hasty() -> int:
    """An indexer that ends without having done what it was asked for."""
    return 0


def busy() -> int:
    say(Elsewhere("Somebody else is at it."))
    return 0


def full() -> int:
    say(Refused("The disk is full."))
    return 2


def unusable() -> int:
    say(Unusable("It cannot be used."))
    return 2


def dying() -> int:
    return 3


PARTS = {part.__name__: part for part in (engine, indexer, deaf, brief, hasty, busy, full, unusable, dying)}

if __name__ == "__main__":
    folder, parts = Path(sys.argv[1]), sys.argv[2].split(",")
    start = len(list(folder.iterdir()))
    (folder / str(start)).touch()
    sys.exit(PARTS[parts[min(start, len(parts) - 1)]]())
