"""A reader without a process: it knows what each path holds."""

from collections.abc import Generator, Mapping, Sequence
from pathlib import Path

from app.domain.contents import Member
from app.domain.document import Document
from app.domain.errors import Reason, Unreadable


class KnownReader:
    """`Reader` that answers from *files*: a document, those inside the file, or why it cannot be read.

    A path that it does not know is gone. `paths` keeps what was asked for, in order.
    """

    def __init__(self, files: Mapping[Path, Document | Sequence[Member] | Reason]) -> None:
        self._files = files
        self.paths: list[Path] = []
        self.closed = False

    def read(self, path: Path) -> Document | Generator[Member]:
        self.paths.append(path)
        found = self._files.get(path, Reason.GONE)
        if isinstance(found, Reason):
            raise Unreadable(found)
        return found if isinstance(found, Document) else (member for member in found)

    def close(self) -> None:
        self.closed = True
