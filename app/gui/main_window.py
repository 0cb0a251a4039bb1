"""The window: painted with its search field alone, which takes letters at once; the rest follows."""

import gc
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.gui.actions import Actions
from app.gui.memory import Memory
from app.gui.search_bar import SearchBar
from app.gui.theme import Theme
from app.places import Places, role_command

if TYPE_CHECKING:  # loaded after the first paint
    from app.gui.bridge import Bridge
    from app.gui.library_page import LibraryPage
    from app.gui.library_presenter import LibraryPresenter
    from app.gui.notice_bar import NoticeBar
    from app.gui.summons import Summons
    from app.gui.welcome import Welcome

UNPAINTED_MS = 1_000
"""After this time a window that was shown and not painted is made whole."""


class MainWindow(QMainWindow):
    """One of two pages: the library below its search field, or the welcome."""

    def __init__(self, places: Places, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("Clew")
        self.setObjectName("mainWindow")
        self._places, self._theme = places, theme
        self._memory = Memory(places.window)
        self._memory.restore_window(self)
        self._bridge: Bridge | None = None
        self._library: LibraryPage | None = None
        self._welcome: Welcome | None = None
        self._presenter: LibraryPresenter | None = None
        self._summons: Summons | None = None
        self._rest: Iterator[bool] | None = None
        self._actions = Actions(self)
        self._actions.fill(self.menuBar())
        beside = [self._actions.recent, self._actions.save_search, self._actions.settings]
        self._search = SearchBar(beside, self)
        self._frame, self._column = _column(self._search)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._frame)
        self._whole, self._rows = _column(self._pages)
        self.setCentralWidget(self._whole)
        if not places.catalogue.exists():
            self._show_welcome()

    def showEvent(self, event: QShowEvent) -> None:
        """A window that is shown as an icon is not painted: then the rest follows all the same."""
        super().showEvent(event)
        QTimer.singleShot(UNPAINTED_MS, self._begin)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What need not be seen at once is made after the first paint."""
        super().paintEvent(event)
        QTimer.singleShot(0, self._begin)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember sizes; end the engine."""
        if self._summons is not None:
            self._summons.close()
        if self._library is not None:
            self._memory.keep(self, self._library.panes)
        if self._bridge is not None:
            self._bridge.close()
        super().closeEvent(event)

    @Slot()
    def _begin(self) -> None:
        """Make the rest, once."""
        if self._rest is None:
            self._rest = self._make_rest()
            self._go_on()

    @Slot()
    def _go_on(self) -> None:
        """One step, then the letters that were typed meanwhile, then the next."""
        if self._rest is not None and next(self._rest, False):
            QTimer.singleShot(0, self._go_on)

    def _make_rest(self) -> Iterator[bool]:
        """The engine's end, the panes, the dialogs; then the engine is started. True: there is more to do."""
        yield True  # first whatever the user does already
        from app.gui.bridge import Bridge  # noqa: PLC0415  # after the first paint
        from app.gui.constants import keep_constants  # noqa: PLC0415  # the same

        keep_constants()
        bridge = self._bridge = Bridge(role_command("engine", self._places.data), self)
        yield True
        from app.gui.library_page import LibraryPage  # noqa: PLC0415  # the same
        from app.gui.notice_bar import NoticeBar  # noqa: PLC0415  # the same

        yield True
        notice = NoticeBar(self)
        self._rows.insertWidget(0, notice)
        page = self._library = LibraryPage(self._search.field, self._actions, bridge, notice, self._frame)
        self._column.addWidget(page, 1)
        self._memory.restore_panes(page.panes)
        yield True
        from app.gui.library_presenter import LibraryPresenter  # noqa: PLC0415  # the same

        presenter = LibraryPresenter(bridge, self._theme, self._actions, page.strip, self)
        self._wire(presenter, page, notice)
        yield True
        from app.gui.doctor_presenter import DoctorPresenter  # noqa: PLC0415  # the same

        doctor = DoctorPresenter(bridge, self._actions, page.query, self)
        doctor.add.connect(presenter.add_folders)
        doctor.similar.connect(page.similar.seek_file)
        doctor.propose.connect(presenter.adding.propose)
        yield True
        from app.gui.why_presenter import WhyPresenter  # noqa: PLC0415  # the same

        WhyPresenter(bridge, self._actions, page.query, page.hits)
        yield True
        from app.gui.searches_presenter import SearchesPresenter  # noqa: PLC0415  # the same

        searches = SearchesPresenter(bridge, self._actions, self._search.field, page.hits, self)
        presenter.erase_history.connect(searches.ask_to_erase)
        from app.gui.quality_presenter import QualityPresenter  # noqa: PLC0415  # the same

        QualityPresenter(bridge, self._actions, self)
        yield True
        self._theme.changed.connect(self._dress)
        self._dress()
        bridge.start()
        yield True
        from app.gui.summons import Summons  # noqa: PLC0415  # the same

        self._summons = Summons(self._places.window_address, self)
        self._summons.heard.connect(self._come_forward)
        self._summons.listen()
        gc.enable()  # see `display.show`

    def _wire(self, presenter: "LibraryPresenter", page: "LibraryPage", notice: "NoticeBar") -> None:
        self._presenter = presenter
        presenter.opened.connect(self._take_library)
        presenter.grown.connect(page.take_growth)
        presenter.trouble.connect(self._show_trouble)
        presenter.said.connect(notice.say)
        presenter.recovered.connect(notice.take_back)
        presenter.folders_added.connect(self._show_library)
        self._actions.quit.triggered.connect(self.close)
        self._actions.find.triggered.connect(self._focus_search)
        if self._welcome is not None:
            _connect(self._welcome, presenter)

    @Slot()
    def _dress(self) -> None:
        """Draw the icons in the colours as they are now."""
        self._actions.refresh_icons()
        self._search.field.refresh_icon()
        if self._library is not None:
            self._library.strip.refresh_icon()

    @Slot(bool)
    def _take_library(self, has_folders: bool) -> None:
        if has_folders:
            self._show_library()
        else:
            self._show_welcome()

    @Slot(str)
    def _show_trouble(self, sentence: str) -> None:
        self._pages.setCurrentWidget(self._frame)
        if self._library is not None:
            self._library.show_trouble(sentence)

    @Slot()
    def _show_library(self) -> None:
        if self._pages.currentWidget() is not self._frame:
            self._pages.setCurrentWidget(self._frame)
            self._search.field.setFocus()

    def _show_welcome(self) -> None:
        if self._welcome is None:
            from app.gui.welcome import Welcome, offered_folders  # noqa: PLC0415  # seldom needed

            self._welcome = Welcome(offered_folders(), self)
            self._pages.addWidget(self._welcome)
            if self._presenter is not None:
                _connect(self._welcome, self._presenter)
        self._pages.setCurrentWidget(self._welcome)

    @Slot()
    def _come_forward(self) -> None:
        """Clew was started once more: the user wants to search."""
        from app.gui.summons import bring_forward  # noqa: PLC0415  # the same

        if bring_forward(self) and self._pages.currentWidget() is self._frame:
            self._focus_search()

    @Slot()
    def _focus_search(self) -> None:
        self._search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.field.selectAll()


def _connect(welcome: "Welcome", presenter: "LibraryPresenter") -> None:
    """Folders are weighed while they are ticked, and added at the start."""
    welcome.chosen.connect(presenter.add_folders)
    welcome.ticked.connect(presenter.adding.weigh)
    welcome.tell_ticked()


def _column(first: QWidget) -> tuple[QWidget, QVBoxLayout]:
    """A widget with *first* at its top, and its layout."""
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(first)
    return widget, layout
