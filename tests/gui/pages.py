"""The window as a user meets it: what can be seen and done, by name, for tests and benchmarks."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import psutil
from PySide6.QtCore import QAbstractItemModel, QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QTreeWidget,
)

from app.domain.hit import Hit
from app.domain.state import Activity, Doing
from app.gui.activity_wording import activity_sentence
from app.gui.aspect_group import LABEL_ROLE
from app.gui.bridge import Bridge
from app.gui.hit_list import HitList
from app.gui.hit_model import HIT_ROLE
from app.gui.main_window import MainWindow
from app.gui.settings_dialog import SettingsDialog
from app.gui.welcome import Welcome

Part = TypeVar("Part", bound=QObject)
PATIENCE_MS = 90_000
"""These machines are shared."""


def _engines() -> list[psutil.Process]:
    """Engines that this process has started and that live."""
    found = []
    for child in psutil.Process().children():
        try:
            if "engine" in child.cmdline() and child.status() != psutil.STATUS_ZOMBIE:
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


class WindowPage:
    """One open window."""

    def __init__(self, window: MainWindow, wait: Callable[[Callable[[], bool]], None]) -> None:
        """*wait* returns when its condition holds, and fails the test when it never does."""
        self.window = window
        self.wait = wait

    # What can be seen.

    @property
    def is_whole(self) -> bool:
        """Whether all parts are there: they follow the first paint."""
        return self.window.findChild(SettingsDialog) is not None

    @property
    def is_welcome(self) -> bool:
        welcome = self.window.findChild(Welcome, "welcome")
        return welcome is not None and welcome.isVisible()

    @property
    def activity(self) -> str:
        return self._part(QLabel, "activity").text()

    @property
    def is_progress_shown(self) -> bool:
        return self._part(QProgressBar, "progress").isVisible()

    @property
    def totals(self) -> str:
        return self._part(QToolButton, "coverage").text()

    @property
    def notice(self) -> str:
        label = self._part(QLabel, "notice")
        return label.text() if label.isVisible() else ""

    @property
    def headline(self) -> str:
        label = self._part(QLabel, "headline")
        return label.text() if label.isVisible() else ""

    @property
    def sentence(self) -> str:
        return self._part(QLabel, "sentence").text()

    @property
    def titles(self) -> list[str]:
        model = self.hit_model
        return (
            [str(model.index(row, 0).data()) for row in range(model.rowCount())] if self._shows_hits else []
        )

    @property
    def hits(self) -> list[Hit]:
        model = self.hit_model
        return [model.index(row, 0).data(HIT_ROLE) for row in range(model.rowCount())]

    @property
    def current_hit(self) -> Hit | None:
        return self._part(HitList, "hitList").current_hit()

    @property
    def is_dark(self) -> bool:
        return self.window.palette().window().color().lightnessF() < 0.5

    @property
    def says_unread(self) -> bool:
        """Whether the status line says that files could not be read."""
        return "not read" in self.totals

    def unread_rows(self) -> list[tuple[str, list[str]]]:
        """(reason and what helps, its files) of each row of the dialog."""
        tree = self.window.findChild(QTreeWidget, "unreadTree")
        if tree is None:
            return []
        model = tree.model()
        groups = [model.index(row, 0) for row in range(model.rowCount())]
        return [
            (
                f"{group.data()}: {group.siblingAtColumn(1).data()}",
                [str(model.index(row, 0, group).data()) for row in range(model.rowCount(group))],
            )
            for group in groups
        ]

    def answer(self) -> str:
        """What the dialog about one file says."""
        labels = [self._part(QLabel, name) for name in ("why", "helps", "rank")]
        return " ".join(label.text() for label in labels if not label.isHidden())

    def drop(self, *paths: Path) -> None:
        """Drop files on the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        place, copy, left = QPointF(400, 300), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        keys = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self.window, QDragEnterEvent(place, copy, data, left, keys))
        QApplication.sendEvent(self.window, QDropEvent(place, copy, data, left, keys))

    @property
    def preview_text(self) -> str:
        return self._part(QPlainTextEdit, "previewText").toPlainText()

    @property
    def marked(self) -> list[str]:
        """What is marked in the preview, the passage first."""
        selections = self._part(QPlainTextEdit, "previewText").extraSelections()
        return [selection.cursor.selectedText().replace("\u2029", "\n") for selection in selections]

    # What can be done.

    @property
    def field(self) -> QLineEdit:
        return self._part(QLineEdit, "searchField")

    @property
    def hit_list(self) -> QListView:
        return self._part(QListView, "hitList")

    @property
    def hit_model(self) -> QAbstractItemModel:
        return self.hit_list.model()

    def enter(self, text: str) -> None:
        """Type *text* into the search field, key by key, after what stands there."""
        self.field.setFocus()
        QTest.keyClicks(self.field, text)

    def search(self, text: str) -> None:
        """Search for *text* alone."""
        self.field.clear()
        self.enter(text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def click(self, name: str) -> None:
        """Click the button of this object name."""
        QTest.mouseClick(self._part(QPushButton, name), Qt.MouseButton.LeftButton)

    def tick(self, folder: Path) -> None:
        """Tick a folder of the welcome page."""
        self._box(folder).click()

    def sees(self, folder: Path) -> bool:
        """Whether the first page shows this folder."""
        return self._box(folder).isVisible()

    def _box(self, folder: Path) -> QCheckBox:
        return next(b for b in self.window.findChildren(QCheckBox) if b.accessibleName() == str(folder))

    def action(self, text: str) -> QAction:
        """The action of this name."""
        return next(a for a in self.window.actions() if a.text().rstrip(" …") == text)

    def do(self, text: str) -> None:
        """Trigger the action of this name."""
        self.action(text).trigger()

    def button(self, name: str) -> QPushButton:
        """The button of this object name."""
        return self._part(QPushButton, name)

    def offer(self, folder: Path) -> None:
        """What choosing a folder in the system's dialog does."""
        self._part(Welcome, "welcome").offer(folder, checked=False)

    def add(self, folder: Path) -> None:
        """Add a folder on the first page."""
        self.offer(folder)
        self.tick(folder)
        self.click("start")

    def remove_folder(self, folder: Path) -> None:
        """Take a folder out, in the settings."""
        rows = self._part(QListWidget, "folders")
        row = next(i for i in range(rows.count()) if rows.item(i).text().startswith(str(folder)))
        rows.setCurrentRow(row)
        self.button("removeFolder").click()

    def choose_label(self, aspect: str, label: str) -> None:
        """Tick a label of the aspect panel, with the mouse."""
        rows = self._part(QListWidget, f"labels-{aspect}")
        row = next(i for i in range(rows.count()) if rows.item(i).data(LABEL_ROLE) == label)
        place = rows.visualItemRect(rows.item(row)).center()
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def chosen_labels(self, aspect: str) -> frozenset[str]:
        """The labels of the aspect panel that are ticked."""
        rows = self._part(QListWidget, f"labels-{aspect}")
        items = [rows.item(row) for row in range(rows.count())]
        return frozenset(i.data(LABEL_ROLE) for i in items if i.checkState() is Qt.CheckState.Checked)

    def choose_appearance(self, name: str) -> None:
        """Choose the colours, in the settings."""
        box = self._part(QComboBox, "appearance")
        row = box.findText(name)
        box.setCurrentIndex(row)
        box.activated.emit(row)

    def wait_until_settled(self) -> None:
        """Wait until there is nothing to do."""
        self.wait(lambda: self.activity == activity_sentence(Activity(Doing.NOTHING)))

    def wait_until_opened(self) -> None:
        """Wait until the engine has opened the library."""
        self.wait(lambda: self.totals != "")

    @property
    def bridge(self) -> Bridge:
        """What the window hears the engine through."""
        bridge = self.window.findChild(Bridge)
        assert bridge is not None
        return bridge

    def close(self) -> None:
        """Close the window; closing it again does nothing."""
        self.window.close()

    # What is behind it.

    @property
    def has_engine(self) -> bool:
        return bool(_engines())

    def kill_engine(self) -> bool:
        """Kill the engine without mercy; False where there is none."""
        engines = _engines()
        for engine in engines:
            engine.kill()
        return bool(engines)

    def wait_for_titles(self, *titles: str) -> None:
        """Wait until these are among the hits."""
        self.wait(lambda: set(titles) <= set(self.titles))

    @property
    def _shows_hits(self) -> bool:
        return self._part(QStackedWidget, "resultPane").currentWidget() is self.hit_list

    def _part(self, kind: type[Part], name: str) -> Part:
        part = self.window.findChild(kind, name)
        assert part is not None, name
        return part
