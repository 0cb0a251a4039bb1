"""Pictures of text, drawn in code."""

import io
import zlib
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

SIZE = (1000, 400)
INK, PAPER = 0, 255


def page(lines: Sequence[str], size: tuple[int, int] = SIZE, letters: int = 36) -> Image.Image:
    """Black on white, from the top left corner on."""
    drawn = Image.new("L", size, PAPER)
    pen = ImageDraw.Draw(drawn)
    font = ImageFont.load_default(letters)
    for number, line in enumerate(lines):
        pen.text((letters, letters + 2 * number * letters), line, fill=INK, font=font)
    return drawn


def file(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The picture as a file."""
    saved = io.BytesIO()
    image.save(saved, kind, **options)
    return saved.getvalue()


def scanned(pages: Sequence[Image.Image | str | None]) -> bytes:
    """A PDF: a picture that fills its page, or a page of one line of text, or an empty one."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (4 + 3 * number) for number in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, shown in enumerate(pages):
        first = 4 + 3 * number
        content, pixels = b"", b"<< >>"
        if isinstance(shown, str):
            content = b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % shown.encode("ascii")
        elif shown is not None:
            content = b"q 612 0 0 792 0 0 cm /Im1 Do Q"
            pixels = _stream(
                b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
                b" /BitsPerComponent 8 /Filter /FlateDecode" % shown.size,
                zlib.compress(shown.convert("L").tobytes()),
            )
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 %d 0 R >> >> >>" % (first + 1, first + 2),
            _stream(b"", content),
            pixels,
        ]
    return _file(objects)


def _stream(facts: bytes, content: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (facts, len(content), content)


def _file(objects: Sequence[bytes]) -> bytes:
    data = bytearray(b"%PDF-1.4\n")
    starts = []
    for number, content in enumerate(objects, start=1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % start for start in starts)
    return bytes(data) + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
