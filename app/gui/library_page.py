"""What lies below the search field: filters left, hits in the middle, preview right, status below."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.domain.hit import Hit, Results
from app.domain.query import Filter
from app.domain.state import Totals
from app.engine.answers import Shown
from app.gui.actions import Actions
from app.gui.aspect_panel import AspectPanel
from app.gui.bridge import Bridge
from app.gui.hit_actions import HitActions
from app.gui.notice_bar import NoticeBar
from app.gui.preview import Preview
from app.gui.query_session import QuerySession
from app.gui.result_pane import ResultPane
from app.gui.search_bar import SearchField
from app.gui.status_strip import StatusStrip


class LibraryPage(QWidget):
    """Places the panes, and wires them to the search field and the engine."""

    def __init__(
        self, field: SearchField, actions: Actions, bridge: Bridge, notice: NoticeBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._field, self._actions = field, actions
        self._session = QuerySession(self)
        self._aspects = AspectPanel(self)
        self._results = ResultPane(actions.clear, self)
        self._preview = Preview(actions.on_hit, self)
        self.strip = StatusStrip(actions, self)
        self.panes = QSplitter(Qt.Orientation.Horizontal, self)
        self._place()
        self._wire_search(bridge)
        self._wire_hits(bridge, notice)
        self._results.show_opening()
        self._session.set_text(field.text())  # letters may have been quicker

    def query(self) -> tuple[str, Filter]:
        """What is searched for, as typed, and within which filters."""
        return self._session.text, self._session.filter

    @Slot(Totals)
    def take_growth(self, totals: Totals) -> None:
        """The library grew or shrank, or was opened."""
        self._results.take_totals(totals)
        self._session.refresh()

    def show_trouble(self, sentence: str) -> None:
        """Nothing can be searched."""
        self._results.show_trouble(sentence, self._actions.try_again)

    def _place(self) -> None:
        self.panes.setObjectName("panes")
        self.panes.setHandleWidth(1)
        for pane in (self._aspects, self._results, self._preview):
            self.panes.addWidget(pane)
        self.panes.setStretchFactor(1, 1)
        self.panes.setStretchFactor(2, 1)
        self.panes.setCollapsible(1, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.panes, 1)
        column.addWidget(self.strip)
        shown = ((self._actions.show_aspects, self._aspects), (self._actions.show_preview, self._preview))
        for action, pane in shown:
            action.setChecked(True)
            action.toggled.connect(pane.setVisible)

    def _wire_search(self, bridge: Bridge) -> None:
        session = self._session
        self._field.textChanged.connect(session.set_text)
        self._aspects.changed.connect(session.set_selection)
        self._actions.clear.triggered.connect(self._clear)
        session.asked.connect(bridge.ask)
        session.answered.connect(self._show_results)
        session.cleared.connect(self._show_nothing)
        bridge.opened.connect(session.repeat)
        bridge.found.connect(session.take)
        bridge.refused.connect(session.give_up)
        bridge.meaning_ready.connect(session.repeat)

    def _wire_hits(self, bridge: Bridge, notice: NoticeBar) -> None:
        hits = self._results.hits
        self._field.moved.connect(hits.move_by)
        self._field.confirmed.connect(self._actions.open.trigger)
        hits.chosen.connect(self._show_hit)
        HitActions(self._actions, hits, notice)
        self._preview.asked.connect(bridge.ask)
        bridge.shown.connect(self._take_excerpt)

    @Slot(Results)
    def _show_results(self, results: Results) -> None:
        self._results.show_results(results, is_filtered=self._session.is_filtered)
        self._aspects.show_facets(results.facets)
        self._show_hit(self._results.hits.current_hit())

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

    @Slot()
    def _clear(self) -> None:
        self._aspects.clear()
        self._field.clear()
        self._field.setFocus()
