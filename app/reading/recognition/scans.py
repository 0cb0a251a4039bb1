"""Pages of a PDF that show something and say nothing, and the drawing of them."""

import math
from typing import TYPE_CHECKING, BinaryIO

from app.domain.document import Kind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import is_visible
from app.reading.pdf.junk import is_junk
from app.reading.recognition.page_picture import MOST_PIXELS, PagePicture

if TYPE_CHECKING:
    import pypdfium2

DOTS_AN_INCH = 200
LONGEST_SIDE = 16_000
"""Pixels; a longer strip is drawn smaller. Tesseract takes twice that."""
COVERED = 0.1
"""Share of a page that a picture covers at least, to be called a scan: a logo covers less."""

_POINTS_AN_INCH = 72
_GROUPS = 3
"""Groups in groups that are looked into."""


def next_scan(source: BinaryIO, first: int) -> PagePicture | None:
    """Draw the first page from number *first* on that has no text; None where there is no such page.

    Raises:
        Unreadable: DAMAGED.
    """
    import pypdfium2 as pdfium  # noqa: PLC0415 - 0.1 s, only where there is a PDF

    try:
        pdf = pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        raise Unreadable(Reason.DAMAGED) from error
    try:
        pictures = (_picture(pdf, number) for number in range(first, len(pdf) + 1))
        return next(filter(None, pictures), None)
    finally:
        pdf.close()


def is_scan(page: "pypdfium2.PdfPage") -> bool:
    """Whether a *page* without text shows a picture that may hold some."""
    import pypdfium2.raw as pdfium_c  # noqa: PLC0415 - loaded by now

    width, height = page.get_size()
    for shown in page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_GROUPS):
        left, bottom, right, top = shown.get_bounds()
        if (right - left) * (top - bottom) >= COVERED * width * height:
            return True
    return False


def _picture(pdf: "pypdfium2.PdfDocument", number: int) -> PagePicture | None:
    """The page, drawn; None if it has text or shows nothing, and if it cannot be loaded."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - loaded by now

    try:
        page = pdf[number - 1]
        try:
            text = page.get_textpage().get_text_bounded()
            if is_visible(text) and not is_junk(text):
                return None
            return _drawn(page, number) if any(True for _ in page.get_objects(max_depth=_GROUPS)) else None
        finally:
            page.close()
    except pdfium.PdfiumError:
        return None


def _drawn(page: "pypdfium2.PdfPage", number: int) -> PagePicture:
    width, height = page.get_size()
    scale = min(
        DOTS_AN_INCH / _POINTS_AN_INCH,
        math.sqrt(MOST_PIXELS / (width * height)),
        LONGEST_SIDE / max(width, height),
    )
    # PDFium rounds sides up: a little less, so that their product stays in bounds.
    bitmap = page.render(scale=scale * 0.999, grayscale=True)
    try:
        image = bitmap.to_pil()
        return PagePicture(Kind.PDF, number, image.width, image.height, image.tobytes())
    finally:
        bitmap.close()
