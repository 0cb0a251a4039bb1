"""Small OpenDocument files, made in code."""

import io
import zipfile
from collections.abc import Mapping

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = "".join(
    f' xmlns:{prefix}="{OASIS}:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "presentation": "presentation",
        "style": "style",
        "meta": "meta",
        "svg": "svg-compatible",
        "manifest": "manifest",
    }.items()
)
STYLES = (
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:parent-style-name="Preformatted_20_Text"/>'
    '<style:style style:name="P3" style:parent-style-name="Table_20_Heading"/>'
    '<style:style style:name="P8" style:parent-style-name="P9"/>'
    '<style:style style:name="P9" style:parent-style-name="P8"/>'
)


def p(content: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def h(content: str, level: str = "1") -> str:
    return f'<text:h text:outline-level="{level}">{content}</text:h>'


def items(*contents: str) -> str:
    inner = "".join(f"<text:list-item>{content}</text:list-item>" for content in contents)
    return f"<text:list>{inner}</text:list>"


def row(*cells: str) -> str:
    inner = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table-row>{inner}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


def frame(content: str, role: str = "") -> str:
    named = f' presentation:class="{role}"' if role else ""
    return (
        f"<draw:frame{named}><svg:title>alt</svg:title><draw:text-box>{content}</draw:text-box></draw:frame>"
    )


def xml(content: str, before: str = "") -> str:
    return f"{before}<office:document{SPACES}>{content}</office:document>"


def odf(body: str, kind: str, more: Mapping[str, str] | None = None) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", xml(f"{STYLES}<office:body>{body}</office:body>"))
        for name, content in (more or {}).items():
            package.writestr(name, xml(content))
    return data.getvalue()


def odt(body: str, more: Mapping[str, str] | None = None) -> bytes:
    return odf(f"<office:text>{body}</office:text>", "text", more)


def odp(*slides: str) -> bytes:
    pages = "".join(f"<draw:page>{slide}</draw:page>" for slide in slides)
    return odf(f"<office:presentation>{pages}</office:presentation>", "presentation")
