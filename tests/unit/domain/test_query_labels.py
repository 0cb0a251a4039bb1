"""Plain names and suffixes lead to the kinds that the readers give, and languages to their codes."""

import pytest

from app.domain.document import Kind
from app.domain.query_language.labels import (
    KIND_NAMES,
    LANGUAGE_NAMES,
    extension_called,
    kind_called,
    language_called,
)
from app.reading.reader import FORMATS


def test_every_kind_is_called_by_its_own_name() -> None:
    assert {kind_called(kind.value) for kind in Kind} == set(Kind)
    assert {KIND_NAMES[kind.value] for kind in Kind} == set(Kind)


def test_every_suffix_that_can_be_read_leads_to_its_kind() -> None:
    for one in FORMATS:
        for suffix in one.suffixes:
            assert kind_called(suffix) == one.kind, suffix
    assert {kind_called(suffix) for suffix in (".png", ".jpg", ".jpeg", ".tif", ".tiff")} == {Kind.PICTURE}


@pytest.mark.parametrize("called", [kind_called, language_called, extension_called])
def test_a_label_is_called_as_it_is(called: object) -> None:
    assert callable(called)
    for name in [*KIND_NAMES, *LANGUAGE_NAMES, "pfd", "klingon", "tar.gz"]:
        assert called(called(name)) == called(name)


def test_languages_have_codes_of_two_letters_and_no_two_share_a_name() -> None:
    assert all(len(code) == 2 and code.isalpha() for code in LANGUAGE_NAMES.values())
    assert [language_called(name) for name in ("Deutsch", "EN", "pt_BR", "zh-Hans", "日本語", "klingon")] == [
        "de",
        "en",
        "pt",
        "zh",
        "ja",
        "klingon",
    ]
