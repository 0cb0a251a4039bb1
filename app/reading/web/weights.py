"""How much text, linked text and running prose stands in each element of a web page.

Prose is a block of some length that is not mostly links (Kohlschuetter et al., Boilerplate Detection
using Shallow Text Features, WSDM 2010).
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

_BLOCKS = """
address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section summary
table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that begin and end a line."""
_UNSEEN = """
script style noscript template svg iframe object embed canvas audio video map select button input textarea datalist
dialog
"""
TEXT = "-text"
"""What the parser calls a text between elements."""
UNSEEN = frozenset(_UNSEEN.split())
"""Elements that hold no text, whatever the page."""
EMPTY = frozenset({"-comment", "br", "hr", "img", "input", "link", "source", "wbr"})
"""What never holds anything."""
PROSE = 40
"""Characters from which a block is prose and not a label."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The elements of a page in its order, each a position in these lists; the root is at 0.

    What is counted are characters, without the white space around each text.
    """

    nodes: list[LexborNode]
    tags: list[str]
    above: list[int]
    """Positions of the elements that they stand in."""
    text: list[int]
    links: list[int]
    """Text inside links."""
    prose: list[int]

    def tagged(self, tag: str) -> list[int]:
        """Positions of all elements of a name."""
        found: list[int] = []
        with contextlib.suppress(ValueError):
            while True:
                found.append(self.tags.index(tag, found[-1] + 1 if found else 0))
        return found

    def inside(self, position: int) -> range:
        """Positions of all that stands in an element."""
        end = position + 1
        while end < len(self.above) and self.above[end] >= position:
            end += 1
        return range(position + 1, end)

    def all_above(self, position: int) -> list[int]:
        """Positions of the elements that an element stands in, from its parent to the root."""
        found: list[int] = []
        while position:
            position = self.above[position]
            found.append(position)
        return found

    def without_prose(self, positions: set[int]) -> "Weights":
        """The same, where prose in the elements at *positions* counts nowhere."""
        if not positions:
            return self
        prose = self.prose.copy()
        for position in sorted(positions, reverse=True):  # the innermost first
            for other in self.all_above(position):
                prose[other] -= prose[position]
            prose[position] = 0
        return Weights(self.nodes, self.tags, self.above, self.text, self.links, prose)


def weigh(root: LexborNode) -> Weights:
    """Weigh *root* and every element in it, but nothing inside those that hold no text."""
    nodes, tags, above, text = [root], [root.tag or ""], [0], [0]
    add_node, add_tag, add_above, add_text = nodes.append, tags.append, above.append, text.append
    opened: list[tuple[int, Iterator[LexborNode]]] = []
    place, children = 0, root.iter(include_text=True, skip_empty=True)
    while True:
        for node in children:
            tag = node.tag or ""
            if tag == TEXT:
                text[place] += len((node.text_content or "").strip())
            elif tag not in EMPTY:
                add_node(node)
                add_tag(tag)
                add_above(place)
                add_text(0)
                if tag not in UNSEEN:
                    opened.append((place, children))
                    place, children = len(tags) - 1, node.iter(include_text=True, skip_empty=True)
                    break
        else:
            if not opened:
                return _sum_up(Weights(nodes, tags, above, text, [0] * len(nodes), [0] * len(nodes)))
            place, children = opened.pop()


def _sum_up(weights: Weights) -> Weights:
    """Add what stands in each element to the one above it, from the last to the first."""
    tags, above, text = weights.tags, weights.above, weights.text
    links, prose = weights.links, weights.prose
    line = text.copy()  # text that no block has ended yet
    linked = [0] * len(line)
    for at in range(len(text) - 1, -1, -1):
        if not text[at]:
            continue
        tag, parent = tags[at], above[at]
        is_link = tag == "a"
        if tag not in BLOCKS:
            line[parent] += line[at]
            linked[parent] += line[at] if is_link else linked[at]
        elif line[at] >= PROSE and linked[at] * 2 < line[at]:
            prose[at] += line[at] - linked[at]
        if at:
            text[parent] += text[at]
            prose[parent] += prose[at]
            links[parent] += text[at] if is_link else links[at]
    return weights
