"""The language model is py3langid's own, only loaded without a file."""

import tempfile

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from app.reading.language.model import CODE_LENGTH, load_model

TEXTS = (
    "Der Reiher wartet im flachen Wasser.",
    "Le héron attend.",
    "鷺は浅瀬で待つ。",
    "Цапля ждёт.",
    "x",
    "",
)


@pytest.mark.skipif("sys.platform != 'linux'", reason="only Linux has files that are memory")
def test_it_ranks_as_the_library_does_and_writes_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    theirs.set_languages([code for code in theirs.labels if len(code) == CODE_LENGTH])
    monkeypatch.setattr(tempfile, "TemporaryFile", None)

    ours = load_model()

    assert ours.labels == theirs.labels
    assert [ours.rank(text) for text in TEXTS] == [theirs.rank(text) for text in TEXTS]
