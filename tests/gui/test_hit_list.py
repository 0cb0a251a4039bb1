"""The list of hits: what is current, what is told, what can be done with the keyboard."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.domain.hit import Hit
from app.gui.hit_list import HitList
from app.gui.hit_model import HIT_ROLE, HitModel
from tests.gui.made_hits import made_hit, made_hits

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def hits(qtbot: QtBot) -> HitList:
    view = HitList()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    qtbot.waitExposed(view)
    return view


def shown(model: HitModel) -> tuple[Hit, ...]:
    return tuple(model.index(row).data(HIT_ROLE) for row in range(model.rowCount()))


# The model.

documents = st.integers(min_value=1, max_value=6)
lists = st.lists(st.tuples(documents, st.sampled_from(["old", "new"])), max_size=8).map(
    lambda rows: tuple(made_hit(number, title) for number, title in rows)
)


@given(before=lists, after=lists)
def test_whatever_is_shown_after_whatever_the_rows_are_the_new_hits(
    before: tuple[Hit, ...], after: tuple[Hit, ...]
) -> None:
    model = HitModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(before)
    assert shown(model) == before
    model.show(after)
    assert shown(model) == after
    tester.deleteLater()


def test_rows_at_the_front_that_stay_are_not_made_anew() -> None:
    model = HitModel()
    model.show(made_hits(1, 2, 3))
    told: list[Any] = []
    model.modelReset.connect(lambda: told.append("reset"))
    model.rowsRemoved.connect(lambda _parent, first, last: told.append(("removed", first, last)))
    model.rowsInserted.connect(lambda _parent, first, last: told.append(("inserted", first, last)))
    model.dataChanged.connect(lambda first, last: told.append(("changed", first.row(), last.row())))
    new = (made_hits(1)[0], replace(made_hits(2)[0], score=9.0), *made_hits(5, 6))
    model.show(new)
    assert sorted(told) == [("changed", 1, 1), ("inserted", 2, 3), ("removed", 2, 2)]


def test_a_hit_is_told_in_one_sentence() -> None:
    model = HitModel()
    model.show([made_hit(1, "Urban herons", "They follow the river.", "river")])
    row = model.index(0)
    assert row.data() == "Urban herons"
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Urban herons, PDF, 3/12/2024: They follow the river."
    )
    assert row.data(Qt.ItemDataRole.ToolTipRole) == str(made_hit(1).path)


def test_a_hit_can_be_dragged_out_as_a_file_and_never_moved(tmp_path: Path) -> None:
    model = HitModel()
    path = tmp_path / "caf\u00e9 100%.pdf"
    model.show([made_hit(1, path=path)])
    data = model.mimeData([model.index(0)])
    assert [Path(url.toLocalFile()) for url in data.urls()] == [path]
    assert model.supportedDragActions() == Qt.DropAction.CopyAction
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names there are always text")
def test_a_name_that_is_no_text_can_be_shown_and_dragged() -> None:
    model = HitModel()
    model.show([made_hit(1, "caf\udce9", path=Path(os.fsdecode(b"/archive/caf\xe9.txt")))])
    row = model.index(0)
    assert row.data() == "caf\ufffd"
    assert row.data(Qt.ItemDataRole.ToolTipRole) == "/archive/caf\ufffd.txt"
    assert model.mimeData([row]).urls() == [QUrl.fromEncoded(b"file:///archive/caf%E9.txt")]


# The view.


def test_the_best_hit_is_current_and_stays_the_best_while_the_user_types(hits: HitList) -> None:
    told: list[Hit | None] = []
    hits.chosen.connect(told.append)
    hits.show_hits(made_hits(1, 2, 3))
    hits.show_hits(made_hits(4, 1, 2))
    hits.show_hits(made_hits(4, 2))
    assert told == [*made_hits(1), *made_hits(4)]
    assert hits.current_hit() == made_hit(4, "Document 4")
    hits.show_hits(())
    assert told[2:] == [None]


def test_a_document_that_the_user_chose_stays_current_while_it_is_found(hits: HitList) -> None:
    hits.show_hits(made_hits(1, 2, 3))
    hits.move_by(1)
    told: list[Hit | None] = []
    hits.chosen.connect(told.append)
    hits.show_hits(made_hits(5, 4, 2))
    assert (hits.current_hit(), hits.currentIndex().row()) == (made_hits(2)[0], 2)
    assert hits.selectionModel().selectedIndexes() == [hits.currentIndex()]
    assert told == [], "nothing has changed for who reads it"
    hits.show_hits(made_hits(7, 5))
    assert hits.current_hit() == made_hits(7)[0]
    hits.show_hits(made_hits(5, 7))
    assert hits.current_hit() == made_hits(5)[0], "the best again"


def test_a_click_on_the_best_hit_chooses_it(hits: HitList) -> None:
    hits.show_hits(made_hits(1, 2))
    place = hits.visualRect(hits.model().index(0, 0)).center()
    QTest.mouseClick(hits.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hits.show_hits(made_hits(2, 1))
    assert hits.current_hit() == made_hits(1)[0]
    hits.select_first()
    assert hits.current_hit() == made_hits(2)[0]


def test_steps_end_at_the_ends(hits: HitList) -> None:
    hits.move_by(1)
    assert hits.current_hit() is None
    hits.show_hits(made_hits(1, 2, 3))
    hits.move_by(-1)
    assert hits.current_hit() == made_hits(1)[0]
    hits.move_by(9)
    assert hits.current_hit() == made_hits(3)[0]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_current_hit(hits: HitList, key: Qt.Key) -> None:
    opened: list[Hit | None] = []
    hits.opened.connect(lambda: opened.append(hits.current_hit()))
    hits.show_hits(made_hits(1, 2))
    QTest.keyClick(hits, Qt.Key.Key_Down)
    QTest.keyClick(hits, key)
    assert opened == [made_hits(2)[0]]


def test_a_double_click_opens_and_a_single_one_does_not(hits: HitList) -> None:
    opened: list[Hit | None] = []
    hits.opened.connect(lambda: opened.append(hits.current_hit()))
    hits.show_hits(made_hits(1, 2))
    place = hits.visualRect(hits.model().index(1, 0)).center()
    QTest.mouseClick(hits.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (hits.current_hit(), opened) == (made_hits(2)[0], [])
    QTest.mouseDClick(hits.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [made_hits(2)[0]]


def test_a_screen_reader_finds_the_list_and_each_hit(hits: HitList) -> None:
    hits.show_hits(made_hits(1, 2))
    seen = QAccessible.queryAccessibleInterface(hits)
    assert seen.text(QAccessible.Text.Name) == "Documents found"
    assert seen.child(1).text(QAccessible.Text.Name).startswith("Document 2, PDF, 3/12/2024: ")
