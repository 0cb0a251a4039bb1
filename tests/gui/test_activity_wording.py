"""What is going on is said with numbers, and no more exactly than it is known."""

import pytest

from app.domain.state import Activity, Doing
from app.gui.activity_wording import activity_sentence
from app.gui.durations import duration_text

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("activity", "sentence"),
    [
        (Activity(Doing.NOTHING), "Up to date"),
        (Activity(Doing.READING, 120, 2_433), "Reading 120 of 2,433 files"),
        (Activity(Doing.READING, 0, 1), "Reading 0 of 1 file"),
        (
            Activity(Doing.READING, 1_240, 12_340, 240.0, rate=45.4),
            "Reading 1,240 of 12,340 files \u00b7 45 files/s \u00b7 about 4 minutes left",
        ),
        (
            Activity(Doing.ENCODING, 300, 9_000, 6_000.0, rate=1.46),
            "Learning what 300 of 9,000 passages mean \u00b7 1.5 passages/s \u00b7 about 2 hours left",
        ),
        (
            Activity(Doing.ENCODING, 12_300, 57_158, 240.0),
            "Learning what 12,300 of 57,158 passages mean \u00b7 about 4 minutes left",
        ),
        (
            Activity(Doing.ENCODING, 0, 1, 9.0),
            "Learning what 0 of 1 passage means \u00b7 less than a minute left",
        ),
        (
            Activity(Doing.ENCODING, 1, 2, 70.0),
            "Learning what 1 of 2 passages mean \u00b7 about 1 minute left",
        ),
        (
            Activity(Doing.ENCODING, 1, 2, 3 * 3600.0),
            "Learning what 1 of 2 passages mean \u00b7 about 3 hours left",
        ),
        (Activity(Doing.ENCODING, 1, 2), "Learning what 1 of 2 passages mean"),
        (Activity(Doing.PAUSED), "Paused"),
        (Activity(Doing.PAUSED, 8, 9), "Paused, 1 passage not yet searchable by meaning"),
        (Activity(Doing.BROKEN, sentence="The disk is full."), "The disk is full."),
    ],
)
def test_what_is_being_done_is_said_with_numbers(activity: Activity, sentence: str) -> None:
    assert activity_sentence(activity) == sentence


def test_whatever_is_being_done_there_is_a_sentence_for_it() -> None:
    sentences = {activity_sentence(Activity(doing)) for doing in Doing}
    assert len(sentences) == len(Doing)
    assert "" not in sentences


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "less than a minute"),
        (29, "less than a minute"),
        (31, "about 1 minute"),
        (720, "about 12 minutes"),
        (23 * 60, "about 25 minutes"),
        (89 * 60, "about 90 minutes"),
        (2 * 3600, "about 2 hours"),
        (36 * 3600, "about 36 hours"),
        (47 * 3600, "about 2 days"),
    ],
)
def test_a_time_is_rounded_as_one_speaks_of_it(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text
