"""What is said where another process of Clew is writing this library: it was asked to do the work."""

from collections.abc import Callable, Mapping

from app.cli.screen import printable
from app.domain.events import Settled

DONE = 0
NOT_YET = Settled(
    seen=0, read=0, moved=0, forgotten=0, failed=0, passages=0, seconds=0.0, words_ready_seconds=0.0
)
"""So that whoever reads counts finds them."""


def asked(
    say: Callable[[dict[str, object], Callable[[], None]], None], answer: Mapping[str, object], wish: str
) -> int:
    """Say that the writer was asked to do *wish*, with what the command answers else; return the exit status."""
    sentence = printable(f"Clew is indexing this library already, and was asked to {wish}.")
    say({"asked": True, **answer}, lambda: print(sentence))
    return DONE
