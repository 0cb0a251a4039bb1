"""A web page without its programs, styles and drawings: most of its bytes, and none of its text."""

import re

_DROPPED = (b"script", b"style", b"svg")
_STEPPED_OVER = (b"title", b"textarea")
"""A tag inside them is none, as in comments."""
_COMMENT = b"!--"
# Only a comment that holds a "<" is worth a stop. Sets of letters come first: they are the quickest to fail.
_OPENING = re.compile(
    rb"<(?:!--(?![^<]*-->)|[sS](?i:cript|tyle|vg)(?=[\s/>])|[tT](?i:itle|extarea)(?=[\s/>]))"
)
_TAGS = {
    name: re.compile(rb"<(/?)%b(?=[\s/>])" % name, re.IGNORECASE) for name in (*_DROPPED, *_STEPPED_OVER)
}


def without_programs(page: bytes) -> bytes:
    """*page*, in an encoding that writes ASCII as single bytes; in any other nothing is found.

    What has no end, or another of its kind inside, is left to the parser, which knows better.
    """
    kept: list[bytes] = []
    copied = at = 0
    endless: set[bytes] = set()
    search = _OPENING.search
    while opening := search(page, at):
        start, at = opening.span()
        name = opening[0][1:].lower()
        end, nested = (0, False) if name in endless else _end(page, name, at)
        if not end:
            endless.add(name)  # so that no page is searched to its end again and again
            continue
        at = end
        if name in _DROPPED and not nested:
            kept.append(page[copied:start])
            copied = end
    kept.append(page[copied:])
    return b"".join(kept)


def _end(page: bytes, name: bytes, start: int) -> tuple[int, bool]:
    """Where the element ends whose first tag ends at *start*, or 0; whether another stands inside."""
    if name == _COMMENT:
        at = page.find(b"-->", start - 2)  # "<!-->" is one, too
        return (at + 3 if at >= 0 else 0), False
    nested = False
    search = _TAGS[name].search
    while tag := search(page, start):
        start = tag.end()
        if tag[1]:
            return page.find(b">", start) + 1, nested
        nested = True
    return 0, nested
