"""Real files of other people, where they are at hand: nothing crashes, and articles are found."""

import io
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.places import reader_command
from app.reading.process.sandbox import ProcessReader
from app.reading.web.html import read_html

FILES = Path(__file__).resolve().parents[4] / "shared" / "data" / "files"
HTML = FILES / "html-articles"
FOLDERS = ("pypdf-sample-files", "pdfminer-samples", "python-docx", "pandoc-tests/docx", "sist2-test-files")
GOOD = 0.94
"""F1 of 4-grams; the reader measured 0.96 when this was written, trafilatura 0.96 on the whole set."""

pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="no real files at ../shared/data/files")


def four_grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def article(page: Path) -> str:
    return "\n".join(part.text for part in read_html(io.BytesIO(page.read_bytes()), 10_000_000).parts)


def test_articles_are_found_among_menus_and_adverts() -> None:
    truth = json.loads((HTML / "ground-truth.json").read_text(encoding="utf-8"))
    precision, recall = [], []

    for name, facts in truth.items():
        found, wanted = four_grams(article(HTML / f"{name}.html")), four_grams(facts["articleBody"])
        common = (found & wanted).total()
        precision.append(common / found.total())
        recall.append(common / wanted.total())

    p, r = sum(precision) / len(truth), sum(recall) / len(truth)
    assert 2 * p * r / (p + r) >= GOOD


def test_every_file_is_a_document_or_has_a_reason() -> None:
    reader = ProcessReader(reader_command())
    reasons = Counter[Reason]()
    documents = 0

    for path in sorted(path for folder in FOLDERS for path in (FILES / folder).rglob("*") if path.is_file()):
        try:
            found = reader.read(path)
            documents += bool(found.text if isinstance(found, Document) else list(found))
        except Unreadable as error:
            reasons[error.reason] += 1
    reader.close()

    assert documents > 200
    assert reasons.keys() <= {
        Reason.EMPTY,
        Reason.ENCRYPTED,
        Reason.DAMAGED,
        Reason.NOT_TEXT,
        Reason.UNKNOWN_KIND,
    }
