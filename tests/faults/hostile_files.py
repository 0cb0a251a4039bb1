"""Files that are made to cost their reader dearly, or to make it tell what it should not."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.unit.reading.files import docx, paragraph
from tests.unit.reading.open_document import odp, odt, p
from tests.unit.reading.samples import SAMPLES
from tests.unit.reading.test_epub import epub
from tests.unit.reading.test_pptx import pptx, shape

LEVELS = 100_000
MAIL = b"From: Ada <a@example.org>\r\nTo: b@example.org\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
MAILS = 500


def rezipped(packed: bytes, replaced: dict[str, bytes]) -> bytes:
    """The ZIP with other contents of some members."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            target.writestr(name, replaced.get(name, source.read(name)))
    return buffer.getvalue()


MAINS = {
    "a.docx": "word/document.xml",
    "a.pptx": "ppt/slides/slide1.xml",
    "a.xlsx": "xl/worksheets/sheet1.xml",
    "a.ods": "content.xml",
    "a.odt": "content.xml",
    "a.odp": "content.xml",
    "a.epub": "OPS/1.xhtml",
    "a.fb2.zip": "a.fb2",
}
"""Sample that is a ZIP -> the member that holds its text."""


def flat_bomb(name: str, megabytes: int = 300) -> bytes:
    """The sample with a main member that unpacks to as many *megabytes* of white space."""
    return rezipped(SAMPLES[name], {MAINS[name]: b" " * (megabytes << 20)})


def lying_bomb(name: str) -> bytes:
    """The same, but the directory says that the member is small."""
    packed = bytearray(flat_bomb(name, 60))
    directory = packed.rindex(MAINS[name].encode()) - 46
    struct.pack_into("<I", packed, directory + 24, 1000)
    return bytes(packed)


def overlapping_bomb(name: str, times: int = 2000) -> bytes:
    """A directory whose members all lie in the same place (D. Fifield, A better zip bomb, WOOT 2019)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packer.compress(bytes(1 << 20)) + packer.flush()
    check = zlib.crc32(bytes(1 << 20))
    names = [MAINS[name].encode(), *(f"xl/{at}.xml".encode() for at in range(times))]
    facts = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, check, len(kernel), 1 << 20, len(names[0]), 0)
    local = b"PK\3\4" + facts + names[0] + kernel
    entries = b"".join(
        b"PK\1\2"
        + struct.pack(
            "<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 0, check, len(kernel), 1 << 20, len(one), 0, 0, 0, 0, 0, 0
        )
        + one
        for one in names
    )
    end = struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(entries), len(local), 0)
    return local + entries + b"PK\5\6" + end


def looped_pdf(count: int = 1) -> bytes:
    """A page tree whose only branch is itself, or leads back to its root."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    objects += [
        b"<< /Type /Pages /Count 5 /Parent 2 0 R /Kids [%d 0 R] >>" % (3 + at if at < count - 1 else 2)
        for at in range(count)
    ]
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(data) + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )


def nested_multiparts() -> bytes:
    opened = (
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at) for at in range(MAILS)
    )
    return MAIL + b"".join(opened) + b"\r\nThe heron waits.\r\n"


def nested_mails() -> bytes:
    return (MAIL + b"Content-Type: message/rfc822\r\n\r\n") * MAILS + MAIL + b"\r\nThe heron waits.\r\n"


def within(before: str, after: str, core: str = "x", levels: int = LEVELS) -> bytes:
    return (before * levels + core + after * levels).encode()


DEEP: dict[str, Callable[[], bytes]] = {
    "lists.json": lambda: within("[", "]", "1"),
    "objects.json": lambda: within('{"a":', "}", "1"),
    "open.json": lambda: within('{"a":[', ""),
    "lists.jsonl": lambda: (within("[", "]", "1") + b"\n") * 3,
    "lists.ipynb": lambda: b'{"cells":' + within("[", "]") + b"}",
    "a.xml": lambda: within("<a>", "</a>"),
    "a.svg": lambda: within("<svg>", "</svg>"),
    "a.fb2": lambda: (
        b"<FictionBook><body>" + within("<section>", "</section>", "<p>x</p>") + b"</body></FictionBook>"
    ),
    "a.rtf": lambda: b"{\\rtf1 " + within("{", "}") + b"}",
    "a.tex": lambda: b"\\begin{document}" + within("\\begin{quote}", ""),
    "a.py": lambda: within("(", ")"),
    "a.js": lambda: within("function f(){", "}"),
    "a.md": lambda: within(">", ""),
    "links.md": lambda: within("[", "](x)"),
    "a.org": lambda: within("#+BEGIN_QUOTE\n", ""),
    "a.ics": lambda: b"BEGIN:VCALENDAR\n" + within("BEGIN:VEVENT\n", "END:VEVENT\n", "SUMMARY:x\n"),
    "a.vcf": lambda: within("BEGIN:VCARD\n", "END:VCARD\n", "FN:x\n"),
    "tables.docx": lambda: docx(
        within("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", paragraph("x")).decode()
    ),
    "groups.pptx": lambda: pptx(within("<p:grpSp>", "</p:grpSp>", shape("x")).decode()),
    "lists.odt": lambda: odt(
        within("<text:list><text:list-item>", "</text:list-item></text:list>", p("x")).decode()
    ),
    "groups.odp": lambda: odp(within("<draw:g>", "</draw:g>", p("x")).decode()),
    "toc.epub": lambda: epub(more={"OPS/toc.ncx": within("<navPoint>", "</navPoint>").decode()}),
    "div.html": lambda: b"<!doctype html><body>" + within("<div>", "</div>"),
    "list.html": lambda: b"<!doctype html><body>" + within("<ul><li>", "</li></ul>"),
    "parts.eml": nested_multiparts,
    "mails.eml": nested_mails,
    "times.mbox": lambda: b"From a 10:00:00 2024\n" + MAIL + b"\n\nFrom " + b"10:00 2024x " * LEVELS + b"\n",
    "loop.pdf": looped_pdf,
    "long loop.pdf": lambda: looped_pdf(1000),
}
"""Name of a file -> how to make it, of as many levels as nobody writes."""

ENTITIES = {
    "laughs": '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{at + 1} "{f"&a{at};" * 10}">' for at in range(10)),
    "one long laugh": f'<!ENTITY a10 "{"ha" * 50_000}">',
    "a file": '<!ENTITY a10 SYSTEM "FILE">',
    "a file by parameter": '<!ENTITY % b SYSTEM "FILE"> %b; <!ENTITY a10 "x">',
}
"""Declarations that make `&a10;` more than it should be; FILE is the address of a file."""


def with_entity(name: str, declared: str) -> bytes:
    """The sample with a document type of its own in front, and the entity in its text."""

    def declare(content: bytes) -> bytes:
        opening, mark, rest = content.rpartition(b"heron")
        return f"<!DOCTYPE x [{declared}]>".encode() + opening + b"&a10;" * 100 + mark + rest

    data = SAMPLES[name]
    if name not in MAINS:
        return declare(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return rezipped(data, {MAINS[name]: declare(package.read(MAINS[name]))})
