"""Reading trained weights from a safetensors file.

The format: eight bytes of header length (little-endian), a JSON header that gives each tensor its
type, shape and place, then the tensors' bytes one after the other.
"""

import json
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Weights: TypeAlias = dict[str, Floats]


def read_weights(path: Path) -> Weights:
    """Every float32 tensor of the file by its name; tensors of other types (position ids) are left out."""
    content = path.read_bytes()
    header_length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + header_length])
    weights: Weights = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        values = np.frombuffer(content, "<f4", count=(end - start) // 4, offset=8 + header_length + start)
        weights[name] = values.reshape(entry["shape"])
    return weights
