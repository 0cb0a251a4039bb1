"""Some places in a folder, by their names: what a look at no more than those has to follow."""

import os
import unicodedata
from collections.abc import Iterable

Wanted = dict[str, "Wanted | None"]
"""Names to be looked at in a folder, each with those below it; None: all of them."""


def tree(paths: Iterable[bytes]) -> Wanted | None:
    """Relative *paths* by their names; None where they cover everything."""
    root: Wanted = {}
    for path in sorted(paths):  # a folder before what lies in it
        if not path:
            return None
        *above, last = map(key, path.split(b"/"))
        node: Wanted | None = root
        for name in above:
            node = None if node is None else node.setdefault(name, {})
        if node is not None:
            node[last] = None
    return root


def key(name: bytes) -> str:
    """The same for all spellings (case, composed letters) that a disk may take for one name."""
    return unicodedata.normalize("NFC", os.fsdecode(name)).casefold()
