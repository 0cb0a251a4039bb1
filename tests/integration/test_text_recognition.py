"""Text recognition with the real engine, from a file to a hit."""

import os
import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from app.domain.document import Document, Kind
from app.domain.errors import Reason, Unreadable
from app.domain.query_language.understood import query_of
from app.engine.requests import AddFolders, ChangeSettings
from app.library.library import Library
from app.places import Places, reader_command
from app.reading.process.sandbox import ProcessReader
from app.reading.recognition.reader import RecognisingReader
from app.reading.recognition.tesseract import Tesseract, find_engine
from tests.fakes.always import ALWAYS
from tests.integration.engine_room import opened
from tests.integration.program import wait_until
from tests.unit.reading import drawn

LETTER = (
    "The heron waits in shallow water until",
    "a fish comes near enough to be caught.",
    "It nests in tall trees with many others,",
    "and returns to the same place each year.",
)
A4 = (1654, 2339)


@pytest.fixture(scope="module")
def engine() -> Tesseract:
    found = find_engine("eng", [])
    if found is None:
        pytest.skip("there is no Tesseract with English on this machine")
    return found


@pytest.fixture(scope="module")
def reader(engine: Tesseract) -> Iterator[RecognisingReader]:
    with closing(RecognisingReader(ProcessReader(reader_command()), engine)) as reader:
        yield reader


def read(reader: RecognisingReader, path: Path, content: bytes) -> Document:
    path.write_bytes(content)
    document = reader.read(path)
    assert isinstance(document, Document)
    return document


def words(text: str) -> set[str]:
    return {word.strip(".,").casefold() for word in text.split()}


SENT = words(" ".join(LETTER))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_a_picture_of_a_letter_is_read(reader: RecognisingReader, tmp_path: Path, kind: str) -> None:
    document = read(reader, tmp_path / "letter", drawn.file(drawn.page(LETTER, A4, 40), kind))

    assert document.kind is Kind.PICTURE
    assert words(document.text) == SENT
    assert document.language == "en"


def test_a_scan_lying_on_its_side_is_read(
    reader: RecognisingReader, engine: Tesseract, tmp_path: Path
) -> None:
    if not engine.turns:
        pytest.skip("this Tesseract cannot tell which side of a page is up")
    page = drawn.page(LETTER * 5, A4, 40).rotate(90, expand=True)

    assert words(read(reader, tmp_path / "scan.pdf", drawn.scanned([page])).text) == SENT


def test_a_picture_of_a_screen_is_read(reader: RecognisingReader, tmp_path: Path) -> None:
    screen = drawn.page(LETTER, (900, 500), 13)

    assert len(words(read(reader, tmp_path / "screen.png", drawn.file(screen)).text) & SENT) > 0.8 * len(SENT)


def test_pages_of_a_scan_keep_their_numbers_among_pages_of_text(
    reader: RecognisingReader, tmp_path: Path
) -> None:
    letter = drawn.page(LETTER, A4, 40)

    document = read(
        reader, tmp_path / "mixed.pdf", drawn.scanned(["Two pages follow.", letter, None, letter])
    )

    assert [segment.place.index for segment in document.segments] == [1, 2, 4]
    assert document.left_out == ""
    assert words(document.text) == SENT | {"two", "pages", "follow"}


def textures() -> dict[str, Image.Image]:
    chance = random.Random(7)  # noqa: S311 - a test
    noise = Image.frombytes("L", (200, 150), bytes(chance.randrange(256) for _ in range(200 * 150)))
    return {
        "noise": noise.resize((1600, 1200)),
        "clouds": noise.filter(ImageFilter.GaussianBlur(6))
        .resize((1600, 1200))
        .point(lambda v: (v - 118) * 12),
        "gradient": Image.linear_gradient("L").resize((1600, 1200)),
        "waves": Image.radial_gradient("L").resize((1600, 1200)).point(lambda value: value * 16 % 256),
    }


@pytest.mark.parametrize("name", ["noise", "clouds", "gradient", "waves"])
def test_a_picture_without_text_gives_none(reader: RecognisingReader, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.png"
    path.write_bytes(drawn.file(textures()[name]))

    with pytest.raises(Unreadable) as caught:
        reader.read(path)

    assert caught.value.reason is Reason.EMPTY


def test_a_window_switches_recognition_on(engine: Tesseract, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "scan.pdf").write_bytes(drawn.scanned([drawn.page(LETTER, A4, 40)]))

    with opened(tmp_path / "data") as room:
        room.say(AddFolders((home,)))
        room.wait_for_rest()
        assert room.names("heron") == []
        room.say(ChangeSettings(replace(ALWAYS, text_recognition=True, recognition_languages="eng")))
        wait_until(lambda: room.names("heron") == ["scan.pdf"], "that the scan is found")


def test_a_library_finds_a_scan_once_recognition_is_switched_on(engine: Tesseract, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "scan.pdf").write_bytes(drawn.scanned([drawn.page(LETTER, A4, 40)]))
    os.utime(home / "scan.pdf", (1_600_000_000, 1_600_000_000))

    with Library(Places(tmp_path / "data")) as library:
        library.user.add(home)
        assert library.index().failed == 1
        assert not library.search(query_of("heron")).hits
        library.settings = replace(library.settings, text_recognition=True)
        library.index()
        hits = library.search(query_of("heron")).hits
        again = library.index()

    assert [hit.path.name for hit in hits] == ["scan.pdf"]
    assert again.read == 0
    assert (
        sorted(path.name for path in (tmp_path / "data").iterdir() if path.suffix in {".tmp", ".pgm"}) == []
    )
