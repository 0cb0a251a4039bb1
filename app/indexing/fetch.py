"""Fetching files ahead of the writer: hashed and read by a few threads, each with its own reader."""

import hashlib
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from app.catalogue.rows import File
from app.domain.contents import Member
from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.domain.ports import Reader
from app.indexing.ignore import stamp_of
from app.indexing.stream import Stream, portions

AHEAD = 24
"""Files fetched before the writer asks for them, so that a slow one keeps nobody waiting."""
AHEAD_BYTES = 3_000_000
"""Size of those files together, from which on no more are: bounds what lies in memory."""
SWITCH_SECONDS = 0.0005
"""After which a thread lets another one go on (Python's own 0.005): else children wait for their next file."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as far as it had to be looked at: hash, and document where the hash was not enough.

    A file that holds documents comes in several: each with some *members*, the last one with none.
    """

    file: File
    path: Path
    document: Document | None = None
    failure: Unreadable | None = None
    """Why it could not be read, or not to its end."""
    vanished: bool = False
    """It was gone when we came: no failure, the next look will say so."""
    members: tuple[Member, ...] | None = None
    """None for a file that is one document."""

    @property
    def is_known(self) -> bool:
        """Whether the hash was enough."""
        return self.document is None and self.failure is None and self.members is None and not self.vanished

    @property
    def goes_on(self) -> bool:
        """Whether more of this file follows."""
        return bool(self.members)

    @property
    def characters(self) -> int:
        """Of all texts that came."""
        outcomes = (self.document, *(member.outcome for member in self.members or ()))
        return sum(len(one.text) for one in outcomes if isinstance(one, Document))


class Fetcher:
    """Reads files side by side, in the order asked for."""

    def __init__(self, make_reader: Callable[[], Reader], processes: int, largest: int) -> None:
        """*largest* is the size in bytes above which a file is not even hashed."""
        sys.setswitchinterval(SWITCH_SECONDS)
        self._make_reader = make_reader
        self._largest = largest
        self._readers: list[Reader] = []
        self._own = threading.local()
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="fetch")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End threads and readers."""
        self._closing.set()
        self._threads.shutdown(cancel_futures=True)
        for reader in self._readers:
            reader.close()
        self._readers.clear()

    def fetch(
        self, wanted: Iterable[tuple[File, Path]], is_known: Callable[[bytes], bool]
    ) -> Iterator[Fetched]:
        """Yield every wanted file, hashed; a file whose hash *is_known* is not read.

        *is_known* is called from the fetching threads.
        """
        waiting: deque[tuple[Stream[Fetched], Future[None], int]] = deque()
        ahead = 0
        try:
            for file, path in wanted:
                stream = Stream[Fetched](self._closing)
                job = self._threads.submit(stream.carry, self._fetch(file, path, is_known))
                waiting.append((stream, job, file.stamp.size))
                ahead += file.stamp.size
                while len(waiting) >= AHEAD or (ahead > AHEAD_BYTES and len(waiting) > 1):
                    stream, _, size = waiting.popleft()
                    yield from stream
                    ahead -= size
            while waiting:
                yield from waiting.popleft()[0]
        finally:
            for _, job, _ in waiting:
                job.cancel()

    def read(self, fetched: Fetched) -> Iterator[Fetched]:
        """Read a file whose hash turned out not to be enough, in the calling thread: the others may be busy."""
        return self._read(fetched.file, fetched.path)

    def _fetch(self, file: File, path: Path, is_known: Callable[[bytes], bool]) -> Iterator[Fetched]:
        if file.stamp.size > self._largest:
            limit = f"{self._largest // 1_000_000} MB"
            yield Fetched(file, path, failure=Unreadable(Reason.TOO_LARGE, limit))
            return
        try:
            hashed = replace(file, content_hash=content_hash(path))
        except FileNotFoundError:
            yield Fetched(file, path, vanished=True)
        except PermissionError:
            yield Fetched(file, path, failure=Unreadable(Reason.NO_PERMISSION))
        except OSError as error:
            yield Fetched(file, path, failure=Unreadable(Reason.DAMAGED, error.strerror or ""))
        else:
            if is_known(hashed.content_hash):
                yield Fetched(hashed, path)
            else:
                yield from self._read(hashed, path)

    def _read(self, file: File, path: Path) -> Iterator[Fetched]:
        try:
            found = self._reader().read(path)
        except Unreadable as failure:
            yield Fetched(file, path, failure=failure, vanished=failure.reason is Reason.GONE)
            return
        if isinstance(found, Document):
            yield Fetched(_as_read(file, path), path, found)
            return
        broken: Unreadable | None = None
        try:
            for some in portions(found):
                yield Fetched(file, path, members=some)
        except Unreadable as failure:
            broken = failure
        yield Fetched(_as_read(file, path), path, failure=broken, members=())

    def _reader(self) -> Reader:
        reader: Reader | None = getattr(self._own, "reader", None)
        if reader is None:
            reader = self._own.reader = self._make_reader()
            with self._lock:
                self._readers.append(reader)
        return reader


def _as_read(file: File, path: Path) -> File:
    """*file*, without its hash where it has changed: that and what was read may be of different contents."""
    try:
        is_still = stamp_of(path.stat(), stable_ids=bool(file.stamp.file_id)) == file.stamp
    except OSError:
        is_still = False
    return file if is_still else replace(file, content_hash=b"")


def content_hash(path: Path) -> bytes:
    """BLAKE2b-128 of the bytes of a regular file, opened so that nothing else can block."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).digest()
