"""Which part of a web page is its text: the rest leaves the tree.

Where elements, classes and ids say what stands around the text, they are believed, and so is an
element that calls itself the article. Elsewhere the text is where the running prose is: from the body
down, as long as one child holds most of it. Prose is a block of some length that is not mostly links
(Kohlschuetter et al., Boilerplate Detection using Shallow Text Features, WSDM 2010).
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

NEVER = (
    "script, style, noscript, template, svg, iframe, object, embed, canvas, audio, video, map, select, "
    "button, input, textarea, datalist, dialog, [hidden], [style*='display:none'], [style*='display: none']"
)
"""Not text, whatever the page."""
AROUND = (
    "nav, footer, aside, menu, header, [role=navigation], [role=banner], [role=contentinfo], "
    "[role=complementary], [role=search], [role=menu]"
)
"""Around the text, by what the page itself says; but the header of an article is part of it."""
NAMED = "div, section, ul, ol, p, span, table, header, form, figure"
"""What is told by the words in its class or id."""
MARKED = ("[itemprop=articleBody]", "article", "main, [role=main]")
"""The text, by what the page itself says: the most exact first."""
_BLOCKS = """
address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section summary
table tbody td tfoot th thead tr ul
"""
_OF_PROSE = "p pre blockquote li ul ol dl dd dt h1 h2 h3 h4 h5 h6"
BLOCKS = frozenset(_BLOCKS.split())
CONTAINERS = BLOCKS - frozenset(_OF_PROSE.split())
MENUS = frozenset({"ul", "ol", "div", "section", "table"})

_COMMENTS = re.compile(r"(?<![a-z])(?:comments?|disqus)(?![a-z])", re.IGNORECASE)
_HINTS = re.compile(
    r"(?<![a-z])(?<!has-)(?<!with-)(?<!no-)(?:share|sharing|social|related|recommend\w*|newsletter|subscri\w*|sign-?up"
    r"|sidebar|promo\w*|sponsor\w*|advert\w*|ads?|breadcrumbs?|cookies?|consent|popup|modal|navbar|nav|menu|footer"
    r"|byline|author-?bio|tags|pager|masthead|toolbar|trending|more-?(?:stories|from|on)|screen-reader\w*|sr-only"
    r"|visually-?hidden)(?![a-z])",
    re.IGNORECASE,
)

PROSE = 40
"""Characters from which a block is prose and not a label."""
ENOUGH = 250
"""Characters of prose that make an element worth being called the text."""
MOST = 0.7
"""Share of its parent's prose with which a child stands for the parent."""
TOO_MUCH = 0.4
"""An element with more of the prose than this is not dropped for a word in its class."""
LINKED = 0.6
"""Share of text inside links from which a block of blocks is a menu."""


@dataclass(slots=True)
class Weight:
    """What stands in an element, in characters without white space at the ends of text nodes."""

    text: int = 0
    links: int = 0
    prose: int = 0
    line: int = 0
    """Text that no block has ended yet."""
    line_links: int = 0


Weights = dict[int, Weight]
"""By the `mem_id` of the element."""


def keep_article(tree: LexborHTMLParser) -> LexborNode | None:
    """Drop all that is not the text from *tree*; return the element that holds it, None without a body.

    A page of menus alone is kept whole: they are all it says.
    """
    for node in tree.css(NEVER):
        node.decompose()
    body = tree.body
    if body is None:
        return None
    everything = weigh(body, frozenset())
    around = _around(body, everything)
    weights = weigh(body, around)
    if weights[body.mem_id].prose < min(ENOUGH, everything[body.mem_id].prose):
        weights, around = everything, frozenset()
    root = _descend(_marked(body, weights) or body, weights)
    if weights[root.mem_id].prose:
        _prune(root, weights, around)
    return root


def weigh(root: LexborNode, around: AbstractSet[int]) -> Weights:
    """Weigh every element under *root*; prose inside the elements *around* counts nothing."""
    weights = {root.mem_id: Weight()}
    stack = [(root, weights[root.mem_id])]
    node = root.first_child
    while stack:
        above = stack[-1][1]
        if node is None:
            done, weight = stack.pop()
            _end(done, weight, counts=done.mem_id not in around)
            if stack:
                _add(stack[-1][1], weight, is_link=done.tag == "a")
                node = done.next
        elif node.tag == "-text":
            length = len((node.text_content or "").strip())
            above.text += length
            above.line += length
            node = node.next
        else:
            weight = weights[node.mem_id] = Weight()
            stack.append((node, weight))
            node = node.first_child
    return weights


def _end(node: LexborNode, weight: Weight, *, counts: bool) -> None:
    """Turn the line of a block that ends into prose, or not."""
    if node.tag in BLOCKS:
        if weight.line >= PROSE and weight.line_links * 2 < weight.line:
            weight.prose += weight.line - weight.line_links
        weight.line = weight.line_links = 0
    if not counts:
        weight.prose = 0


def _add(above: Weight, weight: Weight, *, is_link: bool) -> None:
    above.text += weight.text
    above.links += weight.text if is_link else weight.links
    above.prose += weight.prose
    above.line += weight.line
    above.line_links += weight.line if is_link else weight.line_links


def _around(body: LexborNode, weights: Weights) -> AbstractSet[int]:
    """Elements around the text, by their name; never one that holds the title."""
    most = TOO_MUCH * weights[body.mem_id].prose
    around = {node.mem_id for node in body.css(AROUND)}
    around -= {node.mem_id for node in body.css("article header, main header")}
    for node in body.css(NAMED):
        attributes = node.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if _COMMENTS.search(names) or (_HINTS.search(names) and weights[node.mem_id].prose <= most):
            around.add(node.mem_id)
    for title in body.css("h1"):
        above: LexborNode | None = title
        while above is not None:
            around.discard(above.mem_id)
            above = above.parent
    return around


def _marked(body: LexborNode, weights: Weights) -> LexborNode | None:
    """The element that the page calls its text, if there is one such and not a list of them."""
    for selector in MARKED:
        found = [node for node in body.css(selector) if weights[node.mem_id].prose >= ENOUGH]
        titled = [node for node in found if node.css_first("h1") is not None]
        if len(titled) == 1:
            return titled[0]
        found.sort(key=lambda node: weights[node.mem_id].prose)
        if len(found) == 1 or (
            found and weights[found[-1].mem_id].prose >= 2 * weights[found[-2].mem_id].prose
        ):
            return found[-1]
    return None


def _descend(root: LexborNode, weights: Weights) -> LexborNode:
    while True:
        child = max(root.iter(), key=lambda node: weights[node.mem_id].prose, default=None)
        if child is None or child.tag not in CONTAINERS:
            return root
        if weights[child.mem_id].prose < max(1, MOST * weights[root.mem_id].prose):
            return root
        root = child


def _prune(root: LexborNode, weights: Weights, around: AbstractSet[int]) -> None:
    """Drop from *root* what stands around the text, and menus; never most of the prose."""
    whole = weights[root.mem_id].prose
    most = TOO_MUCH * whole
    has_menus = whole >= ENOUGH  # a short page may be a list of links with a word about it
    end = root.mem_id
    node = root.first_child
    while node is not None:
        weight = weights.get(node.mem_id)
        drop = (
            weight is not None
            and weight.prose <= most
            and (node.mem_id in around or (has_menus and _is_menu(node, weight)))
        )
        following = None if drop else node.first_child
        above: LexborNode | None = node
        while following is None and above is not None and above.mem_id != end:
            following = above.next
            above = above.parent
        if drop:
            node.decompose()
        node = following


def _is_menu(node: LexborNode, weight: Weight) -> bool:
    return node.tag in MENUS and weight.links > LINKED * weight.text
