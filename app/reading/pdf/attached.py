"""The files attached to a PDF, which may be all that it holds: a portfolio, an invoice for machines."""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from app.domain.document import SegmentKind
from app.domain.errors import Unreadable
from app.reading.draft import Draft, Part, is_visible
from app.reading.mail.letter import ReadAttachment
from app.reading.outline import SEPARATOR

if TYPE_CHECKING:
    import pypdfium2

MOST = 500
"""Files attached to one PDF that are looked at."""
MOST_BYTES = 128 * 1024 * 1024
"""Bytes of them all."""


@dataclass(slots=True)
class Attached:
    """What the files attached to a PDF say."""

    parts: list[Part] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Names of those that were not read."""


def read_attached(pdf: "pypdfium2.PdfDocument", read: ReadAttachment, characters: int) -> Attached:
    """Read what is attached to *pdf* until there are *characters* characters."""
    found = Attached()
    for name, content in _files(pdf):
        if characters <= 0:
            break
        if content is None:
            found.left_out.append(name)
            continue
        try:
            draft = read(io.BytesIO(content), name, characters)
        except Unreadable:
            found.left_out.append(name)
            continue
        if draft is not None:
            parts = list(_parts(name, draft))
            found.parts += parts
            found.left_out += [f"{draft.left_out} ({name})"] if draft.left_out else []
            characters -= sum(len(part.text) for part in parts)
    return found


def _parts(name: str, draft: Draft) -> Iterator[Part]:
    for number, part in enumerate(draft.parts, start=1):
        if is_visible(part.text):
            within = part.label or ("" if draft.divided is SegmentKind.WHOLE else str(number))
            yield Part(part.text, _path(name, within), _path(name, part.heading), SegmentKind.PART)


def _files(pdf: "pypdfium2.PdfDocument") -> Iterator[tuple[str, bytes | None]]:
    """Names and contents; None for what is damaged, and for the one with which it is too much."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - loaded by now

    left = MOST_BYTES
    for number in range(min(pdf.count_attachments(), MOST)):
        name, content = str(number + 1), None
        with contextlib.suppress(pdfium.PdfiumError, UnicodeDecodeError):
            attachment = pdf.get_attachment(number)
            name = PurePosixPath(attachment.get_name().replace("\\", "/")).name or name
            content = bytes(attachment.get_data())
        left -= len(content or b"")
        yield name, content if left >= 0 else None
        if left < 0:
            return


def _path(name: str, within: str) -> str:
    return SEPARATOR.join(filter(None, (name, within)))
