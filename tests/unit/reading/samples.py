"""One small file of every format, made in code."""

import bz2
import gzip
import json
import lzma

from tests.unit.reading.files import docx, paragraph, pdf, table
from tests.unit.reading.ole_files import fixed, ole, strings
from tests.unit.reading.open_document import h, odp, odt, p
from tests.unit.reading.powerpoint_files import TITLE, Slide, ppt
from tests.unit.reading.powerpoint_files import shape as drawn
from tests.unit.reading.sheet_files import ods, ods_cell, xls, xlsb, xlsx
from tests.unit.reading.test_archives import tarred as tar_of
from tests.unit.reading.test_archives import zipped as zip_of
from tests.unit.reading.test_epub import epub
from tests.unit.reading.test_fb2 import BOOK, zipped
from tests.unit.reading.test_mailbox import box, mail
from tests.unit.reading.test_mhtml import mhtml
from tests.unit.reading.test_pptx import pptx, shape
from tests.unit.reading.word_files import HEADING_1, doc, line, row

TEXT = "The heron waits in shallow water until a fish comes near enough, and then it is very quick."
_MAIL = (
    "From: Ada <ada@example.org>\r\nTo: charles@example.org\r\nSubject: =?utf-8?B?R3LDvMOfZQ==?=\r\n"
    "Date: Mon, 3 Jun 2024 08:30:00 +0200\r\nMIME-Version: 1.0\r\n"
)
_LETTER = f'{_MAIL}Content-Type: text/plain; charset="utf-8"\r\n\r\n{TEXT}\r\n'
_PARTS = "".join(
    f"--b\r\nContent-Type: {kind}\r\n\r\n{content}\r\n"
    for kind, content in (
        ("text/plain", TEXT),
        ("text/html", f"<p>{TEXT}</p>"),
        ('text/csv; name="birds.csv"', "bird,legs\nheron,2\nstork,2"),
        ("message/rfc822", _LETTER),
    )
)
_CELLS = ((0, 0, "bird"), (0, 1, "legs"), (1, 0, "heron"), (1, 1, 2.0))
_ROWS = ((("bird"), "legs"), ("heron", 2.0), ("stork", 2.0))
_PROGRAM = f'"""{TEXT}"""\nimport os\n\n\nclass Heron:\n    def wait(self) -> None:\n        """Wait."""\n'
_NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Herons\n", TEXT]},
        {
            "cell_type": "code",
            "metadata": {},
            "source": "print('heron')",
            "outputs": [],
            "execution_count": 1,
        },
    ],
    "metadata": {"kernelspec": {"language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
_WORDS = {
    "a.txt": TEXT,
    "a.html": f"<!doctype html><html lang=en><body><nav>no</nav><article><h1>Heron</h1><p>{TEXT * 5}</p></article>",
    "a.md": f"---\ntitle: Herons\n---\n# Heron\n\n{TEXT}\n\n## Food\n\n- fish\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "a.rst": f"======\nHerons\n======\n\n:Author: Ada\n\n{TEXT}\n\nFood\n----\n\n.. note:: Fish.\n",
    "a.org": f"#+TITLE: Herons\n* Heron\n{TEXT}\n** Food\n| a | b |\n#+BEGIN_SRC c\nx\n#+END_SRC\n",
    "a.adoc": f"= Herons\nAda <ada@example.org>\n\n== Heron\n\n{TEXT}\n\n----\nx\n----\n",
    "a.tex": f"\\documentclass{{article}}\\title{{Herons}}\\begin{{document}}\\section{{Heron}} {TEXT} $x^2$\\end{{document}}",
    "a.csv": "bird,legs\nheron,2\nstork,2\n",
    "a.tsv": "bird\tlegs\nheron\t2\nstork\t2\n",
    "a.json": json.dumps({"title": "Herons", "birds": [{"name": "heron", "legs": 2}, {"name": "stork"}]}),
    "a.jsonl": '{"bird": "heron"}\n{"bird": "stork"}\n',
    "a.xml": f"<birds><bird><name>heron</name><says>{TEXT}</says></bird><bird a='b'/></birds>",
    "a.fb2": BOOK,
    "a.ipynb": json.dumps(_NOTEBOOK),
    "a.py": _PROGRAM,
    "a.c": f"/* {TEXT} */\n#include <stdio.h>\nint main(void) {{\n    return 0;\n}}\n",
    "a.eml": f'{_MAIL}Content-Type: multipart/mixed; boundary="b"\r\n\r\n{_PARTS}--b--\r\n',
    "a.srt": f"1\n00:00:01,000 --> 00:00:02,000\n{TEXT}\n\n2\n00:01:01,000 --> 00:01:02,000\n{TEXT}\n",
    "a.vtt": f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>{TEXT}\n",
    "a.ics": f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Herons\nDTSTART:20240603T083000Z\nDESCRIPTION:{TEXT}\nEND:VEVENT\nEND:VCALENDAR\n",
    "a.vcf": f"BEGIN:VCARD\nVERSION:3.0\nFN:Ada Heron\nN:Heron;Ada;;;\nNOTE:{TEXT}\nEND:VCARD\n",
    "a.rtf": f"{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Arial;}}}}{{\\info{{\\title Herons}}}}\\pard {TEXT}\\par Gr\\'fc\\u223?\\par}}",
}
SAMPLES: dict[str, bytes] = {
    **{name: words.encode() for name, words in _WORDS.items()},
    "old.txt": "Цапля стоит в мелкой воде и ждёт, пока рыба не подойдёт близко.".encode("cp1251"),
    "wide.txt": TEXT.encode("utf-16"),
    "a.mhtml": mhtml(),
    "a.docx": docx(paragraph("Heron", "berschrift1") + paragraph(TEXT) + table(("a", "b"), ("1", "2"))),
    "a.pptx": pptx(shape("Heron", placeholder="title") + shape(TEXT), shape(TEXT)),
    "a.xlsx": xlsx({"Birds": _ROWS}),
    "a.xlsb": xlsb(_CELLS),
    "a.xls": xls(_CELLS),
    "a.ods": ods(
        '<table:table table:name="Birds">'
        + "".join(
            f"<table:table-row>{ods_cell(bird)}{ods_cell(legs)}</table:table-row>"
            for bird, legs in (("bird", "legs"), ("heron", "two"), ("stork", "two"))
        )
        + "</table:table>"
    ),
    "a.odt": odt(h("Heron") + p(TEXT)),
    "a.odp": odp(p(TEXT), p(TEXT)),
    "a.epub": epub(),
    "a.fb2.zip": zipped(BOOK.encode(), "a.fb2"),
    "a.msg": ole({**fixed(32, {}), **strings({0x0037: "Plans", 0x0C1A: "Ada", 0x1000: TEXT})}),
    "a.doc": doc([line("Heron", HEADING_1), line(TEXT), *row("a", "b"), *row("1", "2")]),
    "a.ppt": ppt(Slide(drawn("Heron", TITLE) + drawn(TEXT)), Slide(drawn(TEXT))),
    "a.pdf": pdf([["Heron", TEXT], [TEXT]], {"Title": "Herons"}, [("Food", 1)]),
    "broken.pdf": pdf([[TEXT]]).replace(b"startxref", b"startxxxx"),
}
"""Name of a file -> what it holds: one document."""
HOLDING: dict[str, bytes] = {
    "a.zip": zip_of({"letters/a.txt": TEXT.encode(), "b.docx": SAMPLES["a.docx"]}),
    "a.tar": tar_of({"letters/a.txt": TEXT.encode(), "b.html": SAMPLES["a.html"]}),
    "a.tar.xz": lzma.compress(tar_of({"a.eml": SAMPLES["a.eml"]})),
    "a.txt.gz": gzip.compress(TEXT.encode(), mtime=0),
    "a.txt.bz2": bz2.compress(TEXT.encode()),
    "a.mbox": box(mail(1), mail(2)).replace(b"\n", b"\r\n"),
}
"""Name of a file -> what it holds: documents."""
