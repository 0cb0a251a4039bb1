"""Writes a text as DOCX with headings, lists, tables and footnotes (ECMA-376, parts 1 and 2)."""

import io
import zipfile
from collections.abc import Iterator
from html import escape

from notation import NOTE, Block, Row, Source

OFFICE = "http://schemas.openxmlformats.org"
WORD = f"{OFFICE}/wordprocessingml/2006/main"
KINDS = f"{OFFICE}/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "application/vnd.openxmlformats-package"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = {"title": "Title", "heading": "Heading1", "subheading": "Heading2", "item": "ListParagraph"}
PARTS = ("styles", "numbering", "footnotes")


def docx(source: Source) -> bytes:
    """The file: stored, not compressed, every member dated 1 January 1980."""
    members = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("officeDocument", KINDS, "word/document.xml"),
            ("metadata/core-properties", f"{OFFICE}/package/2006/relationships", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(source),
        "word/_rels/document.xml.rels": _relationships(*((part, KINDS, f"{part}.xml") for part in PARTS)),
        "word/document.xml": _word(
            "document", f"<w:body>{''.join(map(_block, source.blocks))}{_PAGE}</w:body>"
        ),
        "word/styles.xml": _word("styles", "".join(_styles())),
        "word/numbering.xml": _word("numbering", _BULLETS),
        "word/footnotes.xml": _word("footnotes", _SEPARATORS + "".join(_footnotes(source))),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.create_system = 0  # else it would tell the platform
            archive.writestr(member, (DECLARATION + content).encode())
    return out.getvalue()


def _block(block: Block) -> str:
    if block.kind == "table":
        return _table(block.rows)
    if block.kind == "page":
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    style = f'<w:pStyle w:val="{STYLES[block.kind]}"/>' if block.kind in STYLES else ""
    bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if block.kind == "item" else ""
    return f"<w:p><w:pPr>{style}{bullet}</w:pPr>{''.join(_runs(block.text))}</w:p>"


def _runs(text: str) -> Iterator[str]:
    """The words of a paragraph, with a reference wherever a footnote is named."""
    for number, piece in enumerate(NOTE.split(text)):
        if number % 2:
            yield f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{piece}"/></w:r>'
        elif piece:
            yield f'<w:r><w:t xml:space="preserve">{escape(piece, quote=False)}</w:t></w:r>'


def _table(rows: tuple[Row, ...]) -> str:
    width = 9000 // len(rows[0])
    grid = f'<w:gridCol w:w="{width}"/>' * len(rows[0])
    head, *others = (
        "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{"".join(_runs(cell))}</w:p></w:tc>'
            for cell in row
        )
        for row in rows
    )
    body = "".join(f"<w:tr>{row}</w:tr>" for row in others)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl><w:p/>"
    )


def _footnotes(source: Source) -> Iterator[str]:
    for number, text in source.notes.items():
        mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        yield f'<w:footnote w:id="{number}"><w:p>{mark}{"".join(_runs(" " + text))}</w:p></w:footnote>'


def _styles() -> Iterator[str]:
    yield '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    for identifier, name, size, level in (
        ("Title", "Title", 40, None),
        ("Heading1", "heading 1", 28, 0),
        ("Heading2", "heading 2", 24, 1),
        ("ListParagraph", "List Paragraph", 22, None),
    ):
        outline = "" if level is None else f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{level}"/></w:pPr>'
        bold = "" if identifier == "ListParagraph" else "<w:b/>"
        yield (
            f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="Normal"/>{outline}<w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr></w:style>'
        )
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    yield (
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>"
    )


_PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'  # A4
_BULLETS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="\u2022"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_SEPARATORS = "".join(  # the lines above footnotes; a word processor wants both
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


def _word(root: str, content: str) -> str:
    return f'<w:{root} xmlns:w="{WORD}">{content}</w:{root}>'


def _content_types() -> str:
    types = {
        "/docProps/core.xml": f"{PACKAGE}.core-properties+xml",
        "/word/document.xml": f"{CONTENT}.document.main+xml",
        **{f"/word/{part}.xml": f"{CONTENT}.{part}+xml" for part in PARTS},
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return (
        f'<Types xmlns="{OFFICE}/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{PACKAGE}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*targets: tuple[str, str, str]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'
        for number, (kind, base, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{items}</Relationships>'


def _properties(source: Source) -> str:
    created = source.properties["created"]
    return (
        f'<cp:coreProperties xmlns:cp="{OFFICE}/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(source.title)}</dc:title><dc:creator>{escape(source.properties['author'])}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created></cp:coreProperties>'
    )
