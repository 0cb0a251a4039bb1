"""A fault of PySide 6.12, made harmless: it gives None away without owning it.

Whatever in Qt returns nothing takes one reference from None. From Python 3.12 on None cannot die of
that; before, Python ends itself after some thousand calls ("deallocating None").
"""

import ctypes
import sys

ENOUGH = 1 << 40
"""References for some centuries of calls."""


def keep_none() -> None:
    """Give None references to lose, before Qt takes them; asked again, it gives some more."""
    if sys.version_info < (3, 12):
        ctypes.c_ssize_t.from_address(id(None)).value += ENOUGH
