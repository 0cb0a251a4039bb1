"""The bundled encoder, run by ONNX Runtime on the processor."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from app.domain.vectors import Vector, Vectors
from app.encoding.batches import batches
from app.encoding.manifest import MODEL_NAME, TOKENIZER_NAME, read_manifest
from app.encoding.windows import mean_of_windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


TOKENS_A_RUN = 384
"""Measured best (`docs/decisions/0002-encoder.md`): two or three passages, or many short ones."""


class OnnxEncoder:
    """An `Encoder` that keeps *workers* threads busy on one session, a few texts of one length a run.

    A run has one thread: no waiting at barriers, and what it needs fits into the processor's caches.

    Args:
        folder: Holds the manifest, the graph and the tokenizer.
        workers: Threads that encode passages; queries are encoded on the thread that asks.

    Raises:
        DamagedEncoder: A file is missing or cannot be used.
    """

    def __init__(self, folder: Path, workers: int = 2) -> None:
        self._manifest = read_manifest(folder)
        self._session: InferenceSession | None
        try:
            self._tokenizer = _open_tokenizer(folder / TOKENIZER_NAME, self._manifest.max_tokens)
            self._session = _open_session(folder / MODEL_NAME)
        except Exception:
            self._manifest.verify(folder)  # says what is wrong with the files, if it is the files
            raise
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="encoder")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def dimension(self) -> int:
        """Length d of every vector."""
        return self._manifest.dimension

    @property
    def fingerprint(self) -> str:
        """Names what decides a vector; part of the recipe."""
        return self._manifest.fingerprint

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """float32[n, d], row i for `texts[i]`, each of length 1; over-long texts in windows."""
        return self._encode([self._manifest.passage_prefix + text for text in texts], self._workers.map)

    def encode_query(self, text: str) -> Vector:
        """float32[d] of length 1, encoded on the calling thread."""
        vector: Vector = self._encode([self._manifest.query_prefix + text], map)[0]
        return vector

    def close(self) -> None:
        """End the threads and let go of the session; a second time does nothing."""
        self._workers.shutdown(cancel_futures=True)
        self._session = None

    def _encode(self, texts: Sequence[str], apply: Callable[..., Iterable[Any]]) -> Vectors:
        """Text -> windows -> vectors of windows -> vectors; *apply* decides which threads work."""
        windows_of: list[list[list[int]]] = list(apply(self._windows, texts))
        windows = list(chain.from_iterable(windows_of))
        groups = batches([len(window) for window in windows], TOKENS_A_RUN)
        encoded = np.empty((len(windows), self.dimension), np.float32)
        runs = apply(self._run, [[windows[index] for index in group] for group in groups])
        for group, vectors in zip(groups, runs, strict=True):
            encoded[group] = vectors
        means = np.empty((len(texts), self.dimension), np.float32)
        end = 0
        for row, own in enumerate(windows_of):
            start, end = end, end + len(own)
            means[row] = mean_of_windows(encoded[start:end], [len(window) for window in own])
        return means

    def _windows(self, text: str) -> list[list[int]]:
        """The tokens of *text*, cut into as many windows as it needs, at least one."""
        # A lone surrogate (from an undecodable name, say) is no text to the tokenizer. A batch of
        # one, because that leaves the interpreter to the other threads and `encode` does not.
        (first,) = self._tokenizer.encode_batch_fast([text.encode(errors="replace").decode()])
        return [window.ids for window in (first, *first.overflowing)]

    def _run(self, windows: Sequence[Sequence[int]]) -> Vectors:
        """float32[n, d] of *windows*, the longest first, padded to its length."""
        if self._session is None:
            raise RuntimeError("the encoder was closed")
        ids = np.zeros((len(windows), len(windows[0])), np.int64)
        mask = np.zeros_like(ids)
        for row, window in enumerate(windows):
            ids[row, : len(window)] = window
            mask[row, : len(window)] = 1
        vectors: Vectors
        (vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return vectors


def _open_tokenizer(path: Path, max_tokens: int) -> "Tokenizer":
    """The tokenizer, set once to cut texts into windows and never changed again, so that threads share it."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - loaded by whoever encodes, not by whoever opens a library

    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # else it starts threads of its own
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def _open_session(path: Path) -> "InferenceSession":
    """One thread a run, which sleeps when there is nothing to do, and nothing sent anywhere."""
    import onnxruntime  # noqa: PLC0415 - as above

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3  # errors; warnings are about the machine and help nobody
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
