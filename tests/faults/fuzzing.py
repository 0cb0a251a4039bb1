"""Files damaged in every way that chance comes upon: of bytes, of stretches, and of what is packed within."""

import io
import random
import zipfile
from collections.abc import Callable, Sequence

MOST_BYTES = 400_000
"""Of one variant: damage that makes reading slow shows well below."""
TOKENS = (
    *(
        b"\0",
        b"\xff",
        b"<",
        b">",
        b"{",
        b"}",
        b"[",
        b"(",
        b")",
        b"\\",
        b'"',
        b"'",
        b"\n",
        b"\r",
        b"\t",
        b"=",
        b"--",
    ),
    *(
        b"\xff\xff\xff\xff",
        b"\xff\xff\xff\x7f",
        b"\0\0\0\0",
        b"\x80",
        b"\xed\xa0\x80",
        b"\xe2\x80\xae",
        b"\xef\xbb\xbf",
    ),
    *(
        b"-1",
        b"0",
        b"4294967295",
        b"99999999999999999999",
        b"1e999",
        b"NaN",
        b"0001-01-01",
        b"9999-12-31T25:61",
    ),
    *(
        b"&#x110000;",
        b"&#0;",
        b"&#xD800;",
        b"&lt;",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<!DOCTYPE x>",
        b"%s",
    ),
)
"""What readers are wont to stumble over."""


class Damage:
    """Makes variants of *samples* by *chance*."""

    def __init__(self, samples: Sequence[bytes], chance: random.Random) -> None:
        self._samples = samples
        self._chance = chance

    def variant(self) -> bytes:
        """A damaged file; a packed one is damaged within as often as without."""
        sample = self._chance.choice(self._samples)
        if sample.startswith(b"PK\x03\x04") and self._chance.random() < 0.7:
            return self._damaged_within(sample)[: 4 * MOST_BYTES]
        return self._damaged(sample, self._chance.choice(self._samples))

    def _damaged_within(self, packed: bytes) -> bytes:
        buffer = io.BytesIO()
        try:
            with zipfile.ZipFile(io.BytesIO(packed)) as source:
                members = {name: source.read(name) for name in source.namelist()}
        except (RuntimeError, NotImplementedError, zipfile.BadZipFile):  # locked, or damaged from the start
            return self._damaged(packed, packed)
        worth = [
            name
            for name in members
            if name.endswith((".xml", ".rels", ".xhtml", ".opf", ".ncx", ".bin", ".html"))
        ]
        chosen = self._chance.choice(worth or list(members))
        other = members[self._chance.choice(worth or list(members))]
        members[chosen] = self._damaged(members[chosen], other)
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for name, content in members.items():
                target.writestr(name, content)
        return buffer.getvalue()

    def _damaged(self, content: bytes, other: bytes) -> bytes:
        ways: Sequence[Callable[[bytes, bytes], bytes]] = (
            self._sown,
            self._sown,
            self._sown,
            self._cut,
            self._repeated,
            self._spliced,
            self._moved,
        )
        for _ in range(self._chance.choice((1, 1, 2))):
            content = self._chance.choice(ways)(content, other)[:MOST_BYTES]
        return content

    def _sown(self, content: bytes, _: bytes) -> bytes:
        """With other bytes in some places, and tokens put in or over what was there."""
        data = bytearray(content)
        for _time in range(self._chance.choice((1, 3, 10, 60))):
            at = self._chance.randrange(len(data) + 1)
            token = self._chance.choice((self._chance.randbytes(1), self._chance.choice(TOKENS)))
            end = at + self._chance.choice((0, 1, len(token)))
            data[at:end] = token
        return bytes(data)

    def _cut(self, content: bytes, _: bytes) -> bytes:
        """Without its end, or a stretch."""
        start, end = self._stretch(content, len(content))
        return content[:start] if self._chance.random() < 0.5 else content[:start] + content[end:]

    def _repeated(self, content: bytes, _: bytes) -> bytes:
        """With a short stretch many times over."""
        start, end = self._stretch(content, 40)
        times = self._chance.choice((2, 100, 10_000, 100_000))
        return (
            content[:start]
            + content[start:end] * min(times, MOST_BYTES // (end - start + 1))
            + content[start:]
        )

    def _spliced(self, content: bytes, other: bytes) -> bytes:
        """With a stretch of another file in it."""
        at = self._chance.randrange(len(content) + 1)
        start, end = self._stretch(other, 2000)
        return content[:at] + other[start:end] + content[at + self._chance.choice((0, end - start)) :]

    def _moved(self, content: bytes, _: bytes) -> bytes:
        """With two stretches that changed places."""
        a, b = self._stretch(content, 300)
        c, d = self._stretch(content[b:], 300)
        return content[:a] + content[b + c : b + d] + content[b : b + c] + content[a:b] + content[b + d :]

    def _stretch(self, content: bytes, longest: int) -> tuple[int, int]:
        start = self._chance.randrange(len(content) + 1)
        return start, min(len(content), start + self._chance.randint(1, max(1, longest)))
