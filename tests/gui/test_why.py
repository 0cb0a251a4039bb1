"""How sure a hit is, the sentence that answers, and why it was found: seen, read out, left with Escape."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.hit import Confidence
from app.domain.reasons import Reasons, Stands, WordReason
from app.gui.bars import COUNT, paint_bars
from app.gui.confidence_wording import STEPS, band_text
from app.gui.why_popover import WhyPopover
from app.gui.why_wording import why_figures, why_sentences, word_texts
from tests.gui.pages import WindowPage

QUESTION = "how do bees find their way home"
Screenshot = Callable[[QWidget, str], None]


def doubt(page: WindowPage) -> str:
    label = page.hit_list.findChild(QLabel, "doubt")
    assert label is not None
    return label.text() if label.isVisible() else ""


def popover(page: WindowPage) -> WhyPopover | None:
    return page.window.findChild(WhyPopover, "whyPopover")


def is_sharp(page: WindowPage) -> bool:
    """The second answer has come: the sentence of the best hit is known."""
    return bool(page.hits) and page.hits[0].snippet.sentence is not None


@pytest.mark.parametrize("appearance", ["Light", "Dark"])
def test_a_sure_hit_an_unsure_one_and_the_reasons(
    filled_window: WindowPage, screenshot: Screenshot, appearance: str
) -> None:
    page, name = filled_window, appearance.lower()
    page.choose_appearance(appearance)
    page.search(QUESTION)
    page.wait(lambda: is_sharp(page))
    best = page.hits[0]
    assert best.confidence is Confidence.STRONG
    assert doubt(page) == ""
    assert band_text(Confidence.STRONG) in str(
        page.hit_model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    )
    passage = best.passages[0]
    assert passage.sentence is not None
    sentence = passage.text[passage.sentence[0] - passage.start : passage.sentence[1] - passage.start]
    page.wait(lambda: sentence.replace("\n", "\u2029") in page.marked)
    screenshot(page.window, f"sentence-{name}")

    page.do("Why this hit")
    page.wait(lambda: popover(page) is not None)
    shown = popover(page)
    assert shown is not None
    assert "Place 1 of" in shown.accessibleDescription()
    assert QApplication.focusWidget() is shown.findChild(QLabel, "whySentence")
    screenshot(shown, f"why-{name}")
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    page.wait(lambda: popover(page) is None)

    page.search("quantum chromodynamics of gluons")
    page.wait(lambda: doubt(page).startswith("No confident match"))
    assert page.hit_list.accessibleDescription() == doubt(page)
    assert page.hits[0].confidence in {Confidence.WEAK, Confidence.NONE}
    screenshot(page.window, f"doubt-{name}")
    page.search("")
    page.wait(lambda: doubt(page) == "")


# Wording.

REASONS = Reasons(
    rank=2,
    total=12,
    score=0.5,
    words=(
        WordReason("bees", Stands.AS_TYPED, 6.2, 10),
        WordReason("fly", Stands.INFLECTED, 3.1, 4),
        WordReason("wax", Stands.NOWHERE, 0.0, 0),
    ),
    words_share=0.4,
    cosine=0.6,
    usual_cosine=0.25,
    sentence="Bees\nflew.",
    sentence_cosine=0.7,
    confidence=Confidence.POSSIBLE,
    filters=("type:pdf",),
    copies=1,
)


@pytest.mark.usefixtures("english")
def test_the_reasons_are_told_in_words_first() -> None:
    said = why_sentences(REASONS)
    assert said[0] == "Place 2 of 12: possible match."
    assert "Of the 3 words you typed, 2 stand there." in said
    assert "This sentence answers best: \u201cBees flew.\u201d" in said
    assert any("type:pdf" in sentence for sentence in said)
    assert not any("0.6" in sentence for sentence in said)
    assert word_texts(REASONS.words[2])[:2] == ("wax", "not there")
    figures = why_figures(REASONS)
    assert all(figure in figures for figure in ("0.50", "0.60", "0.25", "0.70", "0.40"))


def test_every_band_has_a_name_and_its_number_of_bars() -> None:
    assert len({band_text(band) for band in Confidence}) == len(Confidence)
    assert [STEPS[band] for band in Confidence] == [3, 2, 1, 0]


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_more_bars_hold_more_ink(qapp: QApplication, direction: Qt.LayoutDirection) -> None:
    assert qapp is not None
    inks = [inked(filled, direction) for filled in range(COUNT + 1)]
    assert inks == sorted(inks)
    assert len(set(inks)) == COUNT + 1


def inked(filled: int, direction: Qt.LayoutDirection) -> int:
    image = QImage(30, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setFont(QFont())
    painter.setLayoutDirection(direction)
    paint_bars(painter, QRect(0, 0, 30, 30), filled, QColor("black"), QColor("#cccccc"))
    painter.end()
    return sum(image.pixelColor(x, y).lightness() < 100 for x in range(30) for y in range(30))


def test_a_long_list_of_words_stays_within_the_window(qtbot: QtBot) -> None:
    words = [("word" * 3, "there as typed", "weight 1.0, in 3 passages of the library")] * 60
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    made = WhyPopover("Herons", ["Why. " * 60], words, "score 1", window)
    made.show_beside(QRect(5_000, 5_000, 10, 10))
    assert window.rect().contains(made.geometry())
    assert len(made.findChildren(QLabel, "whyWord")) == 30
