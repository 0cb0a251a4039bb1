"""A page as a picture, from the reading child that drew it to the process that has it recognised."""

import base64
import binascii
from dataclasses import dataclass

from app.domain.document import Kind
from app.reading.process.wire import Message, Nonsense

MOST_PIXELS = 12_000_000
"""A picture with more is made smaller: an A4 page at 200 dots an inch has 3.9 million."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """Grey, decoded: nothing in it can be parsed wrongly."""

    kind: Kind
    page: int
    """Counted from 1."""
    width: int
    height: int
    pixels: bytes
    """One byte each, row by row from the top; 0 is black."""

    def as_pgm(self) -> bytes:
        """The picture as a file of the portable grey map format."""
        return b"P5 %d %d 255\n" % (self.width, self.height) + self.pixels


def picture_to_wire(picture: PagePicture) -> Message:
    """Plain values for JSON."""
    return {
        "kind": picture.kind,
        "page": picture.page,
        "width": picture.width,
        "height": picture.height,
        "pixels": base64.b64encode(picture.pixels).decode("ascii"),
    }


def picture_from_wire(message: Message) -> PagePicture:
    """The picture, its promises checked: the child has handled a hostile file.

    Raises:
        Nonsense: if a field is missing or wrong, or the pixels are too many or not as many as said.
    """
    try:
        kind, page, width, height = (
            Kind(message["kind"]),
            message["page"],
            message["width"],
            message["height"],
        )
        pixels = base64.b64decode(message["pixels"], validate=True)
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise Nonsense from error
    if not all(type(number) is int and number > 0 for number in (page, width, height)):
        raise Nonsense
    if width * height > MOST_PIXELS or len(pixels) != width * height:
        raise Nonsense
    return PagePicture(kind, page, width, height, pixels)
