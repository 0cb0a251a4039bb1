"""The child process of `encode.py`: one encoder, driven by JSON lines over its standard pipes.

    {"do": "encode", "batch": 8}  ->  {"seconds": 2.1, "peak_mb": 310}       all passages
    {"do": "query"}               ->  {"seconds": 0.004, "peak_mb": 310}     median of single queries

Runs in the peers' environment too, so it imports nothing but the encoder it is asked for, and by
name, since the project does not have the peers. What that library prints goes to standard error; the pipe carries answers only.
"""

import argparse
import importlib
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

THREADS = 2
DIMENSION = 384
Encode = Callable[[list[str], int], Any]
"""(texts, batch size) -> anything that holds their vectors."""


def main() -> None:
    """Load the encoder, say so, and answer until the pipe ends."""
    arguments = _arguments()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    texts = json.loads(arguments.texts.read_text(encoding="utf-8"))
    passages, queries = texts["passages"], texts["queries"]
    encode = ENCODERS[arguments.encoder](arguments.folder)
    encode(passages[:THREADS], 1)
    print("{}", file=answers, flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "encode":
            seconds = _seconds(encode, passages, order["batch"])
        else:
            seconds = statistics.median(_seconds(encode, [query], 1) for query in queries)
        print(json.dumps({"seconds": seconds, "peak_mb": _peak_megabytes()}), file=answers, flush=True)


def ours(folder: Path) -> Encode:
    """`OnnxEncoder` on the bundled files; it does not batch."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from app.encoding.onnx_encoder import OnnxEncoder

    encoder = OnnxEncoder(folder, workers=THREADS)

    def encode(texts: list[str], batch: int) -> object:
        return encoder.encode_query(texts[0]) if len(texts) == 1 else encoder.encode_passages(texts)

    return encode


def sentence_transformers(folder: Path) -> Encode:
    """The published files, with PyTorch."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    importlib.import_module("torch").set_num_threads(THREADS)
    library = importlib.import_module("sentence_transformers")
    encoder = library.SentenceTransformer(str(folder), device="cpu")

    def encode(texts: list[str], batch: int) -> object:
        return encoder.encode(texts, batch_size=batch, show_progress_bar=False, normalize_embeddings=True)

    return encode


def fastembed(folder: Path) -> Encode:
    """The float32 twin, which pools and normalises by itself."""
    library = importlib.import_module("fastembed")
    description = importlib.import_module("fastembed.common.model_description")
    library.TextEmbedding.add_custom_model(
        model="twin",
        pooling=description.PoolingType.DISABLED,
        normalization=False,
        sources=description.ModelSource(hf="twin"),
        dim=DIMENSION,
        model_file="twin.onnx",
    )
    encoder = library.TextEmbedding(
        "twin", specific_model_path=str(folder), threads=THREADS, local_files_only=True
    )

    def encode(texts: list[str], batch: int) -> object:
        return list(encoder.embed(texts, batch_size=batch))

    return encode


ENCODERS = {"ours": ours, "sentence-transformers": sentence_transformers, "fastembed": fastembed}


def _seconds(encode: Encode, texts: list[str], batch: int) -> float:
    start = time.perf_counter()
    encode(texts, batch)
    return time.perf_counter() - start


def _peak_megabytes() -> float:
    """Most memory ever resident, in MB of 10**6 bytes; 0 where the system has no `/proc`."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / 1e6


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("encoder", choices=ENCODERS)
    parser.add_argument("folder", type=Path, help="the encoder's files")
    parser.add_argument("texts", type=Path, help='JSON: {"passages": [...], "queries": [...]}')
    return parser.parse_args()


if __name__ == "__main__":
    main()
