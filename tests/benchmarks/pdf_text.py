"""The text of PDF files against that of `pdftotext` (Poppler), word for word.

    python tests/benchmarks/pdf_text.py [FOLDER ...]

Overlap is |A and B| / max(|A|, |B|) over words as often as they stand there, regardless of order,
case, shapes of letters (NFKC) and hyphens at the ends of lines. So a word that one side lacks and a
word that it has too many cost alike. We leave out running titles and page numbers on purpose, which
counts against us here. Comments and the values of forms, which pdftotext does not print, are left out for
this; attached files, too. Files in which pdftotext finds no word, or neither side may look, say nothing.
Exit code 1 when the bar is missed.
"""

import argparse
import io
import re
import shutil
import statistics
import subprocess
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from app.domain.errors import Unreadable  # noqa: E402  # the path comes first
from app.reading.pdf import annotations  # noqa: E402
from app.reading.pdf.pages import read_pdf  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
CHARACTERS = 100_000_000
"""More than any file has."""
WORST = 12
DIFFERENT = 3
"""Words named of each side that the other lacks."""
BAR = 0.97
"""Overlap, the median over files."""

_HYPHEN = re.compile("(?<=[^\\W\\d_])[-\u00ad\u2010]\\s*\n\\s*(?=[^\\W\\d_])")

Words = Counter[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """One file, as both read it."""

    path: Path
    ours: Words
    theirs: Words

    @property
    def overlap(self) -> float:
        """Share of words in common."""
        return (self.ours & self.theirs).total() / max(self.ours.total(), self.theirs.total())


def main() -> int:
    """Compare, print the figures, and return the exit code."""
    parser = argparse.ArgumentParser(description="Compare the text we find in PDF files with pdftotext's.")
    default = [DATA / "home" / "Papers", *sorted((DATA / "files").glob("*pdf*"))]
    parser.add_argument("folders", nargs="*", type=Path, default=default)
    folders = parser.parse_args().folders
    if shutil.which("pdftotext") is None:
        sys.exit("pdftotext is not here; it is part of poppler-utils")
    paths = sorted({path for folder in folders for path in folder.rglob("*.pdf")})
    if not paths:
        sys.exit("there are no PDF files to read")
    annotations.MOST = 0
    read = [Compared(path, _words(_ours(path)), _words(_theirs(path))) for path in paths]
    return _report([each for each in read if each.theirs], [each for each in read if not each.theirs])


def _report(compared: list[Compared], silent: list[Compared]) -> int:
    compared.sort(key=lambda each: each.overlap)
    overlaps = [each.overlap for each in compared]
    print(f"{'overlap':>7}{'words':>8}{'theirs':>8}  file: words of ours alone / of theirs alone")
    for each in compared[:WORST]:
        only = [
            " ".join(word[:12] for word, _ in (one - other).most_common(DIFFERENT)) or "-"
            for one, other in ((each.ours, each.theirs), (each.theirs, each.ours))
        ]
        print(
            f"{each.overlap:>7.3f}{each.ours.total():>8}{each.theirs.total():>8}  {each.path.name}: "
            + " / ".join(only)
        )
    median = statistics.median(overlaps)
    lowest = statistics.quantiles(overlaps, n=10)[0]
    print(f"files compared {len(compared)}; mean {statistics.fmean(overlaps):.4f}, lowest tenth {lowest:.4f}")
    print(f"files without words for pdftotext {len(silent)}; words of ours there {_total(silent)}")
    print(f"median overlap {median:.4f}   bar {BAR:g}   {'reached' if median >= BAR else 'MISSED'}")
    return 0 if median >= BAR else 1


def _total(compared: list[Compared]) -> int:
    return sum(each.ours.total() for each in compared)


def _ours(path: Path) -> str:
    try:
        draft = read_pdf(io.BytesIO(path.read_bytes()), CHARACTERS)
    except Unreadable:
        return ""
    return "\n\n".join(part.text for part in draft.parts)


def _theirs(path: Path) -> str:
    ended = subprocess.run(
        ["pdftotext", path, "-"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    return ended.stdout.decode("utf-8", "replace")


def _words(text: str) -> Words:
    joined = _HYPHEN.sub("", unicodedata.normalize("NFKC", text))
    return Counter(re.findall(r"\w+", joined.casefold()))


if __name__ == "__main__":
    sys.exit(main())
