"""Asks the engine why a hit was found, and shows what it says."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Slot

from app.domain.hit import Hit
from app.engine.answers import Explained
from app.engine.requests import Explain
from app.gui.actions import Actions
from app.gui.bridge import Bridge
from app.gui.hit_list import HitList
from app.gui.query_session import LIMIT


class WhyPresenter(QObject):
    """Only the answer to the newest question is shown, and only while its hit is the current one."""

    def __init__(self, bridge: Bridge, actions: Actions, query: Callable[[], str], hits: HitList) -> None:
        """*query* tells what is being searched for."""
        super().__init__(hits)
        self._bridge, self._query, self._hits = bridge, query, hits
        self._number = 0
        self._asked: Hit | None = None
        actions.why.triggered.connect(self._ask)
        bridge.explained.connect(self._take)

    @Slot()
    def _ask(self) -> None:
        hit = self._asked = self._hits.current_hit()
        self._number += 1
        if hit is None:
            return
        if hit.most_alike:
            from app.gui.why_wording import similar_sentences  # noqa: PLC0415  # when it is first needed

            self._show(hit, similar_sentences(hit), [], "")
        else:
            self._bridge.ask(Explain(self._number, hit.document_id, self._query(), limit=LIMIT))

    @Slot(Explained)
    def _take(self, explained: Explained) -> None:
        hit, current = self._asked, self._hits.current_hit()
        if explained.number != self._number or hit is None or current is None:
            return
        if current.document_id != hit.document_id:
            return
        from app.gui.why_wording import why_figures, why_sentences, word_texts  # noqa: PLC0415  # as above

        reasons = explained.reasons
        if reasons is None:
            self._show(hit, [self.tr("This document is no longer among the hits.")], [], "")
        else:
            words = [word_texts(word) for word in reasons.words]
            self._show(hit, why_sentences(reasons), words, why_figures(reasons))

    def _show(self, hit: Hit, sentences: list[str], words: list[tuple[str, str, str]], figures: str) -> None:
        from app.gui.why_popover import WhyPopover  # noqa: PLC0415  # as above

        window = self._hits.window()
        if (shown := window.findChild(WhyPopover)) is not None:
            shown.close()
        popover = WhyPopover(hit.title, sentences, words, figures, window)
        row = self._hits.visualRect(self._hits.currentIndex())
        corner = self._hits.viewport().mapTo(window, row.topLeft())
        popover.show_beside(QRect(corner, row.size()))
