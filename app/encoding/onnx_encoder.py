"""The bundled encoder, run by ONNX Runtime on the processor."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from app.domain.vectors import Vector, Vectors
from app.encoding.manifest import MODEL_NAME, TOKENIZER_NAME, read_manifest
from app.encoding.windows import mean_of_windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer


class OnnxEncoder:
    """An `Encoder` that keeps *workers* threads busy on one session, one window of a text a run.

    A run has one text and one thread: no padding, no waiting at barriers, and memory that does
    not grow with a batch. Batches measured no faster (`docs/decisions/0002-encoder.md`).

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
        vectors = np.empty((len(texts), self.dimension), np.float32)
        prefix = self._manifest.passage_prefix
        for row, vector in enumerate(self._workers.map(self._encode, (prefix + text for text in texts))):
            vectors[row] = vector
        return vectors

    def encode_query(self, text: str) -> Vector:
        """float32[d] of length 1, encoded on the calling thread."""
        return self._encode(self._manifest.query_prefix + text)

    def close(self) -> None:
        """End the threads and let go of the session; a second time does nothing."""
        self._workers.shutdown(cancel_futures=True)
        self._session = None

    def _encode(self, text: str) -> Vector:
        # A lone surrogate (from an undecodable name, say) is no text to the tokenizer.
        first: Encoding = self._tokenizer.encode(text.encode(errors="replace").decode())
        windows = [first, *first.overflowing]
        vectors = np.vstack([self._run(window.ids) for window in windows])
        return mean_of_windows(vectors, [len(window.ids) for window in windows])

    def _run(self, token_ids: list[int]) -> Vectors:
        """float32[1, d] of one window."""
        if self._session is None:
            raise RuntimeError("the encoder was closed")
        ids = np.array([token_ids], np.int64)
        vectors: Vectors
        (vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        return vectors


def _open_tokenizer(path: Path, max_tokens: int) -> "Tokenizer":
    """The tokenizer, set once to cut texts into windows and never changed again, so that threads share it."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - loaded by whoever encodes, not by whoever opens a library

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
