"""Size of a code against what it finds: the table of `docs/decisions/0020-dense-retrieval.md`.

    python tests/benchmarks/vector_codes.py LIBRARY [--queries 200]

LIBRARY is the data folder of an indexed library. Its vectors go into one LanceDB table for each code; questions are
sentences of its own texts, which is how people who remember something ask.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[2]))

from app.domain.vectors import Ids, Vectors
from app.library.library import Library
from app.places import Places
from app.store.loaded import kinds, lancedb

NEAREST = 50
REFINES = (1, 5, 10)
"""Times the limit that are compared with the full vectors; 1: in the order of the codes."""
PARTITIONS = 64
PROBES = 20


@dataclass(frozen=True, slots=True)
class Code:
    """A way of keeping vectors."""

    name: str
    dtype: Any
    index: Callable[[], Any] | None


CODES = (
    Code("float32", np.float32, None),
    Code("float16", np.float16, None),
    Code("int8 (IVF_SQ)", np.float32, lambda: kinds.IvfSq(distance_type="dot", num_partitions=PARTITIONS)),
    *(
        Code(
            f"PQ, {parts} parts",
            np.float32,
            lambda parts=parts: kinds.IvfPq(  # type: ignore[misc]
                distance_type="dot", num_partitions=PARTITIONS, num_sub_vectors=parts, sample_rate=64
            ),
        )
        for parts in (48, 96)
    ),
    *(
        Code(
            f"RQ, {bits} bit{'s' * (bits > 1)}",
            np.float32,
            lambda bits=bits: kinds.IvfRq(distance_type="dot", num_partitions=PARTITIONS, num_bits=bits),  # type: ignore[misc]
        )
        for bits in (1, 2, 4)
    ),
)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure codes of vectors.")
    parser.add_argument("library", type=Path)
    parser.add_argument("--queries", type=int, default=200)
    asked = parser.parse_args()
    vectors, queries = read(asked.library, asked.queries)
    true = [np.argsort(-(vectors @ query), kind="stable")[:NEAREST] for query in queries]
    print(f"{len(vectors)} vectors, {len(queries)} queries")
    print("| code | bytes a vector | refined | recall@10 | recall@50 | ms (p50) |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="clew-benchmark-") as place:
        for code in CODES:
            measure(code, Path(place) / code.name.replace(" ", "-"), vectors, queries, true)
    return 0


def read(data: Path, count: int) -> tuple[Vectors, Vectors]:
    """All vectors of a library, and those of questions."""
    with Library(Places(data)) as library:
        index = library._index
        vectors = index.vectors(index.passage_ids())[1]
        chance, connection, encoder = (
            np.random.default_rng(3),
            library.catalogue._connection,
            library._encoder(),
        )
        documents = [row[0] for row in connection.execute("SELECT id FROM documents WHERE text NOT NULL")]
        queries: list[Any] = []
        while len(queries) < count:
            text = library.catalogue.lookup.text(int(chance.choice(documents)))
            sentences = [one for one in re.split(r"(?<=[.!?])\s+", text) if 25 < len(one) < 150]
            if sentences:
                queries.append(encoder.encode_query(sentences[int(chance.integers(len(sentences)))]))
        return vectors, np.stack(queries)


def measure(code: Code, place: Path, vectors: Vectors, queries: Vectors, true: list[Ids]) -> None:
    """Print a line for each way of asking."""
    kept = vectors.astype(code.dtype)
    column = pa.FixedSizeListArray.from_arrays(pa.array(kept.reshape(-1)), vectors.shape[1])
    table: Any = lancedb.connect(place).create_table(
        "t", pa.table({"id": pa.array(np.arange(len(vectors))), "vector": column})
    )
    size = kept.itemsize * vectors.shape[1]
    started = time.perf_counter()
    if code.index is not None:
        table.create_index("vector", config=code.index())
        size = round(
            sum(f.stat().st_size for f in (place / "t.lance" / "_indices").rglob("*") if f.is_file())
            / len(vectors)
        )
    built = time.perf_counter() - started
    for refine in REFINES if code.index is not None else (1,):
        found, taken = [], []
        for query in queries:
            started = time.perf_counter()
            asked = (
                table.search(query.astype(code.dtype), vector_column_name="vector")
                .distance_type("dot")
                .limit(NEAREST)
            )
            if code.index is not None:
                asked = asked.minimum_nprobes(PROBES).maximum_nprobes(0)
                asked = asked.refine_factor(refine) if refine > 1 else asked
            found.append(asked.select(["id", "_distance"]).to_arrow().column("id").to_numpy())
            taken.append((time.perf_counter() - started) * 1000)
        recall = {
            k: np.mean([len(np.intersect1d(a[:k], b[:k])) / k for a, b in zip(found, true, strict=True)])
            for k in (10, NEAREST)
        }
        print(
            f"| {code.name} | {size} | {'no' if refine == 1 else f'{refine} times'} | {recall[10]:.3f} |"
            f" {recall[NEAREST]:.3f} | {np.median(taken):.1f} |  (built in {built:.0f} s)",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
