"""What lies below the search field: filters left, hits in the middle, preview right, status below."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.domain.hit import Hit, Results
from app.domain.query_language.dates import Days
from app.domain.query_language.edit import within_dates, without_filters, without_part
from app.domain.query_language.parts import Part
from app.domain.query_language.understood import Understood
from app.domain.state import Totals
from app.engine.answers import Shown
from app.gui.actions import Actions
from app.gui.aspect_panel import AspectPanel
from app.gui.bridge import Bridge
from app.gui.chip_row import ChipRow
from app.gui.hit_actions import HitActions
from app.gui.hit_list import HitList
from app.gui.notice_bar import NoticeBar
from app.gui.preview import Preview
from app.gui.query_session import QuerySession
from app.gui.result_pane import ResultPane
from app.gui.search_bar import SearchField
from app.gui.selection import Selection, days_asked, selection_of, text_of
from app.gui.similar_bar import SimilarBar
from app.gui.similar_presenter import SimilarPresenter
from app.gui.status_strip import StatusStrip


class LibraryPage(QWidget):
    """Places the panes, and wires them to the search field and the engine."""

    def __init__(
        self, field: SearchField, actions: Actions, bridge: Bridge, notice: NoticeBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._field, self._actions = field, actions
        self._session = QuerySession(self)
        self._chips = ChipRow(self)
        self._aspects = AspectPanel(self)
        self._results = ResultPane(actions.clear, self)
        self._preview = Preview(actions.on_hit, self)
        self._similar_bar = SimilarBar(self)
        self.similar = SimilarPresenter(
            self._session, actions, self._results.hits, self._preview, self._similar_bar
        )
        self.strip = StatusStrip(actions, self)
        self.panes = QSplitter(Qt.Orientation.Horizontal, self)
        self._place()
        self._wire_search(bridge)
        self._wire_hits(bridge, notice)
        self._results.show_opening()
        self._session.set_text(field.text())  # letters may have been quicker

    @property
    def hits(self) -> HitList:
        """What was found."""
        return self._results.hits

    def query(self) -> str:
        """What is searched for, as typed."""
        return self._session.text

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
        column.addWidget(self._chips)
        column.addWidget(self._similar_bar)
        column.addWidget(self.panes, 1)
        column.addWidget(self.strip)
        shown = ((self._actions.show_aspects, self._aspects), (self._actions.show_preview, self._preview))
        for action, pane in shown:
            action.setChecked(True)
            action.toggled.connect(pane.setVisible)

    def _wire_search(self, bridge: Bridge) -> None:
        session = self._session
        self._field.textChanged.connect(session.set_text)
        session.understood.connect(self._show_understood)
        self._aspects.changed.connect(self._take_selection)
        self._aspects.dated.connect(self._take_days)
        self._aspects.cleared.connect(self._drop_filters)
        self._chips.removed.connect(self._remove_part)
        self._chips.emptied.connect(self._field.setFocus)
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
        if self._session.like is not None and not results.hits:
            self._results.show_nothing_similar(results.note)
        else:
            self._results.show_results(results, is_filtered=self._session.is_filtered)
        self._aspects.show_facets(results.facets, results.dates)
        self._chips.mark_unknown(results.unknown)
        self._show_hit(self._results.hits.current_hit())

    @Slot(Understood)
    def _show_understood(self, understood: Understood) -> None:
        """Chips and panel mirror the text."""
        self._chips.show_understood(understood)
        self._aspects.show_selection(
            selection_of(understood), days_asked(understood), is_filtered=bool(understood.filters)
        )

    @Slot(object)
    def _take_selection(self, selection: Selection) -> None:
        self._write(text_of(self._field.text(), selection))

    @Slot(object)
    def _take_days(self, days: Days) -> None:
        self._write(within_dates(self._field.text(), *days))

    @Slot()
    def _drop_filters(self) -> None:
        self._write(without_filters(self._field.text()))

    @Slot(object)
    def _remove_part(self, part: Part) -> None:
        self._write(without_part(self._field.text(), part))

    def _write(self, text: str) -> None:
        """Change the typed text; it can be undone where it stands."""
        if text != self._field.text():
            self._field.selectAll()
            self._field.insert(text)

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
            self._preview.show_hit(hit, "" if self._session.like else self._session.text)

    @Slot(Shown)
    def _take_excerpt(self, shown: Shown) -> None:
        self._preview.take(shown.number, shown.excerpt)

    @Slot()
    def _clear(self) -> None:
        self._session.seek(None)
        self._field.clear()
        self._field.setFocus()
