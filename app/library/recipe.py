"""How this version makes an index: what the vectors, passages and words depend on (law 6)."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

from app.analysis.analyser import ANALYSER
from app.domain.passage import SPLIT_RULE
from app.encoding.manifest import Manifest, read_manifest
from app.encoding.onnx_encoder import OnnxEncoder
from app.indexing.encode import CONTEXT_RULE
from app.reading.version import READER_VERSION
from app.store.lance_index import LanceIndex
from app.store.layout import drop_table, table_of, tables

RULES = f"{SPLIT_RULE} {ANALYSER}"
"""Passages and words are made anew, from stored text, where these differ from what is noted."""


class Recipe:
    """The bundled encoder and the rules beside it; nothing is loaded before it is asked for."""

    def __init__(self, encoder_folder: Path) -> None:
        self._folder = encoder_folder

    @cached_property
    def manifest(self) -> Manifest:
        """What the encoder says of itself."""
        return read_manifest(self._folder)

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes of the languages that the encoder knows."""
        return frozenset(self.manifest.languages.split())

    def described(self) -> dict[str, str]:
        """Every part by name."""
        return {
            "encoder": self.manifest.fingerprint,
            "context": CONTEXT_RULE,
            "split": SPLIT_RULE,
            "analyser": ANALYSER,
            "reader": READER_VERSION,
        }

    @property
    def meaning(self) -> str:
        """Names what decides a vector."""
        return f"{self.manifest.fingerprint} {CONTEXT_RULE}"

    def open_index(self, folder: Path, catalogue: str, *, writer: bool) -> LanceIndex:
        """The index of this recipe for the catalogue of this identity.

        Vectors of another recipe lie in another table. Only what decides a vector counts here: other
        passages have other ids anyway. A writer clears other tables away: nothing asks them.
        """
        named = f"{self.meaning} {catalogue}"
        if writer:
            for table in tables(folder):
                if table.path != table_of(folder, named).path:
                    drop_table(table)
        return LanceIndex(folder, named, self.manifest.dimension, writer=writer)

    def encoder(self, threads: int) -> OnnxEncoder:
        """Load the encoder."""
        return OnnxEncoder(self._folder, threads)

    def lazy_encoder(self, opened: ExitStack) -> Callable[[], OnnxEncoder]:
        """An encoder for queries, loaded when first called, closed with *opened*."""
        loaded: list[OnnxEncoder] = []

        def load() -> OnnxEncoder:
            if not loaded:
                loaded.append(self.encoder(threads=1))
                opened.callback(loaded[0].close)
            return loaded[0]

        return load
