"""The left pane: labels of the given aspects with counts, to narrow a search by."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.query_language.dates import Days
from app.gui.aspect_group import AspectGroup
from app.gui.date_group import DateGroup
from app.gui.heading import INDENT

ABOVE, BELOW = ("kind", "folder"), ("language",)
"""Aspects with labels that are shown above the dates, and below, in that order."""


class AspectPanel(QScrollArea):
    """One group an aspect, and one for dates; tells what is chosen."""

    changed = Signal(object)
    """The user chose: the selection, aspect -> chosen labels."""
    dated = Signal(object)
    """The user chose `Days`; both None: no date any more."""
    cleared = Signal()
    """The user wants no filters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aspectPanel")
        self.setAccessibleName(self.tr("Filters"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(160)
        self._inside = QWidget(self)
        self._heading = QLabel(self.tr("Filters"), self._inside)
        font = QFont()
        font.setWeight(QFont.Weight.DemiBold)  # the size stays that of the window
        self._heading.setFont(font)
        self._heading.setIndent(INDENT)
        self._clear = QPushButton(self.tr("Clear filters"), self._inside)
        self._clear.setObjectName("clearFilters")
        self._clear.clicked.connect(self.cleared)
        self._is_filtered = False
        self._groups = {aspect: AspectGroup(aspect, self._inside) for aspect in ABOVE}
        self._dates = DateGroup(self._inside)  # Tab goes in the order in which they are made
        self._groups |= {aspect: AspectGroup(aspect, self._inside) for aspect in BELOW}
        self._lay_out()
        self._clear.setVisible(False)
        self._heading.setVisible(False)

    def show_facets(
        self, facets: Mapping[str, Mapping[str, int]], dates: Iterable[tuple[str, int]] = ()
    ) -> None:
        """Show these counts, by label and by month; what is chosen stays, even where it counts nothing."""
        for aspect, group in self._groups.items():
            group.show_counts(facets.get(aspect, {}))
        self._dates.show_dates(dates)
        self._show_head()

    def selection(self) -> dict[str, frozenset[str]]:
        """Aspect -> chosen labels, of those aspects that have any."""
        chosen = {aspect: group.chosen() for aspect, group in self._groups.items()}
        return {aspect: labels for aspect, labels in chosen.items() if labels}

    def group(self, aspect: str) -> AspectGroup:
        """The group of an aspect."""
        return self._groups[aspect]

    def show_selection(
        self, selection: Mapping[str, frozenset[str]], days: tuple[Days, ...] = (), *, is_filtered: bool
    ) -> None:
        """Tick these labels and mark these days, without telling; *is_filtered* where there is any filter."""
        self._is_filtered = is_filtered
        for aspect, group in self._groups.items():
            group.show_chosen(selection.get(aspect, frozenset()))
        self._dates.histogram.show_chosen(days)
        self._show_head()

    def _lay_out(self) -> None:
        kept = self._clear.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # what lies below does not jump when it comes and goes
        self._clear.setSizePolicy(kept)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._clear)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(8, 10, 8, 14)
        column.setSpacing(16)
        column.addLayout(head)
        for group in self._groups.values():
            group.changed.connect(self._tell)
            group.reached.connect(self._scroll_to)
            column.addWidget(group)
        column.insertWidget(1 + len(ABOVE), self._dates)
        self._dates.histogram.chosen.connect(self.dated)
        column.addStretch(1)
        self.setWidget(self._inside)

    def _show_head(self) -> None:
        has_labels = any(group.labels() for group in self._groups.values())
        self._heading.setVisible(has_labels or not self._dates.is_empty)
        self._clear.setVisible(self._is_filtered)

    @Slot()
    def _tell(self) -> None:
        self._show_head()
        self.changed.emit(self.selection())

    @Slot(QRect)
    def _scroll_to(self, part: QRect) -> None:
        """Let the row be seen that the keyboard is on."""
        group = self.sender()
        if isinstance(group, AspectGroup):
            place = part.translated(group.pos())
            self.ensureVisible(place.left(), place.center().y(), 0, place.height())
