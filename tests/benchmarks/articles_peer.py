"""One side of `articles.py`: takes the text out of web pages, ours or trafilatura's way.

Orders are lines of JSON: {"pages": [path ...], "texts": bool}. Answers name the seconds of processor
time that the pages took, of which reading the files is no part, and their texts where these are asked for.
"""

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

CHARACTERS = 10_000_000
"""More than any page has."""


def main(side: str) -> None:
    """Answer until standard input ends."""
    extract = _ours() if side == "ours" else _trafilatura()
    kept: dict[str, bytes] = {}
    for line in sys.stdin:
        order = json.loads(line)
        pages = [kept.get(path) or kept.setdefault(path, Path(path).read_bytes()) for path in order["pages"]]
        started = time.process_time()
        texts = [extract(page) for page in pages]
        seconds = time.process_time() - started
        print(json.dumps({"seconds": seconds, "texts": texts if order["texts"] else []}), flush=True)


def _ours() -> Callable[[bytes], str]:
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from app.reading.web.html import read_html  # the peer's environment has no such package

    return lambda page: "\n\n".join(part.text for part in read_html(io.BytesIO(page), CHARACTERS).parts)


def _trafilatura() -> Callable[[bytes], str]:
    import trafilatura  # type: ignore[import-not-found]  # lives in the peer's environment

    return lambda page: trafilatura.extract(page) or ""


if __name__ == "__main__":
    main(sys.argv[1])
