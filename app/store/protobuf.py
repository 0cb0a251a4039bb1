"""Reads protobuf messages without their schema: https://protobuf.dev/programming-guides/encoding/."""

from collections.abc import Iterator
from dataclasses import dataclass

_VARINT, _FIXED64, _LENGTH, _FIXED32 = 0, 1, 2, 5


class TornMessage(Exception):
    """The bytes are not the message that they should be."""


@dataclass(frozen=True, slots=True)
class Message:
    """The fields of a message, by number, in order; each method raises `TornMessage` on another type."""

    fields: dict[int, list[int | bytes]]

    def integer(self, number: int, missing: int = 0) -> int:
        """The last value of a number; protobuf leaves zeros out."""
        value = self.fields.get(number, [missing])[-1]
        if isinstance(value, bytes):
            raise TornMessage(f"field {number} holds no number")
        return value

    def content(self, number: int) -> bytes:
        """The last value of a field of bytes."""
        return self._all(number)[-1] if number in self.fields else b""

    def text(self, number: int) -> str:
        """The last value of a field of text."""
        try:
            return self.content(number).decode()
        except UnicodeDecodeError as error:
            raise TornMessage(f"field {number} holds no text") from error

    def messages(self, number: int) -> "list[Message]":
        """All values of a field of messages."""
        return [read_message(value) for value in self._all(number)]

    def _all(self, number: int) -> list[bytes]:
        values = self.fields.get(number, [])
        found = [value for value in values if isinstance(value, bytes)]
        if len(found) != len(values):
            raise TornMessage(f"field {number} holds a number")
        return found


def read_message(content: bytes) -> Message:
    """Split *content* into fields.

    Raises:
        TornMessage: a field has no known type, or runs past the end.
    """
    fields: dict[int, list[int | bytes]] = {}
    for number, value in _fields(content):
        fields.setdefault(number, []).append(value)
    return Message(fields)


def _fields(content: bytes) -> Iterator[tuple[int, int | bytes]]:
    position = 0
    while position < len(content):
        key, position = _varint(content, position)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            integer, position = _varint(content, position)
            yield number, integer
            continue
        if kind == _LENGTH:
            length, position = _varint(content, position)
        elif kind in {_FIXED64, _FIXED32}:
            length = 8 if kind == _FIXED64 else 4
        else:
            raise TornMessage(f"no field is of kind {kind}")
        if position + length > len(content):
            raise TornMessage("a field runs past the end")
        yield number, content[position : position + length]
        position += length


def _varint(content: bytes, position: int) -> tuple[int, int]:
    """The number at *position*, 7 bits a byte, lowest first, and the position behind it."""
    value = shift = 0
    while position < len(content) and shift < 70:
        byte = content[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, position
        shift += 7
    raise TornMessage("a number does not end")
