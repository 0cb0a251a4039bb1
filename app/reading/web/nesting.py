"""HTML no deeper than people write it: the time that a parser takes grows with the square of the depth."""

import re
from collections import Counter

DEEPEST = 1000
"""Elements within each other that are kept; deeper ones lose their tags, not their text."""
FEW_TAGS = 10_000
"""Tags up to which a page costs too little to be looked at."""

_TAG = re.compile(
    r"<(?:(?P<raw>script|style)\b.*?(?:</(?P=raw)\b|\Z)|(?P<end>/?)(?P<name>[a-z][a-z0-9:-]*)[^>]*+>?)",
    re.IGNORECASE | re.DOTALL,
)
_ENDED_BY_THE_NEXT = """
p li dt dd tr td th thead tbody tfoot option optgroup h1 h2 h3 h4 h5 h6 html head body rb rp rt
"""
"""Never within one of their kind, so that many pages leave out their end tags."""
_VOID = "area base br col embed hr img input link meta param source track wbr"
_UNCOUNTED = frozenset(_ENDED_BY_THE_NEXT.split() + _VOID.split())


def with_bounded_depth(html: str) -> str:
    """*html* without the tags that lie too deep."""
    return _TAG.sub(_Depth().kept, html) if html.count("<") > FEW_TAGS else html


class _Depth:
    """Counts what is open, by name: an end tag of what is not open ends nothing."""

    def __init__(self) -> None:
        self._open = Counter[str]()
        self._depth = 0

    def kept(self, tag: re.Match[str]) -> str:
        """The tag, or nothing if it lies too deep."""
        name = (tag["name"] or "").lower()
        if not name or name in _UNCOUNTED or tag[0].endswith("/>"):
            return tag[0]
        if not tag["end"]:
            self._open[name] += 1
            self._depth += 1
            return tag[0] if self._depth <= DEEPEST else ""
        if not self._open[name]:
            return tag[0]
        self._open[name] -= 1
        self._depth -= 1
        return tag[0] if self._depth < DEEPEST else ""
