"""PDFs that break off: the list of their pages stands at the end and is lost, the pages are not."""

import itertools
import re
import zlib
from collections.abc import Iterator

MOST_PAGES = 20_000
MOST_OBJECTS = 500_000
"""Packed objects that are taken out."""
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes of packed objects that are looked into."""
LONGEST = 20_000
"""Bytes of an object in which it says that it is a page."""
LONGEST_PACKED = 4 * 1024 * 1024
"""Bytes of a stream of packed objects, which are a hundred or two."""

_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})[ \r\n]{1,3}\d{1,5}[ \r\n]{1,3}obj\b")
_END = re.compile(rb"endobj|\bstream\r?\n")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_COUNT = re.compile(rb"/N\s+(\d{1,6})\b")
_FIRST = re.compile(rb"/First\s+(\d{1,8})\b")
_NUMBER = re.compile(rb"\d{1,9}")


def with_list_of_pages(data: bytes) -> bytes:
    """*data* with a list of the pages that are in it, in their order there; nothing if there are none."""
    packed = b"".join(itertools.islice(_unpacked(data), MOST_OBJECTS))
    whole = data + b"\nendstream\nendobj\n" + packed
    pages = list(dict.fromkeys((*_pages(data), *_pages(packed))))[:MOST_PAGES]
    if not pages:
        return b""
    last = 1 + max(int(match[1]) for match in _OBJECT.finditer(whole))
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    return whole + (
        b"%d 0 obj\n<< /Type /Pages /Kids [%s] /Count %d >>\nendobj\n"
        b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n"
        b"trailer\n<< /Size %d /Root %d 0 R >>\n%%%%EOF\n"
    ) % (last, kids, len(pages), last + 1, last, last + 2, last + 1)


def _pages(data: bytes) -> Iterator[int]:
    for head, end in _openings(data):
        if end[0] == b"endobj" and _PAGE.search(data, head.end(), end.start()):
            yield int(head[1])


def _openings(data: bytes) -> Iterator[tuple[re.Match[bytes], re.Match[bytes]]]:
    """The head of each object, and its end or the begin of its stream, where that is near."""
    heads = _OBJECT.finditer(data)
    head = next(heads, None)
    while head:
        following = next(heads, None)
        last = min(following.start() if following else len(data), head.end() + LONGEST)
        if end := _END.search(data, head.end(), last):
            yield head, end
        head = following


def _unpacked(data: bytes) -> Iterator[bytes]:
    """The objects that are packed in streams, one by one."""
    left = MOST_UNPACKED
    stop = 0
    for head, end in _openings(data):
        if head.start() < stop or end[0] == b"endobj" or not _PACKED.search(data, head.end(), end.start()):
            continue
        stop = data.find(b"endstream", end.end())
        if stop < 0:
            return
        count = _COUNT.search(data, head.end(), end.start())
        first = _FIRST.search(data, head.end(), end.start())
        try:
            content = zlib.decompressobj().decompress(
                data[end.end() : min(stop, end.end() + LONGEST_PACKED)], left
            )
        except zlib.error:
            continue
        left -= len(content)
        if left <= 0:
            return
        if count and first:
            yield from _objects(content, int(count[1]), int(first[1]))


def _objects(content: bytes, count: int, first: int) -> Iterator[bytes]:
    """What a stream of *count* objects holds from *first* on, each as if it stood in the file itself."""
    numbers = [int(number) for number in _NUMBER.findall(content[:first])[: 2 * count]]
    starts = numbers[1::2]
    if starts != sorted(starts):  # they would hold each other, and be many times as long
        return
    for number, start, end in zip(numbers[::2], starts, [*starts[1:], len(content)], strict=False):
        yield b"%d 0 obj\n%s\nendobj\n" % (number, content[first + start : first + end])
