"""The reading child: one file at a time, from an open descriptor where the platform can."""

import os
import socket
import stat
import sys
import traceback
from collections.abc import Iterator
from typing import BinaryIO

from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.reading.language.detect import detect_language
from app.reading.process.confine import confine, end_by_alarm, peak_memory
from app.reading.process.wire import (
    EXIT_OUT_OF_MEMORY,
    HEADER,
    Message,
    body_length,
    frame,
    member_to_wire,
    outcome_to_wire,
    parse,
)
from app.reading.reader import read_file
from app.reading.recognition.page_picture import picture_to_wire
from app.reading.recognition.pictures import next_picture


def main() -> int:
    """Answer requests until the parent closes its end."""
    connection = _Connection()
    greeting, _ = connection.receive()
    if greeting is None:
        return 0
    try:
        confined = confine(greeting["memory"], opens_files=not connection.brings_descriptors)
        connection.send({"ready": True, "confined": confined})
        while True:
            request, descriptor = connection.receive()
            if request is None:
                return 0
            end_by_alarm(request["seconds"])
            for answer in _answers(request, descriptor):
                end_by_alarm(0)  # the parent may take its time
                connection.send({**answer, "peak": peak_memory()})
                end_by_alarm(request["seconds"])
            end_by_alarm(0)
    except BrokenPipeError:
        return 0
    except MemoryError:
        os._exit(EXIT_OUT_OF_MEMORY)


def _answers(request: Message, descriptor: int | None) -> Iterator[Message]:
    """What is said of one file; see `app.reading.process.wire`."""
    try:
        if "language_of" in request:
            yield {"language": detect_language(request["language_of"])}
            return
        with _open(request, descriptor) as source:
            if "picture" in request:
                picture = next_picture(source, request["picture"])
                yield {"picture": picture and picture_to_wire(picture)}
                return
            characters, place, skip = request["characters"], request["after"], request["skip"]
            found = read_file(source, request["name"], characters, place, skip=skip)
            if isinstance(found, Document):
                yield outcome_to_wire(found)
                return
            for member, after in found:
                yield member_to_wire(member, after) if member else {"next": after}
            yield {"end": True}
    except Unreadable as error:
        yield outcome_to_wire(error)
    except MemoryError:
        yield outcome_to_wire(Unreadable(Reason.OUT_OF_MEMORY))
    except OSError as error:
        yield outcome_to_wire(Unreadable(Reason.DAMAGED, os.strerror(error.errno) if error.errno else ""))
    except Exception as error:  # noqa: BLE001 - the edge of the process: the parent logs it, the next file is read
        yield {"fault": _where(error)}


def _open(request: Message, descriptor: int | None) -> BinaryIO:
    if descriptor is not None:
        return open(descriptor, "rb")  # noqa: PTH123 - a descriptor, not a path
    try:
        source = open(request["path"], "rb")  # noqa: PTH123, SIM115 - closed by the caller
    except FileNotFoundError as error:
        raise Unreadable(Reason.GONE) from error
    except PermissionError as error:
        raise Unreadable(Reason.NO_PERMISSION) from error
    if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
        source.close()
        raise Unreadable(Reason.UNKNOWN_KIND)
    return source


def _where(error: Exception) -> str:
    """Name the error and the place in the code, without its message: that may quote the document."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{os.path.basename(place.filename)}:{place.lineno}" for place in frames]  # noqa: PTH119 - a string
    return f"{type(error).__name__} at {' < '.join(reversed(places[-4:]))}"


class _Connection:
    """The protocol's two ends, moved out of the way of anything that prints or reads."""

    def __init__(self) -> None:
        requests = os.dup(0)
        self._replies = os.dup(1)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows alone

            msvcrt.setmode(requests, os.O_BINARY)
            msvcrt.setmode(self._replies, os.O_BINARY)
        self._requests = requests
        self._socket = None
        if stat.S_ISSOCK(os.fstat(requests).st_mode):
            self._socket = socket.socket(fileno=requests)

    @property
    def brings_descriptors(self) -> bool:
        """Whether files come open; else they are named, and we open them."""
        return self._socket is not None

    def receive(self) -> tuple[Message | None, int | None]:
        """The next message and the descriptor that came with it; (None, None) at the end of file."""
        descriptors: list[int] = []
        header = self._take(HEADER.size, descriptors)
        if len(header) < HEADER.size:
            return None, None
        length = body_length(header)
        body = self._take(length, descriptors)
        if len(body) < length:
            return None, None
        return parse(body), descriptors[0] if descriptors else None

    def send(self, message: Message) -> None:
        rest = memoryview(frame(message))
        while rest:
            rest = rest[os.write(self._replies, rest) :]

    def _take(self, length: int, descriptors: list[int]) -> bytes:
        taken = bytearray()
        while len(taken) < length:
            if self._socket:
                piece, received, _, _ = socket.recv_fds(self._socket, length - len(taken), 1)
                descriptors += received
            else:
                piece = os.read(self._requests, length - len(taken))
            if not piece:
                break
            taken += piece
        return bytes(taken)
