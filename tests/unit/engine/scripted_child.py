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
from app.engine.reports import Elsewhere, Looking, NoRoom
from app.engine.requests import AddFolders, Search
from app.engine.wire import frame, read

OPENED = Opened(Settings(), (), Totals(0, 0, 0, {}, {}, {}))
START = len(list(Path(sys.argv[1]).iterdir()))
NOTES = Path(sys.argv[1]) / str(START)
SETTLED = Settled(1, 1, 0, 0, 0, 1, 0.1, 0.1)


def say(message: Message) -> None:
    sys.stdout.buffer.write(frame(message))
    sys.stdout.buffer.flush()


def heard() -> LookThrough | None:
    """The next order, noted in the file of this start; None at the end."""
    message = read(sys.stdin.buffer)
    if not isinstance(message, LookThrough):
        return None
    places = (
        "everything" if message.scope.paths is None else sorted(path.name for path in message.scope.paths)
    )
    what = "all" if message.words_of is None else f"words of {message.words_of}"
    with NOTES.open("a", encoding="utf-8") as notes:
        notes.write(f"{what}: {places}\n")
    return message


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
    while (order := heard()) is not None:
        say(Looking(order.number))
        if is_first:
            say(Counted(Phase.WORDS, 1, 1))
            is_first = False
        say(SETTLED)
    return 0


def busily() -> int:
    """An indexer that is at it until it is asked to end."""
    while (order := heard()) is not None:
        say(Looking(order.number))
        say(Counted(Phase.MEANING, 1, 1_000))
    say(SETTLED)
    return 0


def reading() -> int:
    """An indexer that has much to read, and is asked to end before it did."""
    while (order := heard()) is not None:
        say(Looking(order.number))
        say(Counted(Phase.WORDS, 5, 500))
    return 0


def deaf() -> int:
    say(OPENED)
    threading.Event().wait()
    return 0


def brief() -> int:
    order = heard()
    say(Looking(order.number if order else 0))
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


def roomless() -> int:
    order = heard()
    say(Looking(order.number if order else 0))
    say(NoRoom("The disk is full."))
    return 0


def unusable() -> int:
    say(Unusable("It cannot be used."))
    return 2


def dying() -> int:
    return 3


PARTS = {
    part.__name__: part
    for part in (engine, indexer, busily, reading, deaf, brief, hasty, busy, full, roomless, unusable, dying)
}

if __name__ == "__main__":
    parts = sys.argv[2].split(",")
    NOTES.touch()
    sys.exit(PARTS[parts[min(START, len(parts) - 1)]]())
