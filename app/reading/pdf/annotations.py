"""What people write onto a page, which its text lacks: values of form fields, and comments."""

import contextlib
import logging
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.reading.draft import is_visible

if TYPE_CHECKING:
    import pypdfium2

MOST = 2000
"""Annotations of a page that are looked at."""
LONGEST = 20_000
"""Characters kept of one of them."""
MOST_CHARACTERS = 200_000
"""Characters kept of a page's."""

Ask = Callable[[Any, int], int]
"""(buffer or None, its bytes) -> bytes of the answer in UTF-16 with its NUL, as PDFium gives texts."""

_NUMBERED = re.compile(r"\[\d+\]$")


def open_forms(pdf: "pypdfium2.PdfDocument") -> None:
    """Let fields be asked for their values; to be called before a page is loaded."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - loaded by now

    logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # a warning for each form of XFA
    with contextlib.suppress(pdfium.PdfiumError):
        pdf.init_forms()


def written_onto(pdf: "pypdfium2.PdfDocument", page: "pypdfium2.PdfPage") -> str:
    """`Name: value` for each field that is filled in and `Comment: text` for each comment, a line or more each."""
    import pypdfium2.raw as pdfium_c  # noqa: PLC0415 - loaded by now

    said: dict[str, None] = {}
    left = MOST_CHARACTERS
    for number in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), MOST)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        try:
            line = _line(pdf.formenv, annotation)
        finally:
            pdfium_c.FPDFPage_CloseAnnot(annotation)
        if line and line not in said:
            said[line] = None
            left -= len(line)
        if left <= 0:
            break
    return "\n".join(said)


def _line(form: "pypdfium2.PdfFormEnv | None", annotation: Any) -> str:  # noqa: ANN401 - a handle of ctypes
    import pypdfium2.raw as pdfium_c  # noqa: PLC0415 - loaded by now

    kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium_c.FPDF_ANNOT_WIDGET:
        return _field(form, annotation) if form else ""
    if kind in {pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP}:
        return ""  # a popup shows what its parent says
    comment = _text(
        lambda buffer, size: pdfium_c.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size)
    )
    return f"Comment: {comment}" if comment else ""


def _field(form: "pypdfium2.PdfFormEnv", annotation: Any) -> str:  # noqa: ANN401 - a handle of ctypes
    """What was filled in or chosen, but for passwords."""
    import pypdfium2.raw as pdfium_c  # noqa: PLC0415 - loaded by now

    kinds = {
        pdfium_c.FPDF_FORMFIELD_TEXTFIELD,
        pdfium_c.FPDF_FORMFIELD_COMBOBOX,
        pdfium_c.FPDF_FORMFIELD_LISTBOX,
    }
    kind = pdfium_c.FPDFAnnot_GetFormFieldType(form, annotation)
    flags = pdfium_c.FPDFAnnot_GetFormFieldFlags(form, annotation)
    secret = kind == pdfium_c.FPDF_FORMFIELD_TEXTFIELD and flags & pdfium_c.FPDF_FORMFLAG_TEXT_PASSWORD
    if kind not in kinds or secret:
        return ""

    def ask(function: Any) -> str:  # noqa: ANN401 - a function of ctypes
        return _text(lambda buffer, size: function(form, annotation, buffer, size))

    value = ask(pdfium_c.FPDFAnnot_GetFormFieldValue)
    if not any(map(str.isalnum, value)):
        return ""
    shown = ask(pdfium_c.FPDFAnnot_GetFormFieldAlternateName)
    name = shown or _NUMBERED.sub("", ask(pdfium_c.FPDFAnnot_GetFormFieldName).rpartition(".")[2])
    return f"{name}: {value}" if name else value


def _text(ask: Ask) -> str:
    """The answer of PDFium; nothing for one that cannot be seen."""
    import pypdfium2.raw as pdfium_c  # noqa: PLC0415 - loaded by now

    size = ask(None, 0)
    buffer = (pdfium_c.FPDF_WCHAR * (size // 2))()
    ask(buffer, size)
    text = bytes(buffer)[: 2 * LONGEST].decode("utf-16-le", "ignore").strip("\0").strip()
    return text if is_visible(text) else ""
