"""The panel's labels and the typed text say the same."""

from datetime import UTC, date, datetime

import pytest

from app.domain.query_language.dates import Days
from app.domain.query_language.understood import understand
from app.gui.selection import Selection, days_asked, selection_of, text_of


def chosen(**labels: str) -> Selection:
    return {aspect: frozenset(names.split("|")) for aspect, names in labels.items()}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("bees", {}),
        ("bees type:pdf,word", chosen(kind="pdf|document")),
        ('in:"Tax 2023" lang:German date:2024', chosen(folder="Tax 2023", language="de")),
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
        ("bees date:2023", chosen(folder="Tax 2023"), 'bees date:2023 in:"Tax 2023"'),
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


NOW = datetime(2024, 5, 31, 12, tzinfo=UTC)
MAY, JUNE = (date(2024, 5, 1), date(2024, 5, 31)), (date(2024, 6, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("bees -date:2024", []),
        ("date:2024-05", [MAY]),
        ("after:2024-05 before:2024-06", [MAY]),
        ("after:2024-05-01T12:00 before:2024-05-31T01:00", [MAY]),
        ("date:2024-05 date:2024-06", [MAY, JUNE]),
        ("date:2024-05 date:2024 after:2024-04 before:2024-06", [MAY, (date(2024, 4, 1), MAY[1])]),
        ("after:2024-05", [(MAY[0], None)]),
        ("before:2024-06 -after:2025", [(None, MAY[1])]),
        ("date:2024-05..", [(MAY[0], None)]),
        ("date:..2024-05", [(None, MAY[1])]),
        ("date:2024-05 after:2025", []),
        ("date:0d", [(date(2024, 5, 31), date(2024, 5, 31))]),
    ],
)
def test_a_text_asks_for_stretches_of_days(typed: str, days: list[Days]) -> None:
    assert list(days_asked(understand(typed, NOW))) == days
