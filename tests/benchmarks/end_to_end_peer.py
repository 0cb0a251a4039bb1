"""The peer of `end_to_end.py`: encodes what a library waits for, and does nothing else.

Says `ready` on standard error when texts and encoder are loaded; a text that stands in several
passages is encoded once.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from app.catalogue.catalogue import Catalogue  # noqa: E402  # the path comes first
from app.domain.settings import Settings  # noqa: E402
from app.encoding.onnx_encoder import OnnxEncoder  # noqa: E402
from app.indexing.encode import with_context  # noqa: E402


def main(data: Path) -> None:
    """Encode the passages that wait in the library at *data*."""
    catalogue = Catalogue(data / "catalogue.sqlite", write=False)
    progress = catalogue.progress
    texts = {
        with_context(passage.title, passage.heading, passage.text)
        for document in progress.waiting_documents()
        for passage in progress.waiting_passages(document)
    }
    catalogue.close()
    with OnnxEncoder(ROOT / "resources" / "encoder", Settings().encoder_threads) as encoder:
        print("ready", file=sys.stderr, flush=True)
        vectors = encoder.encode_passages(sorted(texts, key=len))
    print(json.dumps({"encoded": len(vectors)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
