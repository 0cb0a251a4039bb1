"""PDF: text and structure by PDFium, which is fast and forgiving; pypdf where that fails."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from app.domain.document import NOT_RECOGNISED, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.domain.titles import sensible_title
from app.reading.draft import GAP, Draft, Part, is_visible
from app.reading.mail.letter import ReadAttachment
from app.reading.pdf.annotations import open_forms, written_onto
from app.reading.pdf.attached import Attached, read_attached
from app.reading.pdf.bookmarks import headings
from app.reading.pdf.junk import is_junk
from app.reading.pdf.layout import page_lines, paragraphs, without_running_lines
from app.reading.pdf.mend import with_list_of_pages
from app.reading.pdf.rescue import Rescue
from app.reading.recognition.scans import is_scan
from app.reading.stated import iso_date

if TYPE_CHECKING:
    import pypdfium2

DRAWN_PAGES = 10
"""Pages looked at for what they draw, to tell a scan or a drawing from an empty file."""
VAIN_RESCUES = 2
"""Pages after which pypdf is asked for no more; what breaks one page mostly breaks the next."""
STATED = ("Title", "Author", "CreationDate")

_PASSWORD_ERRORS = {4, 5}
"""FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY of PDFium's fpdfview.h."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says."""

    text: str | None
    """None if it could not be read, or its fonts do not say their letters."""
    written: str = ""
    """Onto it: fields of a form, comments."""
    is_scan: bool = False

    @property
    def characters(self) -> int:
        """How many there are to keep."""
        return len(self.text or "") + len(self.written)


def read_pdf(
    source: BinaryIO, characters: int, read_attachment: ReadAttachment = lambda _content, _name, _wanted: None
) -> Draft:
    """One part for each page, with its label, under the bookmarks above it; then the files attached.

    Raises:
        Unreadable: ENCRYPTED (a password is needed to open), DAMAGED, NOT_TEXT (pictures only) or EMPTY.
    """
    data = source.read()
    try:
        return _read(data, characters, read_attachment)
    except Unreadable as error:
        mended = with_list_of_pages(data) if error.reason is Reason.DAMAGED else b""
        if not mended:
            raise
        with contextlib.suppress(Unreadable):
            draft = _read(mended, characters, read_attachment)
            lost = f"anything after page {len(draft.parts)}"
            return replace(draft, left_out="; ".join(filter(None, (draft.left_out, lost))))
        raise


def _read(data: bytes, characters: int, read_attachment: ReadAttachment) -> Draft:
    rescue = Rescue(data)
    import pypdfium2 as pdfium  # noqa: PLC0415 - 0.1 s, only where there is a PDF

    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in _PASSWORD_ERRORS:
            raise Unreadable(Reason.ENCRYPTED) from error
        pages = [Page(None if text and is_junk(text) else text) for text in rescue.pages(characters)]
        blank = [""] * len(pages)
        return _draft(pages, blank, blank, rescue.stated(), rescue.count(), Attached())
    try:
        open_forms(pdf)
        pages = list(_pages(pdf, rescue, characters))
        attached = read_attached(pdf, read_attachment, characters - sum(page.characters for page in pages))
        if not attached.parts and not any(_says(page) for page in pages):
            pages = _rescued(pdf, rescue, pages, characters)
        labels = [_said(partial(pdf.get_page_label, number)) for number in range(len(pages))]
        stated = {key: _said(partial(pdf.get_metadata_value, key)) for key in STATED}
        return _draft(pages, labels, headings(pdf, len(pages)), stated, len(pdf), attached)
    finally:
        pdf.close()


def _draft(
    pages: Sequence[Page],
    labels: Sequence[str],
    above: Sequence[str],
    stated: dict[str, str],
    count: int,
    attached: Attached,
) -> Draft:
    """Put pages together; those that are missing of *count* were not wanted."""
    printed = without_running_lines([page_lines(page.text or "") for page in pages])
    parts = [
        Part(GAP.join(filter(None, (paragraphs(lines), page.written))), label, heading)
        for lines, page, label, heading in zip(printed, pages, labels, above, strict=True)
    ]
    lost = [number for number, page in enumerate(pages, start=1) if page.text is None]
    if len(lost) == len(pages) and not any(is_visible(part.text) for part in (*parts, *attached.parts)):
        raise Unreadable(Reason.DAMAGED)
    lost += range(len(pages) + 1, count + 1)
    scans = [number for number, page in enumerate(pages, start=1) if page.is_scan]
    return Draft(
        Kind.PDF,
        [*parts, *attached.parts],
        SegmentKind.PAGE,
        title=sensible_title(stated.get("Title", "")),
        author=stated.get("Author", ""),
        created=iso_date(stated.get("CreationDate", "")),
        left_out="; ".join(filter(None, (page_ranges(lost), _without_text(scans), *attached.left_out))),
    )


def _without_text(scans: Sequence[int]) -> str:
    return f"{page_ranges(scans)} {NOT_RECOGNISED}" if scans else ""


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


def _pages(pdf: "pypdfium2.PdfDocument", rescue: Rescue, characters: int) -> Iterator[Page]:
    """Each page until there is enough."""
    total = 0
    patience = VAIN_RESCUES
    for number in range(len(pdf)):
        page = _page(pdf, number)
        if page is None:
            # Without the pages that are lost, pypdf counts differently.
            text = rescue.page(number) if patience and rescue.count() == len(pdf) else None
            page = Page(None if text is None or is_junk(text) else text)
            patience -= 1 if patience and page.text is None else 0
        yield page
        total += page.characters
        if total > characters:
            return


def _page(pdf: "pypdfium2.PdfDocument", number: int) -> Page | None:
    """A page as PDFium reads it; None if it cannot.

    Where a font does not say its letters, the page is a picture of text: pypdf does not find them either, no
    page was seen where it did.
    """
    import pypdfium2 as pdfium  # noqa: PLC0415 - loaded by now

    try:
        page = pdf[number]
        try:
            text = page.get_textpage().get_text_bounded()
            says = is_visible(text)
            is_drawing = is_junk(text) if says else is_scan(page)
            return Page("" if says and is_drawing else text, written_onto(pdf, page), is_scan=is_drawing)
        finally:
            page.close()
    except pdfium.PdfiumError:
        return None


def _says(page: Page) -> bool:
    return is_visible(page.text or "") or is_visible(page.written)


def _rescued(
    pdf: "pypdfium2.PdfDocument", rescue: Rescue, pages: Sequence[Page], characters: int
) -> list[Page]:
    """What pypdf makes of a file that draws text in which PDFium sees none.

    Raises:
        Unreadable: if that is nothing either: for a scan or a drawing, an empty file, an unknown cipher.
    """
    import pypdfium2.raw as pdfium_c  # noqa: PLC0415 - loaded by now

    lost = any(page.text is None for page in pages)
    if not lost and _drawn_pages(pdf, pdfium_c.FPDF_PAGEOBJ_TEXT):
        texts = rescue.pages(characters)
        rescued = [
            page if not text or is_junk(text) else replace(page, text=text, is_scan=False)
            for page, text in zip(pages, texts, strict=False)
        ]
        if any(_says(page) for page in rescued):
            return rescued
    drawn = _drawn_pages(pdf)
    if pdfium_c.FPDF_GetSecurityHandlerRevision(pdf) >= 0 and drawn < min(len(pdf), DRAWN_PAGES):
        raise Unreadable(Reason.ENCRYPTED)  # deciphering the pages gave nothing
    if drawn:
        raise Unreadable(Reason.NOT_TEXT)
    raise Unreadable(Reason.DAMAGED if lost else Reason.EMPTY)


def _drawn_pages(pdf: "pypdfium2.PdfDocument", *kinds: int) -> int:
    """How many of the first pages hold any object, of one of *kinds* if such are named."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - loaded by now

    drawn = 0
    for number in range(min(len(pdf), DRAWN_PAGES)):
        with contextlib.suppress(pdfium.PdfiumError):
            drawn += any(True for _ in pdf[number].get_objects(kinds or None, max_depth=3))
    return drawn


def _said(ask: Callable[[], str]) -> str:
    """What PDFium answers; nothing where the file has broken UTF-16 there."""
    try:
        return ask()
    except UnicodeDecodeError:
        return ""
