"""The window: places its parts and wires them, nothing else."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain.hit import Hit, Results
from app.domain.state import Totals
from app.engine.messages import Shown
from app.gui.actions import Actions
from app.gui.aspect_panel import AspectPanel
from app.gui.bridge import Bridge
from app.gui.hit_actions import HitActions
from app.gui.library_presenter import LibraryPresenter
from app.gui.memory import Memory
from app.gui.notice_bar import NoticeBar
from app.gui.preview import Preview
from app.gui.query_session import QuerySession
from app.gui.result_pane import ResultPane
from app.gui.search_bar import SearchBar
from app.gui.status_strip import StatusStrip
from app.gui.theme import Theme
from app.gui.welcome import Welcome, offered_folders
from app.places import Places

WELCOME, LIBRARY = 0, 1
"""Pages."""


class MainWindow(QMainWindow):
    """Search field on top, filters left, hits in the middle, preview right, status below."""

    def __init__(self, places: Places, bridge: Bridge, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("Clew")
        self.setObjectName("mainWindow")
        self._bridge, self._theme = bridge, theme
        bridge.setParent(self)
        self._memory = Memory(places.window)
        self._make_parts()
        self._place_parts(places)
        self._wire_search()
        self._wire_library()
        self._memory.restore(self, self._panes)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember sizes; end the engine."""
        self._memory.keep(self, self._panes)
        self._bridge.close()
        super().closeEvent(event)

    def _make_parts(self) -> None:
        actions = self._actions = Actions(self)
        self._session = QuerySession(self)
        self._search = SearchBar([actions.settings], self)
        self._notice = NoticeBar(self)
        self._aspects = AspectPanel(self)
        self._results = ResultPane(actions.clear, self)
        self._hits = self._results.hits
        self._preview = Preview(actions.on_hit, self)
        self._strip = StatusStrip(actions.pause, actions.unread, self)
        self._welcome = Welcome(offered_folders(), self)

    def _place_parts(self, places: Places) -> None:
        self._panes = QSplitter(Qt.Orientation.Horizontal, self)
        self._panes.setObjectName("panes")
        self._panes.setHandleWidth(1)
        for pane in (self._aspects, self._results, self._preview):
            self._panes.addWidget(pane)
        self._panes.setStretchFactor(1, 1)
        self._panes.setStretchFactor(2, 1)
        self._panes.setCollapsible(1, False)
        library = QWidget(self)
        column = QVBoxLayout(library)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._search)
        column.addWidget(self._panes, 1)
        column.addWidget(self._strip)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._welcome)
        self._pages.addWidget(library)
        whole = QWidget(self)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._notice)
        rows.addWidget(self._pages, 1)
        self.setCentralWidget(whole)
        self._actions.fill(self.menuBar())
        self._results.show_opening()
        self._pages.setCurrentIndex(LIBRARY if places.catalogue.exists() else WELCOME)

    def _wire_search(self) -> None:
        field, session, bridge = self._search.field, self._session, self._bridge
        field.textChanged.connect(session.set_text)
        field.moved.connect(self._hits.move_by)
        field.confirmed.connect(self._actions.open.trigger)
        self._actions.find.triggered.connect(self._focus_search)
        self._actions.clear.triggered.connect(self._clear)
        self._aspects.changed.connect(session.set_selection)
        session.asked.connect(bridge.ask)
        session.answered.connect(self._show_results)
        session.cleared.connect(self._show_nothing)
        bridge.found.connect(session.take)
        bridge.refused.connect(session.give_up)
        bridge.meaning_ready.connect(session.repeat)
        self._hits.chosen.connect(self._show_hit)
        HitActions(self._actions, self._hits, self._notice)
        self._preview.asked.connect(bridge.ask)
        bridge.shown.connect(self._take_excerpt)

    def _wire_library(self) -> None:
        library = LibraryPresenter(self._bridge, self._theme, self._actions, self._strip, self)
        library.opened.connect(self._take_library)
        library.grown.connect(self._take_growth)
        library.trouble.connect(self._show_trouble)
        library.said.connect(self._notice.say)
        library.recovered.connect(self._notice.take_back)
        library.folders_added.connect(self._show_library)
        self._welcome.chosen.connect(library.add_folders)
        self._theme.changed.connect(self._actions.refresh_icons)
        actions = self._actions
        actions.quit.triggered.connect(self.close)
        for action, pane in ((actions.show_aspects, self._aspects), (actions.show_preview, self._preview)):
            action.setChecked(True)
            action.toggled.connect(pane.setVisible)

    @Slot(Results)
    def _show_results(self, results: Results) -> None:
        self._results.show_results(results, is_filtered=self._session.is_filtered)
        self._aspects.show_facets(results.facets)
        self._show_hit(self._hits.current_hit())

    @Slot()
    def _show_nothing(self) -> None:
        self._results.show_idle()
        self._aspects.show_facets({})
        self._show_hit(None)

    @Slot(object)
    def _show_hit(self, hit: Hit | None) -> None:
        self._actions.enable_on_hit(enabled=hit is not None)
        if hit is None:
            self._preview.clear()
        else:
            self._preview.show_hit(hit, self._session.text)

    @Slot(Shown)
    def _take_excerpt(self, shown: Shown) -> None:
        self._preview.take(shown.number, shown.excerpt)

    @Slot(bool)
    def _take_library(self, has_folders: bool) -> None:
        self._pages.setCurrentIndex(LIBRARY if has_folders else WELCOME)
        self._session.repeat()
        if has_folders:
            self._focus_search()

    @Slot(Totals)
    def _take_growth(self, totals: Totals) -> None:
        self._results.take_totals(totals)
        self._session.refresh()

    @Slot(str)
    def _show_trouble(self, sentence: str) -> None:
        self._pages.setCurrentIndex(LIBRARY)
        self._results.show_trouble(sentence, self._actions.try_again)

    @Slot()
    def _show_library(self) -> None:
        self._pages.setCurrentIndex(LIBRARY)
        self._focus_search()

    @Slot()
    def _focus_search(self) -> None:
        self._search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.field.selectAll()

    @Slot()
    def _clear(self) -> None:
        self._aspects.clear()
        self._search.field.clear()
        self._focus_search()
