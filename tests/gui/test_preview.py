"""The preview lands on the passage, and names the place of what is seen, for every kind of place."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.domain.document import Place, SegmentKind
from app.domain.hit import Excerpt, Stretch
from app.engine.requests import Show
from app.gui.preview import Preview
from tests.gui.made_hits import made_hit

LABELS = {
    SegmentKind.PAGE: "iv",
    SegmentKind.SECTION: "Herons > Nests",
    SegmentKind.SHEET: "Nests A2:F40",
    SegmentKind.CHAPTER: "Nests",
    SegmentKind.PART: "nests.pdf",
    SegmentKind.DEFINITION: "class Heron > def nest",
    SegmentKind.MOMENT: "00:01:12",
    SegmentKind.ENTRY: "records 4-6",
}
SHOWN = {
    SegmentKind.PAGE: "page iv",
    SegmentKind.SECTION: "Nests",
    SegmentKind.SLIDE: "slide 2",
    SegmentKind.SHEET: "Nests A2:F40",
    SegmentKind.CHAPTER: "Nests",
    SegmentKind.PART: "nests.pdf",
    SegmentKind.CELL: "cell 2",
    SegmentKind.DEFINITION: "class Heron \u203a def nest",
    SegmentKind.MOMENT: "00:01:12",
    SegmentKind.ENTRY: "records 4-6",
    SegmentKind.WHOLE: "",
}


@pytest.fixture
def preview(qtbot: QtBot) -> Preview:
    made = Preview([])
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def place_shown(preview: Preview) -> str:
    label = preview.findChild(QLabel, "previewPlace")
    assert label is not None
    return label.text()


def show(preview: Preview, qtbot: QtBot, place: Place, lines: int) -> None:
    """Show a hit in the second of three stretches, each of so many lines."""
    hit = made_hit(1, "Herons", "nest high", place=place)
    asked: list[Show] = []
    preview.asked.connect(asked.append)
    preview.show_hit(hit, "nest")
    block = "nest high\n" * lines
    ends = [len(block) * number for number in range(4)]
    around = (Place(place.kind, 1, "before"), place, Place(place.kind, 3, "after"))
    preview.take(
        asked[-1].number,
        Excerpt(
            document_id=1,
            path=Path("herons.txt"),
            title="Herons",
            kind="text",
            text=block * 3,
            offset=0,
            total=len(block) * 3,
            passage=(ends[1], ends[1] + 9),
            stretches=tuple(Stretch(at, ends[n], ends[n + 1]) for n, at in enumerate(around)),
        ),
    )
    qtbot.waitUntil(lambda: place_shown(preview) != "" or place.kind is SegmentKind.WHOLE)


@pytest.mark.parametrize("lines", [1, 200])
@pytest.mark.parametrize("kind", SegmentKind)
def test_the_place_of_the_passage_is_named(
    preview: Preview, qtbot: QtBot, kind: SegmentKind, lines: int
) -> None:
    show(preview, qtbot, Place(kind, 2, LABELS.get(kind, "")), lines)
    assert place_shown(preview) == SHOWN[kind]
    text = preview.findChild(QPlainTextEdit, "previewText")
    assert text is not None
    assert text.viewport().rect().contains(text.cursorRect().center()), "the passage is seen"


def test_who_scrolls_on_is_told_where_he_is(preview: Preview, qtbot: QtBot) -> None:
    show(preview, qtbot, Place(SegmentKind.SECTION, 2, "Nests"), 200)
    text = preview.findChild(QPlainTextEdit, "previewText")
    assert text is not None
    bar = text.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    assert place_shown(preview) == "after"


def test_a_document_inside_a_file_is_named_with_it(preview: Preview) -> None:
    preview.show_hit(replace(made_hit(path=Path("backup.zip")), member="notes/a.txt"), "")
    label = preview.findChild(QLabel, "previewWhere")
    assert label is not None
    assert label.text().endswith("backup.zip \u203a notes")
    assert label.toolTip() == "backup.zip \u203a notes/a.txt"
