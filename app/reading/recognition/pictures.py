"""Pictures for text recognition: decoded in the reading child, grey, of bounded size, one page at a time."""

import math
import warnings
from typing import TYPE_CHECKING, BinaryIO

from app.domain.document import Kind
from app.domain.errors import Reason, Unreadable
from app.reading.recognition.page_picture import MOST_PIXELS, PagePicture
from app.reading.recognition.scans import next_scan

if TYPE_CHECKING:
    from PIL.Image import Image

DECODED_PIXELS = 120_000_000
"""A picture with more is not decoded: no telephone takes one yet."""
SMALLEST_SIDE = 24
"""Pixels; what is smaller is an icon or a rule."""
SCREEN_PIXELS = 2_500_000
"""A picture of at most so many is likely one of a screen, whose letters are too small to be recognised well."""
FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")

_MEGAPIXEL = 1_000_000
_HEAD = 1024
_WHITE = (255, 255, 255, 255)


def next_picture(source: BinaryIO, first: int) -> PagePicture | None:
    """The first page from number *first* on that shows something and has no text; None after the last.

    Raises:
        Unreadable: NOT_TEXT (with a detail) for what is drawn in a way unknown here, DAMAGED, TOO_LARGE.
    """
    is_pdf = b"%PDF-" in source.read(_HEAD)
    source.seek(0)
    return next_scan(source, first) if is_pdf else _page(source, first)


def _page(source: BinaryIO, number: int) -> PagePicture | None:
    """Page *number* of a picture file; None if it has fewer, or one too small for any text."""
    from PIL import Image, TiffImagePlugin, UnidentifiedImageError, WebPImagePlugin  # noqa: F401, PLC0415 - 0.1 s; plugins register

    Image.MAX_IMAGE_PIXELS = DECODED_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of tags and profiles in disorder
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source, formats=FORMATS) as image:
                if not _turned_to(image, number):
                    return None
                if min(image.size) < SMALLEST_SIDE:
                    return None
                grey = _grey(image)
                return PagePicture(Kind.PICTURE, number, grey.width, grey.height, grey.tobytes())
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unreadable(Reason.TOO_LARGE, f"{DECODED_PIXELS // _MEGAPIXEL} megapixels") from error
    except UnidentifiedImageError as error:
        raise Unreadable(Reason.NOT_TEXT, "a kind of picture that is not recognised") from error
    except (MemoryError, Unreadable):
        raise
    except Exception as error:  # Pillow's decoders raise what struct, zlib and indexing raise
        raise Unreadable(Reason.DAMAGED) from error


def _turned_to(image: "Image", number: int) -> bool:
    """Turn to a page; only a TIFF has several, what is more in others is motion."""
    if number == 1:
        return True
    if image.format != "TIFF":
        return False
    try:
        image.seek(number - 1)
    except EOFError:
        return False
    return True


def _grey(image: "Image") -> "Image":
    """Decode *image* as it is meant to be seen, on white, in a size that is good to recognise."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - loaded by now

    image.draft("L", _fitting(image.size))  # a JPEG is decoded smaller, many times faster
    seen: Image.Image = image
    if image.mode.startswith("I"):
        seen = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.has_transparency_data:
        coloured = image.convert("RGBA")
        seen = Image.alpha_composite(Image.new("RGBA", coloured.size, _WHITE), coloured)
    oriented = ImageOps.exif_transpose(seen.convert("L"))
    size = _fitting(oriented.size)
    return oriented if size == oriented.size else oriented.resize(size, Image.Resampling.LANCZOS)


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    """The size to recognise a picture of *size* in: doubled if it is small, bounded if it is large."""
    pixels = size[0] * size[1]
    scale = 2.0 if pixels <= SCREEN_PIXELS else min(1.0, math.sqrt(MOST_PIXELS / pixels))
    return max(1, int(size[0] * scale)), max(1, int(size[1] * scale))
