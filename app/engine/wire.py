"""Messages as bytes: a length, then JSON naming the message and holding its fields."""

import os
import struct
from pathlib import Path
from types import UnionType
from typing import IO, Any, get_args

import msgspec

from app.engine import messages

HEADER = struct.Struct(">I")
LONGEST_FRAME = 64 * 1024 * 1024
"""Bytes; a longer announcement is nonsense."""


class Nonsense(Exception):
    """Bytes that are no message of this protocol."""


class _Envelope(msgspec.Struct):
    name: str
    fields: msgspec.Raw


def frame(message: messages.Message) -> bytes:
    """Encode one message; a lone surrogate, which JSON cannot carry, becomes `?`, so that offsets stay true."""
    try:
        fields = msgspec.Raw(_encoder.encode(message))
    except UnicodeEncodeError:
        fields = msgspec.Raw(_encoder.encode(_clean(msgspec.to_builtins(message, enc_hook=_to_plain))))
    body = _encoder.encode(_Envelope(type(message).__name__, fields))
    return HEADER.pack(len(body)) + body


def parse(body: bytes) -> messages.Message:
    """Decode one message.

    Raises:
        Nonsense: if *body* is none.
    """
    try:
        envelope = _envelopes.decode(body)
        message: messages.Message = _decoders[envelope.name].decode(envelope.fields)
    except (msgspec.MsgspecError, KeyError, UnicodeError, RecursionError) as error:
        raise Nonsense from error
    return message


def read(stream: IO[bytes]) -> messages.Message | None:
    """The next message, or None at the end of the stream.

    Raises:
        Nonsense: if something else arrives.
    """
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    (length,) = HEADER.unpack(header)
    if length > LONGEST_FRAME:
        raise Nonsense
    body = stream.read(length)
    return parse(body) if len(body) == length else None


def _clean(value: Any) -> object:  # noqa: ANN401  # whatever JSON holds
    """*value* without lone surrogates."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, dict):
        return {_clean(key): _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value


def _to_plain(value: object) -> object:
    """Paths travel as their bytes, one character each, so that any name survives."""
    if isinstance(value, Path):
        return os.fsencode(value).decode("latin-1")
    raise NotImplementedError


def _from_plain(wanted: type, value: Any) -> object:  # noqa: ANN401  # whatever JSON holds
    if wanted is Path:
        return Path(os.fsdecode(str(value).encode("latin-1")))
    raise NotImplementedError


def _names(union: UnionType) -> dict[str, type]:
    return {member.__name__: member for member in get_args(union)}


_encoder = msgspec.json.Encoder(enc_hook=_to_plain)
_envelopes = msgspec.json.Decoder(_Envelope)
_decoders: dict[str, msgspec.json.Decoder[Any]] = {
    name: msgspec.json.Decoder(kind, dec_hook=_from_plain) for name, kind in _names(messages.Message).items()
}
