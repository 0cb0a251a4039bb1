"""PDF: text and structure by PDFium, which is fast and forgiving; pypdf where that fails."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import Draft, Part, is_visible
from app.reading.layout import page_lines, paragraphs, without_running_lines
from app.reading.outline import SEPARATOR
from app.reading.rescue import Rescue
from app.reading.stated import iso_date, sensible_title

if TYPE_CHECKING:
    import pypdfium2

BOOKMARKS = 5000
"""Bookmarks read at most."""
PICTURE_PAGES = 10
"""Pages looked at for pictures, to tell a scan or a drawing from an empty file."""
MOSTLY_JUNK = 0.3
"""Share of characters without meaning from which the fonts of a page do not say their letters."""

_JUNK = re.compile("[\ue000-\uf8ff\ufffd\x00\x01\x03-\x08\x0e-\x1f]")
_PASSWORD_ERRORS = {4, 5}
"""FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY of PDFium's fpdfview.h."""


def read_pdf(source: BinaryIO, characters: int) -> Draft:
    """One part for each page, with its label, under the bookmarks above it.

    Raises:
        Unreadable: ENCRYPTED (a password is needed to open), DAMAGED, NOT_TEXT (pictures only) or EMPTY.
    """
    data = source.read()
    rescue = Rescue(data)
    import pypdfium2 as pdfium  # noqa: PLC0415 - 0.1 s, only where there is a PDF

    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in _PASSWORD_ERRORS:
            raise Unreadable(Reason.ENCRYPTED) from error
        return _draft(rescue.pages(characters), [], [], rescue.stated())
    try:
        texts = list(_texts(pdf, rescue, characters))
        if not any(text and is_visible(text) for text in texts):
            texts = _rescued(rescue, characters) or texts
        if all(text is not None and not is_visible(text) for text in texts):
            raise _without_text(pdf)
        labels = [pdf.get_page_label(number) or "" for number in range(len(texts))]
        return _draft(texts, labels, _headings(pdf, len(texts)), pdf.get_metadata_dict())
    finally:
        pdf.close()


def _draft(texts: Sequence[str | None], labels: Sequence[str], headings: Sequence[str], stated: dict[str, str]) -> Draft:
    """Put pages together; a text of None is a page that could not be read."""
    pages = without_running_lines([page_lines(text or "") for text in texts])
    parts = [
        Part(paragraphs(lines), label, heading)
        for lines, label, heading in itertools.zip_longest(pages, labels[: len(pages)], headings, fillvalue="")
    ]
    lost = [number for number, text in enumerate(texts, start=1) if text is None]
    if len(lost) == len(texts):
        raise Unreadable(Reason.DAMAGED)
    return Draft(
        Kind.PDF,
        parts,
        SegmentKind.PAGE,
        title=sensible_title(stated.get("Title", "")),
        author=stated.get("Author", ""),
        created=iso_date(stated.get("CreationDate", "")),
        left_out=page_ranges(lost),
    )


def page_ranges(numbers: Sequence[int]) -> str:
    """`pages 3, 7-9` for ascending *numbers*; empty for none."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
    return f"page{'s' if len(numbers) > 1 else ''} {words}" if words else ""


def _texts(pdf: "pypdfium2.PdfDocument", rescue: Rescue, characters: int) -> Iterator[str | None]:
    """The text of each page until there is enough; None for a page that neither library can read."""
    total = 0
    for number in range(len(pdf)):
        text = _page_text(pdf, number)
        if text is None or is_junk(text):
            text = rescue.page(number)
            if text is not None and is_junk(text):
                text = None
        yield text
        total += len(text or "")
        if total > characters:
            return


def _page_text(pdf: "pypdfium2.PdfDocument", number: int) -> str | None:
    import pypdfium2 as pdfium  # noqa: PLC0415 - loaded by now

    try:
        page = pdf[number]
        try:
            text: str = page.get_textpage().get_text_bounded()
        finally:
            page.close()
    except pdfium.PdfiumError:
        return None
    return text


def is_junk(text: str) -> bool:
    """Whether the fonts of a page do not say which letters they draw."""
    return len(_JUNK.findall(text)) > MOSTLY_JUNK * len(text.strip() or " ")


def _rescued(rescue: Rescue, characters: int) -> list[str | None]:
    """What pypdf makes of a file in which PDFium sees no text; nothing if that is no better."""
    try:
        texts = rescue.pages(characters)
    except Unreadable:
        return []
    return texts if any(text and is_visible(text) and not is_junk(text) for text in texts) else []


def _without_text(pdf: "pypdfium2.PdfDocument") -> Unreadable:
    """Why a file that opens has no text: a scan or a drawing, nothing at all, or a cipher PDFium does not know."""
    import pypdfium2.raw as pdfium_c  # noqa: PLC0415 - loaded by now

    pages = (pdf[number] for number in range(min(len(pdf), PICTURE_PAGES)))
    if any(next(page.get_objects(max_depth=1), None) is not None for page in pages):
        return Unreadable(Reason.NOT_TEXT)
    encrypted = pdfium_c.FPDF_GetSecurityHandlerRevision(pdf) >= 0
    return Unreadable(Reason.ENCRYPTED if encrypted else Reason.EMPTY)


def _headings(pdf: "pypdfium2.PdfDocument", pages: int) -> list[str]:
    """For each page the path of its first bookmark, or of the last one before it."""
    starts: dict[int, str] = {}
    path: list[str] = []
    for bookmark in itertools.islice(pdf.get_toc(), BOOKMARKS):
        del path[bookmark.level :]
        path.append(" ".join(bookmark.get_title().split()))
        destination = bookmark.get_dest()
        number: Any = destination.get_index() if destination else None
        if number is not None:
            starts.setdefault(number, SEPARATOR.join(filter(None, path)))
    headings: list[str] = []
    for number in range(pages if starts else 0):
        headings.append(starts.get(number, headings[-1] if headings else ""))
    return headings
