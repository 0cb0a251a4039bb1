"""What the bundled encoder is: the facts in `manifest.toml` beside its files.

Written by `packaging/encoder/build.py`. Reading it loads neither ONNX Runtime nor the tokenizer.
"""

import hashlib
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from app.domain.errors import KnownError

MANIFEST_NAME = "manifest.toml"
MODEL_NAME = "model.onnx"
TOKENIZER_NAME = "tokenizer.json"
FINGERPRINT_LENGTH = 16
"""Hexadecimal digits, 64 bits: enough to tell the encoders of one library apart."""


class DamagedEncoder(KnownError):
    """A file of the bundled encoder is missing or not the one that was shipped."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Facts about one encoder, and the hashes that its files must have."""

    name: str
    source: str
    """The published encoder it was made from."""
    licence: str
    """SPDX identifier."""
    languages: str
    """That it knows: ISO 639-1 codes separated by spaces."""
    dimension: int
    pooling: str
    max_tokens: int
    """Of one run, the two that frame a text included."""
    query_prefix: str
    passage_prefix: str
    model_sha256: str
    tokenizer_sha256: str
    recipe_sha256: str
    """Of `packaging/encoder/recipe.toml` when it was built."""

    @property
    def fingerprint(self) -> str:
        """Short hash of all that decides a vector; the same words under another name are the same encoder."""
        deciding = (
            self.model_sha256,
            self.tokenizer_sha256,
            self.pooling,
            self.max_tokens,
            self.query_prefix,
            self.passage_prefix,
        )
        return hashlib.sha256(repr(deciding).encode()).hexdigest()[:FINGERPRINT_LENGTH]

    def verify(self, folder: Path) -> None:
        """Compare the files in *folder* with their hashes; reads them whole, some 20 ms.

        Raises:
            DamagedEncoder: A file is missing or another one.
        """
        for name, expected in ((MODEL_NAME, self.model_sha256), (TOKENIZER_NAME, self.tokenizer_sha256)):
            try:
                with (folder / name).open("rb") as file:
                    found = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                raise _damaged(folder / name, error.strerror or "cannot be read") from error
            if found != expected:
                raise _damaged(folder / name, "is not the file that was shipped")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the encoder in *folder*.

    Raises:
        DamagedEncoder: It is missing, is not TOML, or lacks a fact.
    """
    path = folder / MANIFEST_NAME
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _damaged(path, error.strerror or "cannot be read") from error
    except ValueError as error:  # neither TOML nor UTF-8
        raise _damaged(path, "is not readable TOML") from error
    for field in fields(Manifest):
        if type(table.get(field.name)) is not field.type:
            raise _damaged(path, f"says nothing useful about {field.name}")
    return Manifest(**{field.name: table[field.name] for field in fields(Manifest)})


def _damaged(path: Path, what: str) -> DamagedEncoder:
    return DamagedEncoder(f"The encoder is damaged: {path} {what}. Installing Clew again repairs it.")
