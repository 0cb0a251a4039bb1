"""The language of a text."""

import subprocess
import sys

import pytest

from app.reading.language import detect
from app.reading.language.detect import detect_language

TEXTS = {
    "en": "The heron waits in shallow water until a fish comes near enough to be caught.",
    "de": "Der Reiher wartet im flachen Wasser, bis ein Fisch nahe genug herankommt.",
    "fr": "Le héron attend dans l'eau peu profonde jusqu'à ce qu'un poisson s'approche.",
    "pt": "A garça espera na água rasa até que um peixe chegue perto o suficiente.",
    "ja": "サギは浅い水の中で静かに待っています。カエルは葦の間に隠れています。",
    "zh": "白鹭在浅水里安静地等着,青蛙躲在芦苇中间,不敢出声,天色已经很晚了。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_is_told(language: str) -> None:
    assert detect_language(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text", ["", "Tax", "1234 5678 9012 3456 7890 -- ** ==", "Xq zvbw kpt 030 12 34 56 78"]
)
def test_too_little_text_tells_no_language(text: str) -> None:
    assert detect_language(text) == ""


def test_addresses_and_markup_do_not_count() -> None:
    noise = "https://www.example.org/the-english-words-of-an-address <div class='the english class'> "

    assert detect_language(noise * 5 + TEXTS["de"]) == "de"


def test_a_long_text_is_judged_by_its_start_and_its_middle() -> None:
    assert detect_language(TEXTS["de"] * 200) == "de"


@pytest.mark.parametrize("language", ["en", "de", "fr", "pt"])
def test_where_the_short_sample_tells_nothing_more_of_the_text_is_looked_at(language: str) -> None:
    half = "1234 5678 | " * 20 + TEXTS[language] * 3

    assert detect_language(half + half) == language


@pytest.mark.parametrize("language", TEXTS)
def test_a_long_text_in_doubt_is_judged_as_its_longer_sample_is(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = TEXTS[language] * 100
    monkeypatch.setattr(detect, "CLEAR", 2.0)

    assert detect_language(text) == language


def test_another_process_says_the_same() -> None:
    script = "import sys; from app.reading.language.detect import likely_languages; print(likely_languages(sys.argv[1])[:3])"
    said = {
        subprocess.run([sys.executable, "-c", script, TEXTS["pt"]], capture_output=True, check=True).stdout
        for _ in range(2)
    }

    assert len(said) == 1
