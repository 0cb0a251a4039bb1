"""The table of formats. A new one is a file beside this one and a row here."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from app.domain.document import Kind
from app.reading.books.epub import is_epub, read_epub
from app.reading.books.fb2 import is_fb2, read_fb2
from app.reading.charset.decode import decode_text
from app.reading.data.csv_rows import read_csv
from app.reading.data.json_text import read_json
from app.reading.data.xml_text import read_xml
from app.reading.draft import Draft
from app.reading.mail.calendar_entries import is_calendar, read_calendar
from app.reading.mail.contacts import is_contact, read_contacts
from app.reading.mail.eml import eml_reader, is_eml
from app.reading.mail.letter import ReadAttachment
from app.reading.mail.outlook import is_msg, msg_reader
from app.reading.office.doc import is_doc, read_doc
from app.reading.office.docx import is_docx, read_docx
from app.reading.office.odf import is_odp, is_odt, read_odp, read_odt
from app.reading.office.ppt import is_ppt, read_ppt
from app.reading.office.pptx import is_pptx, read_pptx
from app.reading.office.rtf import is_rtf, read_rtf
from app.reading.office.sheets import is_sheets, read_sheets
from app.reading.pdf.pages import read_pdf
from app.reading.text.code import is_script, read_code
from app.reading.text.code_languages import LANGUAGES
from app.reading.text.latex import read_latex
from app.reading.text.markdown import read_markdown
from app.reading.text.markup import MARKUPS, read_markup
from app.reading.text.notebook import read_notebook
from app.reading.text.plain import read_plain
from app.reading.text.subtitles import is_subtitles, read_subtitles
from app.reading.web.html import read_html
from app.reading.web.mhtml import is_mhtml, read_mhtml

# Possessive: a hostile head of comments must not be tried in every way.
_HTML_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of document is told and read."""

    kind: Kind
    suffixes: frozenset[str]
    """In lower case, with the dot."""
    read: Callable[[BinaryIO, int], Draft]
    """(source, characters wanted; more will be cut off) -> draft; raises Unreadable."""
    signature: Callable[[bytes, BinaryIO], bool] | None = None
    """(head, source at its start) -> whether the content is of this kind; None if its suffix alone tells."""
    is_binary: bool = False


def _is_pdf(head: bytes, _: BinaryIO) -> bool:
    return b"%PDF-" in head[:1024]


def _is_html(head: bytes, _: BinaryIO) -> bool:
    return _HTML_OPENING.match(decode_text(head) or "") is not None


def _is_subtitles(head: bytes, _: BinaryIO) -> bool:
    return is_subtitles(decode_text(head) or "")


def _suffixes(names: str) -> frozenset[str]:
    return frozenset(f".{name}" for name in names.split())


def formats(read_attachment: ReadAttachment) -> tuple[Format, ...]:
    """All formats; asked in this order, by signature and then by suffix; the last one takes all other text.

    *read_attachment* reads what comes with a mail or a PDF.
    """
    binary = (
        Format(Kind.DOCUMENT, _suffixes("docx docm dotx dotm"), read_docx, is_docx, is_binary=True),
        Format(
            Kind.PRESENTATION, _suffixes("pptx pptm ppsx ppsm potx potm"), read_pptx, is_pptx, is_binary=True
        ),
        Format(
            Kind.SPREADSHEET,
            _suffixes("xlsx xlsm xltx xltm xlsb xls xlt ods ots"),
            read_sheets,
            is_sheets,
            is_binary=True,
        ),
        Format(Kind.DOCUMENT, _suffixes("odt ott"), read_odt, is_odt, is_binary=True),
        Format(Kind.PRESENTATION, _suffixes("odp otp"), read_odp, is_odp, is_binary=True),
        Format(Kind.BOOK, _suffixes("epub"), read_epub, is_epub, is_binary=True),
        Format(Kind.DOCUMENT, _suffixes("rtf"), read_rtf, is_rtf, is_binary=True),
        Format(Kind.DOCUMENT, _suffixes("doc dot"), read_doc, is_doc, is_binary=True),
        Format(Kind.PRESENTATION, _suffixes("ppt pps pot"), read_ppt, is_ppt, is_binary=True),
        Format(Kind.MAIL, _suffixes("msg oft"), msg_reader(read_attachment), is_msg, is_binary=True),
        Format(
            Kind.PDF,
            _suffixes("pdf"),
            partial(read_pdf, read_attachment=read_attachment),
            _is_pdf,
            is_binary=True,
        ),
    )
    told_by_content = (
        Format(Kind.BOOK, _suffixes("fb2"), read_fb2, is_fb2),
        Format(Kind.HTML, _suffixes("mht mhtml"), read_mhtml, is_mhtml),
        Format(Kind.CALENDAR, _suffixes("ics ifb vcs ical"), read_calendar, is_calendar),
        Format(Kind.CONTACT, _suffixes("vcf vcard"), read_contacts, is_contact),
        Format(Kind.MAIL, _suffixes("eml"), eml_reader(read_attachment), is_eml),
        Format(Kind.HTML, _suffixes("html htm xhtml"), read_html, _is_html),
        Format(Kind.SUBTITLES, _suffixes("srt vtt"), read_subtitles, _is_subtitles),
    )
    told_by_suffix = (
        Format(Kind.MARKDOWN, _suffixes("md markdown mdown mkd mdx"), read_markdown),
        Format(Kind.NOTEBOOK, _suffixes("ipynb"), read_notebook),
        Format(Kind.MARKUP, _suffixes("tex latex ltx"), read_latex),
        *(Format(Kind.MARKUP, markup.suffixes, partial(read_markup, markup)) for markup in MARKUPS),
        *(
            Format(Kind.CODE, one.suffixes, partial(read_code, one), partial(is_script, one))
            for one in LANGUAGES
        ),
        Format(Kind.DATA, _suffixes("csv tsv tab"), read_csv),
        Format(Kind.DATA, _suffixes("json jsonl ndjson geojson jsonld webmanifest"), read_json),
        Format(Kind.DATA, _suffixes("xml opml rss atom plist kml gpx xsd xsl xslt"), read_xml),
    )
    return (*binary, *told_by_content, *told_by_suffix, Format(Kind.TEXT, _suffixes("txt"), read_plain))
