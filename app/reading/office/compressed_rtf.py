"""Rich text as Outlook packs it ([MS-OXRTFCP]: LZFu, and MELA, which is not packed at all)."""

import struct

_HEAD = struct.Struct("<IIII")
_PACKED = 0x75465A4C
_PLAIN = 0x414C454D
_WINDOW = 4096
_PRESET = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the window holds before the first byte."""
_BITS = 8


def unpack_rtf(data: bytes, most: int) -> bytes:
    """Unpack at most *most* bytes of rich text; what is damaged ends where the damage begins."""
    if len(data) < _HEAD.size:
        return b""
    _, size, kind, _ = _HEAD.unpack_from(data)
    size = min(size, most)
    if kind == _PLAIN:
        return data[_HEAD.size :][:size]
    return _unpacked(data, size) if kind == _PACKED else b""


def _unpacked(data: bytes, size: int) -> bytes:
    out = bytearray(_PRESET)
    end = len(_PRESET) + size
    position = _HEAD.size
    while position < len(data) and len(out) < end:
        control = data[position]
        position += 1
        for bit in range(_BITS):
            if not control >> bit & 1:
                out += data[position : position + 1]
                position += 1
                continue
            pair = data[position : position + 2]
            position += 2
            if len(pair) < 2:
                break
            offset, length = divmod(pair[0] << 8 | pair[1], 16)
            distance = (len(out) - offset) % _WINDOW
            if not distance:  # a reference to the place of the next byte ends it all
                return bytes(out[len(_PRESET) : end])
            start = len(out) - distance
            for at in range(start, start + length + 2):
                out.append(out[at] if at >= 0 else 0)
    return bytes(out[len(_PRESET) : end])
