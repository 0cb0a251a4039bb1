"""A fault of PySide 6.12, made harmless: it gives None, True and False away without owning them.

Whatever in Qt returns nothing takes one reference from None, and some calls one from True or False.
From Python 3.12 on these cannot die of that; before, Python ends itself after some thousand calls
("deallocating None").
"""

import ctypes
import sys

ENOUGH = 1 << 40
"""References for some centuries of calls."""


def keep_constants() -> None:
    """Give the constants references to lose, before Qt takes them; asked again, it gives some more."""
    if sys.version_info < (3, 12):
        for constant in (None, True, False):
            ctypes.c_ssize_t.from_address(id(constant)).value += ENOUGH
