"""The other readers of `reading.py`: which of them opens a file, and how many words it finds there.

Questions are lines of JSON: {"path": str}. Answers: {"opened": bool, "words": int}.
"""

import json
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

PEERS = {
    name: import_module(name)
    for name in ("docx", "ebooklib.epub", "odf.opendocument", "odf.teletype", "openpyxl", "pptx", "pypdf")
}
"""Imported by name: they live in an environment of their own, of which type checkers know nothing."""


def main() -> None:
    """Answer until standard input ends."""
    answers, sys.stdout = sys.stdout, sys.stderr  # some of the libraries print
    for line in sys.stdin:
        path = json.loads(line)["path"]
        try:
            words = sum(len(text.split()) for text in READERS[Path(path).suffix.lower()](path))
            answer = {"opened": True, "words": words}
        except Exception:  # noqa: BLE001  # whatever a library raises, it did not open the file
            answer = {"opened": False, "words": 0}
        print(json.dumps(answer), file=answers, flush=True)


def _docx(path: str) -> Iterator[str]:
    document = PEERS["docx"].Document(path)
    yield from (paragraph.text for paragraph in document.paragraphs)
    yield from (cell.text for table in document.tables for row in table.rows for cell in row.cells)


def _pptx(path: str) -> Iterator[str]:
    for slide in PEERS["pptx"].Presentation(path).slides:
        yield from (shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def _xlsx(path: str) -> Iterator[str]:
    for sheet in PEERS["openpyxl"].load_workbook(path, read_only=True).worksheets:
        yield from (
            str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None
        )


def _pdf(path: str) -> Iterator[str]:
    yield from (page.extract_text() for page in PEERS["pypdf"].PdfReader(path).pages)


def _odf(path: str) -> Iterator[str]:
    yield PEERS["odf.teletype"].extractText(PEERS["odf.opendocument"].load(path).body)


def _epub(path: str) -> Iterator[str]:
    book = PEERS["ebooklib.epub"].read_epub(path)
    chapters = (item for item in book.get_items() if item.media_type == "application/xhtml+xml")
    yield from (chapter.get_content().decode("utf-8", "replace") for chapter in chapters)


READERS: dict[str, Callable[[str], Iterator[str]]] = {
    ".docx": _docx,
    ".pptx": _pptx,
    ".xlsx": _xlsx,
    ".pdf": _pdf,
    ".odt": _odf,
    ".odp": _odf,
    ".ods": _odf,
    ".epub": _epub,
}

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
