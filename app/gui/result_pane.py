"""Hits, or what stands in their place."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.hit import Results
from app.domain.state import Totals
from app.gui import wording
from app.gui.chip_wording import unknown_sentence
from app.gui.confidence_wording import doubt
from app.gui.correction_wording import also_searched
from app.gui.hit_list import HitList
from app.gui.message_panel import MessagePanel


class ResultPane(QStackedWidget):
    """The middle of the window, in one of its states."""

    def __init__(self, clear: QAction, parent: QWidget | None = None) -> None:
        """*clear* takes search and filters back."""
        super().__init__(parent)
        self.setObjectName("resultPane")
        self.hits = HitList(self)
        self.message = MessagePanel(self)
        self.addWidget(self.message)
        self.addWidget(self.hits)
        self._clear = clear
        self._totals: Totals | None = None
        self._is_idle = False

    def show_results(self, results: Results, *, is_filtered: bool) -> None:
        """Show what was found."""
        self._is_idle = False
        self.hits.show_hits(results.hits)
        self.hits.show_doubt("\n".join(filter(None, (also_searched(results), doubt(results)))))
        if results.hits:
            self.setCurrentWidget(self.hits)
            return
        self._say_nothing_found(is_filtered=is_filtered, why=unknown_sentence(results.unknown))
        self.setCurrentWidget(self.message)

    def _say_nothing_found(self, *, is_filtered: bool, why: str) -> None:
        totals = self._totals
        if is_filtered:
            self.message.say(
                self.tr("Nothing found with these filters"),
                why or self.tr("There may be hits without them."),
                self._clear,
            )
        elif totals is None or not totals.documents or totals.waiting:
            self.message.say(
                self.tr("Nothing found yet"),
                self.tr("Your documents are still being read; what fits appears by itself."),
            )
        else:
            self.message.say(
                self.tr("Nothing found"),
                self.tr("Try other words, or describe what the document is about."),
            )

    def show_nothing_similar(self, sentence: str) -> None:
        """There is no hit that is like what was given."""
        self._is_idle = False
        self.hits.show_hits(())
        self.message.say(self.tr("Nothing similar found"), sentence)
        self.setCurrentWidget(self.message)

    def take_totals(self, totals: Totals) -> None:
        """The library grew or shrank."""
        self._totals = totals
        if self._is_idle:
            self.show_idle()

    def show_idle(self) -> None:
        """Nothing is searched for."""
        if self._totals is None:
            return  # the library is still being opened
        self._is_idle = True
        self.hits.show_hits(())
        if self._totals.documents:
            self.message.say(
                self.tr("What are you looking for?"),
                self.tr("Type a word, a question, or what the document is about.")
                + "\n"
                + wording.totals_sentence(self._totals),
            )
        else:
            self.message.say(
                self.tr("Your documents are being read"),
                self.tr("You can search as soon as the first ones are in."),
            )
        self.setCurrentWidget(self.message)

    def show_opening(self) -> None:
        """The library is not open yet."""
        self.message.say(self.tr("Opening your library …"))
        self.setCurrentWidget(self.message)

    def show_trouble(self, sentence: str, way_out: QAction) -> None:
        """Nothing can be searched; *way_out* is offered."""
        self._is_idle = False
        self.hits.show_hits(())
        self.message.say(self.tr("Your library cannot be searched right now"), sentence, way_out)
        self.setCurrentWidget(self.message)
