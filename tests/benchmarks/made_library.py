"""A large library whose files are real, and whose vectors are made up: encoding would take hours.

    python tests/benchmarks/made_library.py FOLDER --files 100000 --paragraphs 1

Makes `FOLDER/files` and `FOLDER/library`, or finds them there.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from app.domain.vectors import Vector, Vectors
from app.encoding.onnx_encoder import OnnxEncoder
from app.library.library import Library
from app.library.recipe import Recipe
from app.places import Places

PER_FOLDER = 100
SENTENCES = 6
"""In a paragraph: about a passage."""
TOPICS = 500


class MadeEncoder:
    """Unit vectors around topics, the same for the same text."""

    def __init__(self, dimension: int) -> None:
        self._chance = np.random.default_rng(1)
        self._topics = self._chance.standard_normal((TOPICS, dimension))

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        near = self._topics[self._chance.integers(TOPICS, size=len(texts))]
        vectors = near + 0.6 * self._chance.standard_normal(near.shape)
        made: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
        return made

    def encode_query(self, text: str) -> Vector:
        vector: Vector = self.encode_passages([text])[0]
        return vector

    def close(self) -> None:
        """Nothing is held."""


class MadeRecipe(Recipe):
    """The recipe of the product, without its encoder."""

    def encoder(self, threads: int) -> OnnxEncoder:  # as the product's
        return MadeEncoder(self.manifest.dimension)  # type: ignore[return-value]  # it stands in for it


def make(place: Path, files: int, paragraphs: int) -> tuple[Path, Path]:
    """(folder of the files, data folder of the library)."""
    folder, data = place / "files", place / "library"
    if not folder.exists():
        _write(folder, files, paragraphs)
    with Library(Places(data)) as library:
        library.recipe = MadeRecipe(library.recipe._folder)
        library.user.add(folder)
        settled = library.index()
        print(
            f"{settled.seen} files, {settled.read} read, {settled.passages} passages, {settled.seconds:.0f} s"
        )
    return folder, data


def _write(folder: Path, files: int, paragraphs: int) -> None:
    chance = random.Random(1)  # noqa: S311  # a repeatable choice, no secret
    words = ["".join(chance.choices("aeioubcdfglmnprst", k=chance.randint(3, 9))) for _ in range(20_000)]
    for number in range(files):
        path = folder / f"{number // PER_FOLDER:04}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = (
            " ".join(" ".join(chance.choices(words, k=14)).capitalize() + "." for _ in range(SENTENCES))
            for _ in range(paragraphs)
        )
        path.write_text("\n\n".join(texts))


def main() -> int:
    """Make it."""
    parser = argparse.ArgumentParser(description="Make a large library.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--paragraphs", type=int, default=1)
    asked = parser.parse_args()
    make(asked.folder, asked.files, asked.paragraphs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
