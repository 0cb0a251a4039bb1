"""Subtitles: what is said, and when."""

import io

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import compose
from app.reading.text.subtitles import is_subtitles, moment, read_subtitles
from tests.unit.reading.files import labels, texts
from tests.unit.reading.mutated import mutations, outcomes

HOSTILE = b"->:,<{\n0\xff"

SRT = (
    "1\r\n00:00:01,000 --> 00:00:04,500\r\n<i>The heron</i>\r\nwaits.\r\n\r\n2\r\n00:00:05,000 --> 00:00:35,000\r\n"
    "{\\an8}It waits on.\r\n\r\n3\r\n00:00:36,000 --> 00:00:40,000\r\nIt flies.\r\n\r\n4\r\n01:12:03,200 --> 01:12:04,000\r\nLater.\r\n"
)
VTT = (
    "WEBVTT - On herons\n\nNOTE not said\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:04.000 align:start\n"
    "<v Ann>The <c.loud>heron</c> &amp; I\n\n00:04.000 --> 00:06.000\nThe heron waits\n\n00:06.000 --> 00:08.000\nThe heron waits\nfor fish.\n"
)


def read(text: str | bytes, characters: int = 100_000) -> Document:
    data = text.encode() if isinstance(text, str) else text
    return compose(read_subtitles(io.BytesIO(data), characters), characters)


def test_cues_are_joined_to_paragraphs_with_the_time_they_begin_at() -> None:
    document = read(SRT)

    assert document.kind is Kind.SUBTITLES
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.MOMENT}
    assert texts(document) == ["The heron waits. It waits on.", "It flies.", "Later."]
    assert labels(document) == ["0:00:01", "0:00:36", "1:12:03"]


def test_notes_styles_and_names_of_cues_are_not_said() -> None:
    assert read(VTT).text == "Ann: The heron & I The heron waits for fish."


def test_the_title_is_what_the_file_states() -> None:
    assert read(VTT).title == "On herons"


def test_a_long_speech_is_cut_after_a_minute() -> None:
    cues = "".join(
        f"{n // 60:02}:{n % 60:02}.000 --> {n // 60:02}:{n % 60:02}.900\nword {n}\n\n" for n in range(150)
    )

    assert labels(read("WEBVTT\n\n" + cues)) == ["0:00:00", "0:01:00", "0:02:00"]


def test_cues_without_empty_lines_between_them_are_told_apart() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:02,000 --> 00:00:03,000\nTwo.\n"

    assert read(text).text == "One. Two."


def test_times_are_shown_as_players_do() -> None:
    assert [moment(0.9), moment(723), moment(36_000)] == ["0:00:00", "0:12:03", "10:00:00"]


def test_subtitles_are_told_by_their_first_lines() -> None:
    assert is_subtitles(SRT)
    assert is_subtitles(VTT)
    assert not is_subtitles("WEBVTTX\n")
    assert not is_subtitles("1\nOne.\n")


def test_text_without_times_is_no_subtitles() -> None:
    with pytest.raises(Unreadable) as caught:
        read("Just words.\n")

    assert caught.value.reason is Reason.DAMAGED


def test_damaged_files_end_in_a_document_or_a_reason() -> None:
    assert outcomes(read, mutations(SRT.encode(), 200, HOSTILE))
    assert outcomes(read, mutations(VTT.encode(), 200, HOSTILE))
