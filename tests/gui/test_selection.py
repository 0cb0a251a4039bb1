"""The panel's labels and the typed text say the same."""

import pytest

from app.domain.query_language.understood import understand
from app.gui.selection import Selection, selection_of, text_of


def chosen(**labels: str) -> Selection:
    return {aspect: frozenset(names.split("|")) for aspect, names in labels.items()}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("bees", {}),
        ("bees type:pdf,word", chosen(kind="pdf|document")),
        ('in:"Tax 2023" lang:German date:2024', chosen(folder="Tax 2023", language="de", year="2024")),
        ("-type:pdf -in:a -lang:de -date:2024", {}),
        ("in:/home/u ext:pdf name:x date:7d date:2024-05 after:2023", {}),
        ("type:pfd", chosen(kind="pfd")),
    ],
)
def test_a_text_ticks_its_labels(typed: str, expected: Selection) -> None:
    assert selection_of(understand(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "selection", "expected"),
    [
        ("bees", chosen(kind="pdf"), "bees type:pdf"),
        ("bees type:pdf", {}, "bees"),
        ("type:word bees", chosen(kind="pdf"), "bees type:pdf"),
        ("bees", chosen(folder="Tax 2023", year="2024"), 'bees in:"Tax 2023" date:2024'),
        ("bees date:2023", chosen(year="2024"), "bees date:2024"),
        ("bees in:TAX", chosen(folder="Tax"), "bees in:TAX"),
        ("bees in:tax", {}, "bees"),
        ("bees -type:pdf", chosen(kind="pdf"), "bees type:pdf"),
        ("name:x bees -lang:de", chosen(kind="pdf"), "name:x bees -lang:de type:pdf"),
        ("bees type:pdf,word,mail", chosen(kind="pdf|mail"), "bees type:pdf,mail"),
        ("bees type:excel,xls", {}, "bees"),
    ],
)
def test_choosing_labels_writes_them_into_the_text(typed: str, selection: Selection, expected: str) -> None:
    assert text_of(typed, selection) == expected
