"""py3langid's model, loaded by way of memory where the platform can.

Its own loader unpacks to a temporary file, which a confined child may not write, and a full disk could not hold.
"""

import lzma
import os
import shutil
import sys
import tempfile
from array import array
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from py3langid.langid import LanguageIdentifier

CODE_LENGTH = 2
"""Of ISO 639-1."""
_PIECE = 1024 * 1024
_LETTER = {2: "H", 4: "I"}
"""Bytes of a number -> its letter in the module array."""


def load_model() -> "LanguageIdentifier":
    """The classifier of the languages whose code has two letters; 0.7 s and 90 MB."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a thread pool would count against the limits
    import numpy as np  # noqa: PLC0415 - slow to load, and not always needed
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - loads numpy

    with _scratch() as unpacked:
        with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
            shutil.copyfileobj(packed, unpacked, _PIECE)
        unpacked.seek(0)
        with np.load(unpacked, allow_pickle=False) as parts:
            classes = parts["classes"].tolist()
            kept = [number for number, code in enumerate(classes) if len(code) == CODE_LENGTH]
            return LanguageIdentifier(
                np.take(parts["ptc"], kept, axis=1),  # row by row in memory, as it is read
                parts["pc"][kept],
                [classes[number] for number in kept],
                _quick(parts["nextmove"]),
                parts["out_feat"].tolist(),
                norm_probs=True,
                tk_row=_quick(parts["nextmove_row"]),
            )


def _scratch() -> IO[bytes]:
    if sys.platform == "linux":
        return open(os.memfd_create("language model"), "w+b")  # noqa: PTH123 - a descriptor, not a path
    return tempfile.TemporaryFile()


def _quick(numbers: "np.ndarray[tuple[int, ...], np.dtype[np.unsignedinteger]]") -> "array[int]":
    """The same as an array of the standard library, which answers one index at a time much faster."""
    quick = array(_LETTER[numbers.itemsize])
    quick.frombytes(numbers.data.cast("B"))
    return quick
