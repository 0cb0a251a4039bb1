"""Texts to measure on: real ones from a folder, at many lengths, and a few kinds it may lack."""

import json
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

LENGTHS = (12, 40, 120, 400, 800, 1600)
"""Characters; a text is cut to the next of these in turn."""
OWN = (
    "",
    " ",
    "a",
    "42",
    "?!",
    "tax",
    "Re: invoice",
    "\N{SNOWMAN} \N{FACE WITH TEARS OF JOY}\N{PARTY POPPER}",
    "def area(radius: float) -> float:\n    return math.pi * radius**2\n",
    "SELECT name, count(*) FROM passages GROUP BY name HAVING count(*) > 3;",
    "for (int i = 0; i < n; ++i) { sum += values[i] * weights[i]; }",
    '{"path": "/home/eva/notes.md", "size": 1821, "tags": ["garden", "autumn"]}',
    "Die Rechnung vom 3. März ist noch offen; bitte überweisen Sie den Betrag bis Monatsende.",
    "Der Reiher steht seit einer Stunde im flachen Wasser und wartet, ohne sich zu rühren.",
    "Mietvertrag",
    "Für den Teig das Mehl mit Hefe, Wasser und Salz verkneten und über Nacht kühl gehen lassen.",
    "El contrato se renueva cada año, salvo que una de las partes avise con dos meses de antelación.",
    "¿Dónde guardé las fotos del viaje a la costa?",
    "La garza espera inmóvil en la orilla del río hasta que pasa un pez.",
    "receta de lentejas con verduras",
    "the " * 200,
    "x" * 500,
)


def read_texts(folder: Path, wanted: int) -> list[str]:
    """At least *wanted* texts where the folder has them: ours, and an even choice of the folder's.

    Read are the `text` fields of every `*.jsonl` and the paragraphs of every `*.txt` and `*.md`.

    Raises:
        SystemExit: The folder is not there.
    """
    if not folder.is_dir():
        sys.exit(f"no texts to measure on in {folder}: name a folder of .jsonl, .txt or .md with --texts")
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".jsonl", ".txt", ".md"})
    each = -(-wanted // max(1, len(files)))
    chosen = [text for path in files for text in _spread(list(_texts(path)), each)]
    return [*OWN, *(text[:length] for text, length in zip(chosen, cycle(LENGTHS), strict=False))]


def _texts(path: Path) -> Iterator[str]:
    content = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".jsonl":
        yield from (entry["text"] for entry in map(json.loads, content.splitlines()) if entry.get("text"))
    else:
        yield from filter(None, map(str.strip, content.split("\n\n")))


def _spread(texts: list[str], wanted: int) -> list[str]:
    """Up to *wanted* of the texts at even distances."""
    return list(islice(texts[:: max(1, len(texts) // wanted)], wanted))
