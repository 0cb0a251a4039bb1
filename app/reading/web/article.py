"""Which part of a web page is its text: the rest leaves the tree.

Where elements, classes and ids say what stands around the text, they are believed, and so is an
element that calls itself the article. Elsewhere the text is where the running prose is: from the body
down, as long as one child holds most of it.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from selectolax.lexbor import LexborNode

from app.reading.web.weights import BLOCKS, UNSEEN, Weights

HIDDEN = "[hidden], [style*='display:none'], [style*='display: none']"
"""What nobody sees."""
NEVER = ", ".join((*sorted(UNSEEN), HIDDEN))
"""Not text, whatever the page."""
AROUND = frozenset({"nav", "footer", "aside", "menu", "header"})
"""Around the text, by what the page itself says; but the header of an article is part of it."""
ROLES_AROUND = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "menu"})
NAMED = frozenset({"div", "section", "ul", "ol", "p", "span", "table", "header", "form", "figure"})
"""What is told by the words in its class or id."""
_OF_PROSE = "p pre blockquote li ul ol dl dd dt h1 h2 h3 h4 h5 h6"
CONTAINERS = BLOCKS - frozenset(_OF_PROSE.split())
TELLING = CONTAINERS | NAMED
"""What is asked for its role, class and id."""
MENUS = frozenset({"ul", "ol", "div", "section", "table"})

_UNSHOWN = re.compile(r"display:\s*none")
# Names are searched in lower case after a space, from each sign that is no letter: the quickest way.
_COMMENTS = re.compile(r"[^a-z](?:comments?|disqus)(?![a-z])")
_HINTS = re.compile(
    r"[^a-z](?<!has-)(?<!with-)(?<!no-)(?:share|sharing|social|related|recommend\w*|newsletter|subscri\w*|sign-?up"
    r"|sidebar|promo\w*|sponsor\w*|advert\w*|ads?|breadcrumbs?|cookies?|consent|popup|modal|navbar|nav|menu|footer"
    r"|byline|author-?bio|tags|pager|masthead|toolbar|trending|more-?(?:stories|from|on)|screen-reader\w*|sr-only"
    r"|visually-?hidden)(?![a-z])"
)

ENOUGH = 250
"""Characters of prose that make an element worth being called the text."""
MOST = 0.7
"""Share of its parent's prose with which a child stands for the parent."""
TOO_MUCH = 0.4
"""An element with more of the prose than this is not dropped for a word in its class."""
LINKED = 0.6
"""Share of text inside links from which a block of blocks is a menu."""


def keep_article(everything: Weights) -> LexborNode:
    """Drop all that is not the text from the tree weighed; return the element that holds it.

    A page of menus alone is kept whole: they are all it says.
    """
    said = _Said(everything)
    prosaic = [at for at, prose in enumerate(everything.prose) if prose]
    hidden = {inner for at in prosaic if at and said.hidden(at) for inner in (at, *everything.inside(at))}
    visible = everything.without_prose(hidden)
    most = TOO_MUCH * visible.prose[0]
    around = {at for at in prosaic if said.around(at, hints=visible.prose[at] <= most)}
    weights = visible.without_prose(around)
    believed = weights.prose[0] >= min(ENOUGH, visible.prose[0])
    if not believed:
        weights = visible
    root = _descend(_marked(prosaic, weights, said), prosaic, weights)
    _prune(root, weights, said, around if believed and weights.prose[root] else None)
    article = weights.nodes[root]
    for node in article.css(HIDDEN):
        if node.mem_id != article.mem_id:  # some pages hide their body until a script shows it
            node.decompose()
    return article


class _Said:
    """What a page says of its elements, by their attributes."""

    def __init__(self, page: Weights) -> None:
        self._page = page
        self._attributes: dict[int, dict[str, str | None]] = {}
        self.titled = {at for title in page.tagged("h1") for at in (title, *page.all_above(title))}
        """Elements that hold a title of the page, and the titles themselves: never around the text."""

    def _of(self, at: int) -> dict[str, str | None]:
        if at not in self._attributes:
            self._attributes[at] = self._page.nodes[at].attributes
        return self._attributes[at]

    def hidden(self, at: int) -> bool:
        """Whether nobody sees the element."""
        if self._page.tags[at] in UNSEEN:
            return True
        attributes = self._of(at)
        style = attributes.get("style")
        return "hidden" in attributes or (style is not None and _UNSHOWN.search(style) is not None)

    def around(self, at: int, *, hints: bool) -> bool:
        """Whether the element is not the text; whether *hints* in its class and id are believed."""
        tag = self._page.tags[at]
        if at in self.titled or tag not in TELLING:
            return False
        attributes = self._of(at)
        if attributes.get("role") in ROLES_AROUND or (tag in AROUND and not self._heads_article(at)):
            return True
        classes, identity = attributes.get("class"), attributes.get("id")
        if tag not in NAMED or not (classes or identity):
            return False
        names = f" {classes or ''} {identity or ''}".lower()
        return _COMMENTS.search(names) is not None or (hints and _HINTS.search(names) is not None)

    def _heads_article(self, at: int) -> bool:
        tags = self._page.tags
        return tags[at] == "header" and any(
            tags[above] in ("article", "main") for above in self._page.all_above(at)
        )

    def marked(self, at: int) -> int | None:
        """How the element is called the text: 0 is the most exact way."""
        tag, attributes = self._page.tags[at], self._of(at)
        if attributes.get("itemprop") == "articleBody":
            return 0
        if tag == "article":
            return 1
        return 2 if tag == "main" or attributes.get("role") == "main" else None


def _marked(prosaic: Sequence[int], weights: Weights, said: _Said) -> int:
    """The element that the page calls its text, if there is one such and not a list of them; else the body."""
    marked: tuple[list[int], ...] = ([], [], [])
    for at in prosaic:
        if weights.prose[at] >= ENOUGH and (how := said.marked(at)) is not None:
            marked[how].append(at)
    for found in marked:
        with_title = [at for at in found if at in said.titled]
        if len(with_title) == 1:
            return with_title[0]
        found.sort(key=weights.prose.__getitem__)
        if len(found) == 1 or (found and weights.prose[found[-1]] >= 2 * weights.prose[found[-2]]):
            return found[-1]
    return 0


def _descend(root: int, prosaic: Sequence[int], weights: Weights) -> int:
    """From *root* down as long as one child holds most of the prose."""
    for at in prosaic:
        if weights.above[at] == root and at and weights.prose[at] >= max(1, MOST * weights.prose[root]):
            if weights.tags[at] not in CONTAINERS:
                break
            root = at
    return root


def _prune(root: int, weights: Weights, said: _Said, around: AbstractSet[int] | None) -> None:
    """Drop from *root* what stands around the text, and menus; never most of the prose.

    *around* names the elements with prose that stand around the text; None where the page is not believed.
    """
    whole = weights.prose[root]
    has_menus = whole >= ENOUGH  # a short page may be a list of links with a word about it
    gone: set[int] = set()
    for at in weights.inside(root):
        if weights.above[at] in gone:
            gone.add(at)
        elif weights.tags[at] in UNSEEN:
            weights.nodes[at].decompose()
            gone.add(at)
        elif weights.text[at] and weights.prose[at] <= TOO_MUCH * whole:
            is_menu = weights.tags[at] in MENUS and weights.links[at] > LINKED * weights.text[at]
            if (has_menus and is_menu) or (
                around is not None
                and (at in around or (not weights.prose[at] and said.around(at, hints=True)))
            ):
                weights.nodes[at].decompose()
                gone.add(at)
