"""Small files of every kind, made in code."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from app.domain.document import Document
from app.reading.reader import read_document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def read(content: bytes | str, name: str, characters: int = 1_000_000) -> Document:
    data = content.encode() if isinstance(content, str) else content
    return read_document(io.BytesIO(data), name, characters)


def texts(document: Document) -> list[str]:
    return [document.text[segment.start : segment.end] for segment in document.segments]


def labels(document: Document) -> list[str]:
    return [segment.place.label for segment in document.segments]


def pdf(
    pages: Sequence[Sequence[str]],
    info: Mapping[str, str] | None = None,
    bookmarks: Sequence[tuple[str, int]] = (),
    first_label: str = "",
) -> bytes:
    """A PDF of *pages* of lines; *bookmarks* are (title, page from 0); roman labels from *first_label*."""
    objects = ["<< /Type /Catalog /Pages 2 0 R"]
    first = 4 + 2 * len(pages)
    if bookmarks:
        objects[0] += f" /Outlines {first} 0 R"
    if first_label:
        objects[0] += f" /PageLabels << /Nums [0 << /S /r /St {first_label} >>] >>"
    objects[0] += " >>"
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, lines in enumerate(pages):
        shown = "\n".join(f"({_quoted(line)}) Tj T*" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td\n{shown}\nET" if lines else ""
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    if bookmarks:
        last = first + len(bookmarks)
        objects.append(f"<< /First {first + 1} 0 R /Last {last} 0 R /Count {len(bookmarks)} >>")
        for number, (title, page) in enumerate(bookmarks, first + 1):
            following = f" /Next {number + 1} 0 R" if number < last else ""
            destination = f"[{4 + 2 * page} 0 R /Fit]"
            objects.append(f"<< /Title ({title}) /Parent {first} 0 R /Dest {destination}{following} >>")
    facts = "".join(f" /{key} ({_quoted(value)})" for key, value in (info or {}).items())
    objects.append(f"<<{facts} >>")
    return _pdf_file(objects)


def _quoted(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _pdf_file(objects: Sequence[str]) -> bytes:
    """Number the objects, the first being the catalogue and the last the facts, and add the table."""
    data = bytearray(b"%PDF-1.4\n")
    starts = []
    for number, content in enumerate(objects, start=1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += "".join(f"{start:010} 00000 n \n" for start in starts).encode()
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    return bytes(data) + f"trailer\n{trailer}\nstartxref\n{table}\n%%EOF\n".encode()


def paragraph(text: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table of plain cells; a cell that begins with `<` is taken as it is."""

    def cell(content: str) -> str:
        return f"<w:tc>{content if content.startswith('<') else paragraph(content)}</w:tc>"

    lines = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl>{lines}</w:tbl>"


STYLES = """
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Unter"><w:name w:val="Unter"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Verz"><w:name w:val="toc 1"/></w:style>
"""
MEMBERS = {
    "styles": ("styles", STYLES),
    "footnotes": ("footnotes", ""),
    "comments": ("comments", ""),
    "header": ("hdr", ""),
}


def docx(
    body: str,
    core: Mapping[str, str] | None = None,
    more: Mapping[str, str] | None = None,
    before: str = "",
) -> bytes:
    """A Word document; *more* names members (`footnotes`, `comments`, `header`) and their content."""
    contents = {"styles": STYLES, **(more or {})}
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{RELATION}/{name}" Target="{name}.xml"/>' for name in contents
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="a" Type="{RELATION}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="b" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
            "</Relationships>",
        )
        package.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        )
        facts = "".join(f"<x:{key}>{escape(value)}</x:{key}>" for key, value in (core or {}).items())
        package.writestr("docProps/core.xml", f'<x:coreProperties xmlns:x="urn:x">{facts}</x:coreProperties>')
        for name, content in contents.items():
            package.writestr(f"word/{name}.xml", word_xml(MEMBERS[name][0], content))
        package.writestr("word/document.xml", before + word_xml("document", f"<w:body>{body}</w:body>"))
    return packed.getvalue()


def word_xml(root: str, content: str) -> str:
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return f'<w:{root} xmlns:w="{WORD}" xmlns:mc="{compatibility}">{content}</w:{root}>'
