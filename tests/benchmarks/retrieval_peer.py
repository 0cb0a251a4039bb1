"""What others reach on a judged set; started by `retrieval.py` with a Python that has their packages.

    python retrieval_peer.py bm25 SET_FOLDER            (bm25s, PyStemmer)
    python retrieval_peer.py encoder SET_FOLDER TWIN TOKENIZER   (onnxruntime, tokenizers)

`bm25` ranks whole documents, and documents by their best stretch of text, by every variant of bm25s, stemmed and
without stop words; `encoder` ranks by cosine alone, with the encoder in full precision, documents cut to what it
takes and documents by their best stretch. Prints {name: nDCG@10} as JSON.
"""

import json
import math
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

Grades = dict[str, dict[str, int]]
LANGUAGES = {"pt": ("portuguese", "pt"), "ja": ("", "")}
"""Ending of a set's name -> Snowball's name of its language and that of its stop words; English is left out."""
UNSPACED = re.compile(r"([\u3040-\u30ff\u3400-\u9fff]+)|[^\W\u3040-\u30ff\u3400-\u9fff]+")
WINDOW, STRIDE = 600, 500
"""Characters of a stretch, and from one to the next."""
BATCH = 4


def main() -> None:
    """Measure what the arguments name."""
    method, folder, *rest = sys.argv[1:]
    corpus = {
        str(row["_id"]): f"{row.get('title') or ''}\n{row['text']}"
        for row in _rows(Path(folder) / "corpus.jsonl")
    }
    queries = {str(row["_id"]): str(row["text"]) for row in _rows(Path(folder) / "queries.jsonl")}
    grades: Grades = {}
    for line in (Path(folder) / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, document, grade = line.split("\t")
        grades.setdefault(query, {})[document] = int(grade)
    judged = {query: of for query, of in grades.items() if query in queries and max(of.values()) > 0}
    asked = [queries[query] for query in judged]
    found = bm25(Path(folder).name, corpus, asked) if method == "bm25" else encoder(corpus, asked, *rest)
    print(json.dumps({name: _ndcg(scores, list(corpus), judged) for name, scores in found}))


Scores = Sequence[np.ndarray]
"""For each query, float[n], a score for every document."""


def bm25(name: str, corpus: Mapping[str, str], queries: Sequence[str]) -> list[tuple[str, Scores]]:
    """Every variant of bm25s with three usual pairs of constants."""
    import bm25s

    words = _words(name)
    found: list[tuple[str, Scores]] = []
    stretches, owners = _stretches(corpus)
    asked = words(queries)
    for unit, texts, of in (
        ("documents", list(corpus.values()), np.arange(len(corpus))),
        ("stretches", stretches, owners),
    ):
        known = words(texts)
        for method, (k1, b) in product(
            ("lucene", "robertson", "atire", "bm25l", "bm25+"), ((1.5, 0.75), (1.2, 0.75), (0.9, 0.4))
        ):
            index = bm25s.BM25(method=method, k1=k1, b=b)
            index.index(known, show_progress=False)
            scores = [
                _best(index.get_scores(query) if query else np.zeros(len(texts)), of, len(corpus))
                for query in asked
            ]
            found.append((f"{method} {k1}/{b} {unit}", scores))
    return found


def _words(name: str) -> Callable[[Sequence[str]], list[list[str]]]:
    """What cuts texts into stemmed words: pairs of characters for Japanese."""
    import bm25s
    import Stemmer

    language, stop = LANGUAGES.get(name.rpartition("-")[2], ("english", "en"))
    if not language:
        return lambda texts: [list(_pairs(text.lower())) for text in texts]
    stemmer = Stemmer.Stemmer(language)

    def cut(texts: Sequence[str]) -> list[list[str]]:
        found: list[list[str]] = bm25s.tokenize(
            list(texts), stopwords=stop, stemmer=stemmer, show_progress=False, return_ids=False
        )
        return found

    return cut


def _pairs(text: str) -> list[str]:
    found: list[str] = []
    for match in UNSPACED.finditer(text):
        run = match.group()
        found.extend(
            [run[i : i + 2] for i in range(max(1, len(run) - 1))] if match.group(1) is not None else [run]
        )
    return found


def encoder(
    corpus: Mapping[str, str], queries: Sequence[str], twin: str, tokenizer: str
) -> list[tuple[str, Scores]]:
    """Cosine alone, in full precision."""
    encode = _encoder(twin, tokenizer)
    asked = encode(queries)
    stretches, owners = _stretches(corpus)
    found: list[tuple[str, Scores]] = []
    for unit, texts, of in (
        ("documents", list(corpus.values()), np.arange(len(corpus))),
        ("stretches", stretches, owners),
    ):
        cosines = asked @ encode(texts).T
        found.append((f"cosine {unit}", [_best(row, of, len(corpus)) for row in cosines]))
    return found


def _encoder(twin: str, tokenizer: str) -> Callable[[Sequence[str]], np.ndarray]:
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(twin, options, providers=["CPUExecutionProvider"])
    tokens = Tokenizer.from_file(tokenizer)
    tokens.enable_truncation(256)
    tokens.enable_padding()

    def encode(texts: Sequence[str]) -> np.ndarray:
        order = np.argsort([len(text) for text in texts], kind="stable")
        vectors: list[Any] = []
        for start in range(0, len(order), BATCH):
            batch = tokens.encode_batch([texts[i] for i in order[start : start + BATCH]])
            ids = np.array([each.ids for each in batch], np.int64)
            mask = np.array([each.attention_mask for each in batch], np.int64)
            vectors.append(session.run(None, {"input_ids": ids, "attention_mask": mask})[0])
        found: np.ndarray = np.vstack(vectors)[np.argsort(order)]
        return found

    return encode


def _stretches(corpus: Mapping[str, str]) -> tuple[list[str], np.ndarray]:
    """Stretches of all documents, and the number of the document of each."""
    texts: list[str] = []
    owners: list[int] = []
    for number, text in enumerate(corpus.values()):
        for start in range(0, max(1, len(text) - (WINDOW - STRIDE)), STRIDE):
            texts.append(text[start : start + WINDOW])
            owners.append(number)
    return texts, np.array(owners)


def _best(scores: np.ndarray, owners: np.ndarray, documents: int) -> np.ndarray:
    best = np.full(documents, -np.inf)
    np.maximum.at(best, owners, scores)
    return best


def _ndcg(scores: Scores, names: Sequence[str], judged: Grades) -> float:
    total = 0.0
    for found, grades in zip(scores, judged.values(), strict=True):
        order = np.argsort(-found, kind="stable")[:10]
        gains = [max(grades.get(names[i], 0), 0) for i in order]
        ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:10]
        total += _discounted(gains) / _discounted(ideal)
    return total / len(judged)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def _rows(path: Path) -> list[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


if __name__ == "__main__":
    main()
