"""Makes the PDF and DOCX files of `resources/sample` from the texts beside this file.

    python packaging/sample/make.py             writes them
    python packaging/sample/make.py --check     exit 1 if one differs from what would be written

Nothing is compressed and every date is fixed, so the same text gives the same bytes with any
version of Python and zlib.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from docx import docx
from notation import parse
from pdf import pdf

SOURCES = Path(__file__).resolve().parent
TARGET = SOURCES.parent.parent / "resources" / "sample"
DOCUMENTS = {
    "Study/Urban herons.pdf": "Urban herons.md",
    "Home/Invoice boiler service.pdf": "Invoice boiler service.md",
    "Home/Rental contract Linden Street.docx": "Rental contract Linden Street.md",
    "Home/Coffee machine manual.docx": "Coffee machine manual.md",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check; return the exit status."""
    parser = argparse.ArgumentParser(description="Make the PDF and DOCX files of resources/sample.")
    parser.add_argument("--check", action="store_true", help="only say which files differ")
    check = parser.parse_args(arguments).check
    differing = [(name, made) for name, made in made_documents() if not _same(TARGET / name, made)]
    for name, made in differing:
        print(f"{name} differs" if check else f"{name} written")
        if not check:
            (TARGET / name).parent.mkdir(parents=True, exist_ok=True)
            (TARGET / name).write_bytes(made)
    return 1 if check and differing else 0


def made_documents() -> Iterator[tuple[str, bytes]]:
    """Name below `resources/sample` and content of each file made here."""
    for name, text in DOCUMENTS.items():
        source = parse((SOURCES / text).read_text("utf-8"))
        yield name, pdf(source) if name.endswith(".pdf") else docx(source)


def _same(path: Path, made: bytes) -> bool:
    return path.exists() and path.read_bytes() == made


if __name__ == "__main__":
    sys.exit(main())
