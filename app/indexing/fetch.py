"""Fetching files ahead of the writer: hashed and read by a few threads, each with its own reader."""

import hashlib
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from app.catalogue.rows import File
from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.domain.ports import Reader
from app.indexing.scan import stamp_of

AHEAD = 12
"""Files fetched before the writer asks for them: bounds what lies in memory."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as far as it had to be looked at: hash, and document where the hash was not enough."""

    file: File
    path: Path
    document: Document | None = None
    failure: Unreadable | None = None
    vanished: bool = False
    """It was gone when we came: no failure, the next look will say so."""


class Fetcher:
    """Reads files side by side, in the order asked for."""

    def __init__(self, make_reader: Callable[[], Reader], processes: int, largest: int) -> None:
        """*largest* is the size in bytes above which a file is not even hashed."""
        self._make_reader = make_reader
        self._largest = largest
        self._readers: list[Reader] = []
        self._own = threading.local()
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="fetch")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End threads and readers."""
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
        waiting: deque[Future[Fetched]] = deque()
        try:
            for file, path in wanted:
                waiting.append(self._threads.submit(self._fetch, file, path, is_known))
                if len(waiting) >= AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def read(self, fetched: Fetched) -> Fetched:
        """Read a file whose hash turned out not to be enough."""
        return self._threads.submit(self._read, fetched.file, fetched.path).result()

    def _fetch(self, file: File, path: Path, is_known: Callable[[bytes], bool]) -> Fetched:
        if file.stamp.size > self._largest:
            limit = f"{self._largest // 1_000_000} MB"
            return Fetched(file, path, failure=Unreadable(Reason.TOO_LARGE, limit))
        try:
            hashed = replace(file, content_hash=_content_hash(path))
        except FileNotFoundError:
            return Fetched(file, path, vanished=True)
        except PermissionError:
            return Fetched(file, path, failure=Unreadable(Reason.NO_PERMISSION))
        except OSError as error:
            return Fetched(file, path, failure=Unreadable(Reason.DAMAGED, error.strerror or ""))
        if is_known(hashed.content_hash):
            return Fetched(hashed, path)
        return self._read(hashed, path)

    def _read(self, file: File, path: Path) -> Fetched:
        try:
            document = self._reader().read(path)
            return Fetched(file if _is_still(file, path) else replace(file, content_hash=b""), path, document)
        except Unreadable as failure:
            return Fetched(file, path, failure=failure, vanished=failure.reason is Reason.GONE)

    def _reader(self) -> Reader:
        reader: Reader | None = getattr(self._own, "reader", None)
        if reader is None:
            reader = self._own.reader = self._make_reader()
            with self._lock:
                self._readers.append(reader)
        return reader


def _is_still(file: File, path: Path) -> bool:
    """Whether the file is what it was: else its hash and what was read may be of different contents."""
    try:
        return stamp_of(path.stat()) == file.stamp
    except OSError:
        return False


def _content_hash(path: Path) -> bytes:
    """BLAKE2b-128 of the bytes of a regular file, opened so that nothing else can block."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).digest()
