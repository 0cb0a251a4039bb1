"""The types of vectors."""

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
"""float32[d], length 1."""
Vectors = NDArray[np.float32]
"""float32[n, d], rows of length 1."""
Ids = NDArray[np.int64]
"""int64[n]."""
Scores = NDArray[np.float32]
"""float32[n]."""
Codes = NDArray[np.int8]
"""int8[n, D], rows of documents."""
