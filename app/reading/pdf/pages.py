"""PDF: text and structure by PDFium, which is fast and forgiving; pypdf where that fails."""

import contextlib
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from app.domain.document import NOT_RECOGNISED, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import Draft, Part, is_visible
from app.reading.outline import SEPARATOR
from app.reading.pdf.layout import page_lines, paragraphs, without_running_lines
from app.reading.pdf.rescue import Rescue
from app.reading.recognition.scans import is_scan
from app.reading.stated import iso_date, sensible_title

if TYPE_CHECKING:
    import pypdfium2

BOOKMARKS = 5000
"""Bookmarks read at most."""
DRAWN_PAGES = 10
"""Pages looked at for what they draw, to tell a scan or a drawing from an empty file."""
VAIN_RESCUES = 2
"""Pages after which pypdf is asked for no more; the pages of a file mostly share their fonts."""
STATED = ("Title", "Author", "CreationDate")

# Bytes of glyphs passed on where a font does not say its letters; 2 is PDFium's hyphen.
_CONTROLS = re.compile("[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f]")
_NO_LETTERS = re.compile("[\ue000-\uf8ff\ufffd]")
_WORD = re.compile(r"(?<!\S)\S*[^\W_]\S*")
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
        texts = rescue.pages(characters)
        return _draft(texts, [], [], rescue.stated(), rescue.count())
    try:
        texts = list(_texts(pdf, rescue, characters))
        if not _has_text(texts):
            texts = _rescued(pdf, rescue, characters)
        labels = [_said(partial(pdf.get_page_label, number)) for number in range(len(texts))]
        stated = {key: _said(partial(pdf.get_metadata_value, key)) for key in STATED}
        return _draft(texts, labels, _headings(pdf, len(texts)), stated, len(pdf), _scans(pdf, texts))
    finally:
        pdf.close()


def _draft(
    texts: Sequence[str | None],
    labels: Sequence[str],
    headings: Sequence[str],
    stated: dict[str, str],
    count: int,
    scans: Sequence[int] = (),
) -> Draft:
    """Put pages together: a text of None is a page that could not be read, one missing of *count* not wanted."""
    pages = without_running_lines([page_lines(text or "") for text in texts])
    parts = [
        Part(paragraphs(lines), label, heading)
        for lines, label, heading in itertools.zip_longest(
            pages, labels[: len(pages)], headings, fillvalue=""
        )
    ]
    lost = [number for number, text in enumerate(texts, start=1) if text is None]
    if len(lost) == len(texts):
        raise Unreadable(Reason.DAMAGED)
    lost += range(len(texts) + 1, count + 1)
    return Draft(
        Kind.PDF,
        parts,
        SegmentKind.PAGE,
        title=sensible_title(stated.get("Title", "")),
        author=stated.get("Author", ""),
        created=iso_date(stated.get("CreationDate", "")),
        left_out="; ".join(filter(None, (page_ranges(lost), _without_text(scans)))),
    )


def _scans(pdf: "pypdfium2.PdfDocument", texts: Sequence[str | None]) -> list[int]:
    """Numbers of the pages that are pictures."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - loaded by now

    scans = []
    for number, text in enumerate(texts, start=1):
        if text is not None and not is_visible(text):
            with contextlib.suppress(pdfium.PdfiumError):
                scans += [number] if is_scan(pdf[number - 1]) else []
    return scans


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


def _texts(pdf: "pypdfium2.PdfDocument", rescue: Rescue, characters: int) -> Iterator[str | None]:
    """The text of each page until there is enough; None for a page that neither library can read."""
    total = 0
    patience = VAIN_RESCUES
    for number in range(len(pdf)):
        text = _page_text(pdf, number)
        if text is None or is_junk(text):
            text = rescue.page(number) if patience else None
            if text is None or is_junk(text):
                text = None
                patience = max(0, patience - 1)
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
    """Whether the fonts of a page do not say which letters they draw, so that hardly a word of it is right.

    The shares are the author's choice, between pages of papers that read well and pages that do not.
    """
    visible = sum(map(len, text.split()))
    words = _WORD.findall(text)
    controls = len(_CONTROLS.findall(text))
    return (
        controls > 0.12 * visible
        or (controls > 0.03 * visible and sum(map(str.isalpha, text)) < 0.6 * visible)
        or len(_NO_LETTERS.findall(text)) > 0.3 * visible
        or (len(words) > 50 and sum(word < "\u0300" and len(word) == 1 for word in words) > 0.6 * len(words))
    )


def _has_text(texts: Sequence[str | None]) -> bool:
    return any(text is not None and is_visible(text) for text in texts)


def _rescued(pdf: "pypdfium2.PdfDocument", rescue: Rescue, characters: int) -> list[str | None]:
    """What pypdf makes of a file that draws text in which PDFium sees none.

    Raises:
        Unreadable: if that is nothing either: for a scan or a drawing, an empty file, an unknown cipher.
    """
    import pypdfium2.raw as pdfium_c  # noqa: PLC0415 - loaded by now

    if _drawn_pages(pdf, pdfium_c.FPDF_PAGEOBJ_TEXT):
        texts = [None if text and is_junk(text) else text for text in rescue.pages(characters)]
        if _has_text(texts):
            return texts
    drawn = _drawn_pages(pdf)
    if pdfium_c.FPDF_GetSecurityHandlerRevision(pdf) >= 0 and drawn < min(len(pdf), DRAWN_PAGES):
        raise Unreadable(Reason.ENCRYPTED)  # deciphering the pages gave nothing
    raise Unreadable(Reason.NOT_TEXT if drawn else Reason.EMPTY)


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


def _headings(pdf: "pypdfium2.PdfDocument", pages: int) -> list[str]:
    """For each page the path of its first bookmark, or of the last one before it."""
    starts: dict[int, str] = {}
    path: list[str] = []
    for bookmark in itertools.islice(pdf.get_toc(), BOOKMARKS):
        del path[bookmark.level :]
        path.append(" ".join(_said(bookmark.get_title).split()))
        destination = bookmark.get_dest()
        number: Any = destination.get_index() if destination else None
        if number is not None:
            starts.setdefault(number, SEPARATOR.join(filter(None, path)))
    headings: list[str] = []
    for number in range(pages if starts else 0):
        headings.append(starts.get(number, headings[-1] if headings else ""))
    return headings
