import sys

import pytest

from app.reading.recognition.system_languages import system_languages, tesseract_names


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (["de"], ["deu"]),
        (["de_DE.UTF-8", "en_US", "de"], ["deu", "eng"]),
        (["sr@latin"], ["srp"]),
        (["zh-Hant-TW", "zh_CN.UTF-8", "sr-Latn-RS"], ["chi_tra", "chi_sim", "srp_latn"]),
        (["C.UTF-8", "POSIX", "", "xx"], []),
    ],
)
def test_codes_become_names(codes: list[str], names: list[str]) -> None:
    assert tesseract_names(codes) == names


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there the system is asked otherwise")
def test_the_environment_names_the_languages_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", "fr:en")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")

    assert system_languages() == ["fra", "eng", "deu"]
