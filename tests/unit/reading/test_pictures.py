import io
import random
import struct
import zlib

import pytest
from PIL import Image

from app.domain.document import Kind
from app.domain.errors import Reason, Unreadable
from app.reading.process.wire import Nonsense
from app.reading.recognition.page_picture import MOST_PIXELS, PagePicture, picture_from_wire, picture_to_wire
from app.reading.recognition.pictures import next_picture
from tests.unit.reading import drawn

HERON = drawn.page(["The heron waits."], (2000, 1500), 72)


def picture(data: bytes, first: int = 1) -> PagePicture:
    found = next_picture(io.BytesIO(data), first)
    assert found is not None
    return found


def share_of_ink(found: PagePicture) -> float:
    return sum(pixel < 128 for pixel in found.pixels) / len(found.pixels)


def reason(data: bytes) -> Reason:
    with pytest.raises(Unreadable) as caught:
        next_picture(io.BytesIO(data), 1)
    return caught.value.reason


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"])
def test_a_picture_becomes_one_grey_page(kind: str) -> None:
    data = drawn.file(HERON.convert("RGB"), kind)

    found = picture(data)

    assert (found.kind, found.page, found.width, found.height) == (Kind.PICTURE, 1, 2000, 1500)
    assert share_of_ink(found) == pytest.approx(share_of_ink(picture(drawn.file(HERON))), rel=0.1)
    assert next_picture(io.BytesIO(data), 2) is None


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16", "I", "F"])
def test_every_way_of_keeping_colours_shows_the_same(mode: str) -> None:
    grey = HERON.point(lambda value: value * 257, "I") if mode.startswith("I") else HERON
    kept = grey.convert(mode)

    found = picture(drawn.file(kept, "TIFF" if mode in {"CMYK", "I", "F"} else "PNG"))

    assert share_of_ink(found) == pytest.approx(share_of_ink(picture(drawn.file(HERON))), rel=0.1)


def test_what_is_transparent_is_white() -> None:
    mask = HERON.point(lambda value: 255 - value)
    letters = Image.merge("LA", (Image.new("L", HERON.size, 0), mask))

    assert share_of_ink(picture(drawn.file(letters))) == pytest.approx(
        share_of_ink(picture(drawn.file(HERON))), rel=0.1
    )


def test_a_photograph_is_turned_as_its_camera_was() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6

    found = picture(drawn.file(HERON, "JPEG", exif=turned))

    assert (found.width, found.height) == (1500, 2000)


def test_a_picture_of_a_screen_is_enlarged() -> None:
    found = picture(drawn.file(drawn.page(["The heron waits."], (600, 400), 12)))

    assert (found.width, found.height) == (1200, 800)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_picture_is_made_smaller(kind: str) -> None:
    found = picture(drawn.file(Image.new("L", (6000, 4000), 255), kind))

    assert MOST_PIXELS * 0.4 < found.width * found.height <= MOST_PIXELS
    assert found.width / found.height == pytest.approx(1.5, rel=0.01)


def test_an_icon_has_no_text() -> None:
    assert next_picture(io.BytesIO(drawn.file(Image.new("L", (16, 500)))), 1) is None


def test_a_tiff_gives_page_after_page() -> None:
    pages = [drawn.page([f"Page {number}"]) for number in range(3)]
    data = drawn.file(pages[0], "TIFF", save_all=True, append_images=pages[1:])

    assert [picture(data, number).page for number in (1, 2, 3)] == [1, 2, 3]
    assert next_picture(io.BytesIO(data), 4) is None


def test_an_animation_is_its_first_picture() -> None:
    data = drawn.file(HERON, "GIF", save_all=True, append_images=[Image.new("L", HERON.size)], duration=100)

    assert share_of_ink(picture(data)) < 0.1
    assert next_picture(io.BytesIO(data), 2) is None


def test_pages_of_a_pdf_are_drawn_where_they_have_no_text() -> None:
    data = drawn.scanned(["Text.", HERON, None, "More.", HERON])

    first = picture(data)

    assert (first.kind, first.page) == (Kind.PDF, 2)
    assert first.width / first.height == pytest.approx(612 / 792, rel=0.01)
    assert 0.001 < share_of_ink(first) < 0.2
    assert picture(data, 3).page == 5
    assert next_picture(io.BytesIO(data), 6) is None


def test_a_page_of_any_size_is_drawn_within_bounds() -> None:
    data = drawn.scanned([HERON]).replace(b"[0 0 612 792]", b"[0 0 9 14000]")

    found = picture(data)

    assert found.width * found.height <= MOST_PIXELS
    assert max(found.width, found.height) <= 16_000


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def test_a_bomb_is_not_decoded() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100_000)))

    assert reason(bomb) is Reason.TOO_LARGE


def test_what_cannot_be_opened_says_so() -> None:
    assert reason(b"<svg xmlns='http://www.w3.org/2000/svg'/>") is Reason.NOT_TEXT
    assert reason(b"\0\0\0\x18ftypheic" + bytes(100)) is Reason.NOT_TEXT
    assert reason(b"%PDF-1.7 and nothing more") is Reason.DAMAGED
    assert reason(drawn.file(HERON)[:2000]) is Reason.DAMAGED


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "PDF"])
def test_damage_ends_in_a_picture_or_a_reason(kind: str) -> None:
    small = drawn.page(["Heron"], (90, 60), 20)
    data = drawn.scanned([small]) if kind == "PDF" else drawn.file(small, kind)

    for number in range(60):
        damaged = bytearray(data)
        chance = random.Random(number)  # noqa: S311 - a test
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            found = next_picture(io.BytesIO(bytes(damaged)), 1)
        except Unreadable:
            continue
        if found:
            assert len(found.pixels) == found.width * found.height <= MOST_PIXELS


def test_a_picture_goes_over_the_wire() -> None:
    sent = PagePicture(Kind.PDF, 3, 4, 2, bytes(range(8)))

    assert picture_from_wire(picture_to_wire(sent)) == sent
    assert sent.as_pgm() == b"P5 4 2 255\n" + bytes(range(8))


@pytest.mark.parametrize(
    "changed",
    [
        {"pixels": "AAAA"},
        {"pixels": "?"},
        {"pixels": 3},
        {"width": 0},
        {"width": -4, "height": -2},
        {"width": True},
        {"width": 10**9, "height": 10**9},
        {"kind": "painting"},
        {"page": None},
    ],
)
def test_a_picture_that_is_none_is_nonsense(changed: dict[str, object]) -> None:
    sent = picture_to_wire(PagePicture(Kind.PDF, 3, 4, 2, bytes(8)))

    with pytest.raises(Nonsense):
        picture_from_wire({**sent, **changed})
