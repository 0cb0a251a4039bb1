"""LanceDB is loaded without its models for servers, and nothing that we do asks for them."""

import subprocess
import sys

PROGRAM = """
import sys
from pathlib import Path
import numpy as np
from app.domain.dense_filter import DenseFilter
from app.store.lance_index import LanceIndex
from app.store.lean import StandIn
index = LanceIndex(Path(sys.argv[1]), "recipe", 8, writer=True)
ids = np.arange(300, dtype=np.int64)
vectors = np.random.default_rng(1).normal(size=(300, 8)).astype(np.float32)
vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
index.add(ids, ids, ["text"] * 300, ["en"] * 300, vectors)
index.flush()
index.remove(ids[:5])
index.flush()
index.upkeep(erase=True)
found, _ = index.nearest(vectors[7], 1, DenseFilter())
assert found.tolist() == [7]
assert index.count() == 295
stood_in = [name for name, module in sys.modules.items() if isinstance(module, StandIn)]
assert stood_in and all(name.startswith("lance_namespace") for name in stood_in), stood_in
assert not [finder for finder in sys.meta_path if type(finder).__module__ == "app.store.lean"]
print(sum(name.startswith("lance_namespace") for name in sys.modules))
"""


def test_a_whole_life_of_an_index_needs_no_model_of_a_server(tmp_path: object) -> None:
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) < 30, "the real packages bring some 200 modules"
