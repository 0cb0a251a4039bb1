"""Pictures from a reading child: confined like every other reading, and believed as little."""

import io
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.domain.document import Kind
from app.domain.errors import Reason, Unreadable
from app.places import reader_command
from app.reading.process.channel import Channel, ChildEnded, ChildTooLate, PathChannel, start_child
from app.reading.process.sandbox import ProcessReader
from app.reading.process.wire import Message, Nonsense
from app.reading.recognition.page_picture import PagePicture, picture_to_wire
from app.reading.recognition.pictures import next_picture
from tests.unit.reading import drawn

SHOWN = drawn.page(["The heron waits."])
FILES = {kind: drawn.file(SHOWN, kind) for kind in ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")}
FILES["PDF"] = drawn.scanned(["Text.", SHOWN])


@pytest.mark.parametrize("start", [start_child, PathChannel], ids=["by descriptor", "by path"])
def test_a_confined_child_draws_every_kind(tmp_path: Path, start: type[PathChannel]) -> None:
    with closing(ProcessReader(reader_command(), start=start)) as reader:
        for name, content in FILES.items():
            path = tmp_path / name
            path.write_bytes(content)

            picture = reader.picture(path, 1)

            assert picture == next_picture(io.BytesIO(content), 1)
            assert picture is not None
            assert reader.picture(path, picture.page + 1) is None


def test_a_child_that_draws_goes_on_reading(tmp_path: Path) -> None:
    scan, letter, broken = tmp_path / "scan.png", tmp_path / "letter.txt", tmp_path / "broken.png"
    scan.write_bytes(FILES["PNG"])
    letter.write_text("The heron waits.")
    broken.write_bytes(FILES["PNG"][:200])

    with closing(ProcessReader(reader_command())) as reader:
        with pytest.raises(Unreadable, match="not-text"):
            reader.read(scan)
        assert reader.picture(scan, 1) is not None
        with pytest.raises(Unreadable, match="damaged"):
            reader.picture(broken, 1)
        with pytest.raises(Unreadable, match="gone"):
            reader.picture(tmp_path / "gone.png", 1)
        assert reader.language("The heron waits in shallow water until a fish comes.") == "en"
        assert reader.language("") == ""
        assert reader.read(letter) is not None


@dataclass
class Canned:
    """A child that answers one thing."""

    answer: Message | Exception

    def __call__(self, command: Sequence[str]) -> Channel:
        return self

    def greet(self, message: Message, seconds: float) -> Message:
        return {"ready": True} if "memory" in message else self.more(seconds)

    def ask(self, path: Path, most_bytes: int, message: Message, seconds: float) -> Message:
        return self.more(seconds)

    def more(self, seconds: float) -> Message:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def is_running(self) -> bool:
        return True

    def end(self, *, kindly: bool) -> int:
        return -9


GOOD = picture_to_wire(PagePicture(Kind.PDF, 1, 2, 2, bytes(4)))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"picture": {**GOOD, "pixels": "AAAA"}}, Reason.CRASHED),
        ({"picture": 3}, Reason.CRASHED),
        ({}, Reason.CRASHED),
        ({"reason": "no-such"}, Reason.CRASHED),
        ({"reason": "too-large", "detail": "120 megapixels"}, Reason.TOO_LARGE),
        ({"fault": "TypeError at pictures.py:3"}, Reason.CRASHED),
        (ChildTooLate(), Reason.TIMED_OUT),
        (ChildEnded(), Reason.CRASHED),
        (Nonsense(), Reason.CRASHED),
    ],
)
def test_a_child_that_answers_no_picture_costs_one_file(
    tmp_path: Path, answer: Message | Exception, reason: Reason
) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(FILES["PDF"])
    canned = Canned(answer)

    with closing(ProcessReader(["child"], start=canned)) as reader:
        with pytest.raises(Unreadable) as caught:
            reader.picture(path, 1)
        assert caught.value.reason is reason
        canned.answer = {"picture": GOOD}
        assert reader.picture(path, 1) == PagePicture(Kind.PDF, 1, 2, 2, bytes(4))
        canned.answer = {"picture": None}
        assert reader.picture(path, 1) is None


@pytest.mark.parametrize(
    "answer", [{}, {"language": 3}, {"language": "\ud800"}, ChildEnded(), ChildTooLate()]
)
def test_a_language_that_is_none_is_none(answer: Message | Exception) -> None:
    with closing(ProcessReader(["child"], start=Canned(answer))) as reader:
        assert reader.language("The heron waits.") == ""
