"""The settings file: what the user wrote counts, what is damaged is kept, and nothing of it stops Clew."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.domain.errors import DiskFull, LibraryUnusable
from app.domain.settings import Appearance, Settings
from app.settings import Loaded, changed, load, save


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_without_a_file_there_are_the_defaults(place: Path) -> None:
    assert load(place) == Loaded(Settings())
    assert not place.exists()


def test_what_was_saved_is_loaded_again(place: Path) -> None:
    chosen = Settings(
        largest_file_megabytes=1,
        seconds_per_file=2,
        encoder_threads=3,
        reading_processes=4,
        text_recognition=True,
        recognition_languages="eng+chi_sim",
        appearance=Appearance.DARK,
        paused=True,
    )
    save(chosen, place)
    assert load(place) == Loaded(chosen)
    save(Settings(), place)
    assert load(place) == Loaded(Settings())
    assert list(place.parent.iterdir()) == [place]


def test_a_line_that_is_not_there_has_its_default(place: Path) -> None:
    place.write_text("# mine\nseconds_per_file = 7\n")
    assert load(place) == Loaded(Settings(seconds_per_file=7))


def test_an_empty_file_is_no_damage(place: Path) -> None:
    place.write_bytes(b"")
    assert load(place) == Loaded(Settings())


def test_names_of_another_version_are_passed_over(place: Path) -> None:
    place.write_text('encoder_threads = 3\ncolour = "red"\n[window]\nwidth = 3\n')
    assert load(place) == Loaded(Settings(encoder_threads=3))


@pytest.mark.parametrize(
    "text",
    [
        b"encoder_threads = ",
        b"encoder_threads = 1\nencoder_threads = 2\n",
        b"\xff\xfe",
        b"\x00" * 20,
        b'encoder_threads = "2"',
        b"encoder_threads = 2.5",
        b"encoder_threads = true",
        b"encoder_threads = 0",
        b"encoder_threads = -1",
        b"encoder_threads = [2]",
        b"encoder_threads = 2024-01-01",
        b"encoder_threads = {a = 1}",
        b"encoder_threads = 1" + b"0" * 5000,
        b"paused = 1",
        b"appearance = true",
        b'appearance = "pink"',
        b"text_recognition = 1",
        b"recognition_languages = 3",
        b'recognition_languages = "a\\"b"',
    ],
)
def test_a_damaged_file_is_put_aside_once_with_a_sentence(place: Path, text: bytes) -> None:
    place.write_bytes(text)
    loaded = load(place)
    assert loaded.settings == Settings()
    assert "damaged" in loaded.warning
    aside = place.with_name("settings.damaged.toml")
    assert str(aside) in loaded.warning
    assert aside.read_bytes() == text
    assert load(place) == Loaded(Settings())


def test_a_file_that_may_not_be_read_is_told_and_left_alone(place: Path) -> None:
    place.mkdir()
    with pytest.raises(LibraryUnusable, match="settings"):
        load(place)
    assert place.is_dir()


def test_a_save_that_fails_leaves_the_old_settings(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(Settings(encoder_threads=3), place)

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(DiskFull, match="full"):
        save(Settings(encoder_threads=4), place)
    assert load(place) == Loaded(Settings(encoder_threads=3))


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_file_holds_there_are_settings(place: Path, text: bytes) -> None:
    place.write_bytes(text)
    loaded = load(place)
    assert isinstance(loaded.settings, Settings)
    assert bool(loaded.warning) != place.exists()


@given(st.builds(Settings, *[st.integers(1, 10**6)] * 4))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_any_settings_come_back_as_they_were(place: Path, chosen: Settings) -> None:
    save(chosen, place)
    assert load(place) == Loaded(chosen)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("text_recognition", "true", Settings(text_recognition=True)),
        ("text_recognition", "On", Settings(text_recognition=True)),
        ("recognition_languages", "eng+deu", Settings(recognition_languages="eng+deu")),
        ("recognition_languages", "", Settings()),
        ("seconds_per_file", "7", Settings(seconds_per_file=7)),
        ("appearance", "dark", Settings(appearance=Appearance.DARK)),
    ],
)
def test_one_setting_is_changed_as_it_is_written(name: str, value: str, expected: Settings) -> None:
    assert changed(Settings(), name, value) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("colour", "red"),
        ("text_recognition", "maybe"),
        ("text_recognition", "1"),
        ("seconds_per_file", "0"),
        ("seconds_per_file", "-3"),
        ("seconds_per_file", "\u0663"),
        ("appearance", "pink"),
        ("recognition_languages", "eng\ndeu"),
    ],
)
def test_a_value_that_is_none_is_refused_with_what_it_should_be(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"should be|there is no setting"):
        changed(Settings(), name, value)
