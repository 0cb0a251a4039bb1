"""How close the int8 encoder comes to full precision, and whether a text's company matters."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

BATCH = 16
SEED = 20240229
"""Any number: it only has to be the same every time."""


@dataclass(frozen=True, slots=True)
class Fidelity:
    """Cosines over all texts."""

    mean: float
    """To the full-precision twin."""
    least: float
    """To the full-precision twin."""
    batch: float
    """The least of a text encoded alone to the same text in padded batches of other texts."""


def measure(model: Path, twin: Path, tokenizer: Path, texts: list[str], max_tokens: int) -> Fidelity:
    """Encode every text alone by both, and twice more in company; over-long texts are cut."""
    tokens = Tokenizer.from_file(str(tokenizer))
    tokens.enable_truncation(max_tokens)
    ids = [tokens.encode(text).ids for text in texts]
    small, full = _Network(model), _Network(twin)
    alone = np.vstack([small.encode([each]) for each in ids])
    truth = np.vstack([full.encode([each]) for each in ids])
    order = np.random.default_rng(SEED).permutation(len(ids))
    by_length = np.argsort([len(each) for each in ids], kind="stable")
    company = [_cosines(alone, small.in_batches(ids, each)) for each in (order, by_length)]
    cosines = _cosines(alone, truth)
    return Fidelity(float(cosines.mean()), float(cosines.min()), float(np.min(company)))


class _Network:
    """One ONNX graph on the processor."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def encode(self, ids: list[list[int]]) -> NDArray[np.float32]:
        """float32[n, d] of n texts in one padded batch."""
        length = max(map(len, ids))
        padded = np.zeros((len(ids), length), np.int64)
        mask = np.zeros_like(padded)
        for row, each in enumerate(ids):
            padded[row, : len(each)] = each
            mask[row, : len(each)] = 1
        vectors: NDArray[np.float32]
        (vectors,) = self._session.run(None, {"input_ids": padded, "attention_mask": mask})
        return vectors

    def in_batches(self, ids: list[list[int]], order: NDArray[np.intp]) -> NDArray[np.float32]:
        """float32[n, d], row i for `ids[i]`, encoded in batches that follow *order*."""
        rows = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        vectors = np.vstack([self.encode([ids[i] for i in batch]) for batch in rows])
        return vectors[np.argsort(order)]


def _cosines(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float64]:
    """Row by row, in float64: what is asked for differs from 1 in the sixth place."""
    left, right = a.astype(np.float64), b.astype(np.float64)
    lengths = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    cosines: NDArray[np.float64] = (left * right).sum(axis=1) / lengths
    return cosines
