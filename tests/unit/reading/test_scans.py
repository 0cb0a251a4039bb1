from tests.unit.reading import drawn
from tests.unit.reading.files import read, texts

LETTER = drawn.page(["The heron waits."])


def test_pages_that_are_pictures_are_named_as_left_out() -> None:
    document = read(drawn.scanned(["First.", LETTER, None, "Fourth.", LETTER, LETTER]), "a.pdf")

    assert texts(document) == ["First.", "Fourth."]
    assert document.left_out == "pages 2, 5-6 (no text recognition)"


def test_a_page_with_a_logo_lacks_nothing() -> None:
    logo = drawn.scanned(["First.", LETTER]).replace(b"612 0 0 792 0 0 cm", b"100 0 0 100 0 0 cm")

    assert read(logo, "a.pdf").left_out == ""


def test_a_page_with_a_picture_and_text_lacks_nothing() -> None:
    assert read(drawn.scanned(["First.", "Second."]), "a.pdf").left_out == ""
