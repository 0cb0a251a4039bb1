"""The left pane: labels of the given aspects with counts, to narrow a search by."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.gui.aspect_group import INDENT, AspectGroup

ASPECTS = ("kind", "folder", "year", "language")
"""In the order in which they are shown."""
SINGLE = frozenset({"year"})
"""Aspects of which one label counts at a time."""


class AspectPanel(QScrollArea):
    """One group an aspect; tells what is chosen."""

    changed = Signal(object)
    """The user chose: the selection, aspect -> chosen labels."""
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
        self._groups = {aspect: AspectGroup(aspect, aspect in SINGLE, self._inside) for aspect in ASPECTS}
        self._lay_out()
        self._clear.setVisible(False)
        self._heading.setVisible(False)

    def show_facets(self, facets: Mapping[str, Mapping[str, int]]) -> None:
        """Show these counts; what is chosen stays, even where it counts nothing."""
        for aspect, group in self._groups.items():
            group.show_counts(facets.get(aspect, {}))
        self._show_head()

    def selection(self) -> dict[str, frozenset[str]]:
        """Aspect -> chosen labels, of those aspects that have any."""
        chosen = {aspect: group.chosen() for aspect, group in self._groups.items()}
        return {aspect: labels for aspect, labels in chosen.items() if labels}

    def group(self, aspect: str) -> AspectGroup:
        """The group of an aspect."""
        return self._groups[aspect]

    def show_selection(self, selection: Mapping[str, frozenset[str]], *, is_filtered: bool) -> None:
        """Tick these labels, without telling; *is_filtered* where there is any filter to be cleared."""
        self._is_filtered = is_filtered
        for aspect, group in self._groups.items():
            group.show_chosen(selection.get(aspect, frozenset()))
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
        column.addStretch(1)
        self.setWidget(self._inside)

    def _show_head(self) -> None:
        self._heading.setVisible(any(group.labels() for group in self._groups.values()))
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
