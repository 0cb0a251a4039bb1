"""The manifest, and that the bundled files are the ones it names."""

import dataclasses
import hashlib
import shutil
from pathlib import Path

import pytest

from app.encoding.manifest import (
    MANIFEST_NAME,
    MODEL_NAME,
    TOKENIZER_NAME,
    DamagedEncoder,
    Manifest,
    read_manifest,
)
from app.encoding.onnx_encoder import OnnxEncoder
from app.places import resources

BUNDLED = resources() / "encoder"
RECIPE = Path(__file__).parents[3] / "packaging" / "encoder" / "recipe.toml"


@pytest.fixture
def manifest() -> Manifest:
    return read_manifest(BUNDLED)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the bundled encoder, to be damaged."""
    return Path(shutil.copytree(BUNDLED, tmp_path / "encoder"))


def test_the_bundled_files_are_the_ones_the_manifest_names(manifest: Manifest) -> None:
    manifest.verify(BUNDLED)


def test_the_bundled_encoder_was_built_by_the_recipe_that_stands_here(manifest: Manifest) -> None:
    assert manifest.recipe_sha256 == hashlib.sha256(RECIPE.read_bytes()).hexdigest()


def test_licence_and_attribution_lie_beside_the_encoder(manifest: Manifest) -> None:
    assert manifest.licence == "Apache-2.0"
    assert "Apache License" in (BUNDLED / "LICENSE").read_text("utf-8")
    assert manifest.source in (BUNDLED / "ATTRIBUTION.md").read_text("utf-8")


@pytest.mark.parametrize("name", [MODEL_NAME, TOKENIZER_NAME])
def test_a_changed_file_is_noticed(manifest: Manifest, copy: Path, name: str) -> None:
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)

    with pytest.raises(DamagedEncoder, match=name):
        manifest.verify(copy)


@pytest.mark.parametrize("name", [MODEL_NAME, TOKENIZER_NAME])
def test_a_missing_file_is_named_when_the_encoder_is_opened(copy: Path, name: str) -> None:
    (copy / name).unlink()

    with pytest.raises(DamagedEncoder, match=name):
        OnnxEncoder(copy)


@pytest.mark.parametrize("name", [MODEL_NAME, TOKENIZER_NAME])
def test_a_torn_file_is_named_when_the_encoder_is_opened(copy: Path, name: str) -> None:
    (copy / name).write_bytes((copy / name).read_bytes()[:1000])

    with pytest.raises(DamagedEncoder, match=name):
        OnnxEncoder(copy)


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda text: "", "name"),
        (lambda text: text.replace("dimension = 384", 'dimension = "384"'), "dimension"),
        (lambda text: text.replace("max_tokens = 256", "max_tokens = true"), "max_tokens"),
        (lambda text: text.replace("pooling", "Pooling"), "pooling"),
        (lambda text: text + "= = =", "TOML"),
        (lambda text: text + "\udcff", "TOML"),
    ],
    ids=["empty", "wrong type", "flag for number", "missing fact", "not TOML", "not UTF-8"],
)
def test_a_damaged_manifest_says_what_is_wrong(copy: Path, damage: object, complaint: str) -> None:
    assert callable(damage)
    path = copy / MANIFEST_NAME
    path.write_bytes(damage(path.read_text("utf-8")).encode(errors="surrogateescape"))

    with pytest.raises(DamagedEncoder, match=complaint):
        read_manifest(copy)


def test_a_missing_manifest_is_a_damaged_encoder(tmp_path: Path) -> None:
    with pytest.raises(DamagedEncoder, match=MANIFEST_NAME):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        {"model_sha256": "0"},
        {"tokenizer_sha256": "0"},
        {"pooling": "cls"},
        {"max_tokens": 128},
        {"query_prefix": "query: "},
        {"passage_prefix": "passage: "},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_decides_a_vector_changes_the_fingerprint(
    manifest: Manifest, change: dict[str, object]
) -> None:
    changed = dataclasses.replace(manifest, **change)  # type: ignore[arg-type]  # a row of the table above

    assert changed.fingerprint != manifest.fingerprint


def test_another_name_is_the_same_encoder(manifest: Manifest) -> None:
    assert dataclasses.replace(manifest, name="renamed").fingerprint == manifest.fingerprint
