"""The left pane: labels of the given aspects with counts, to narrow a search by."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.gui.aspect_group import AspectGroup

ASPECTS = ("kind", "folder", "year", "language")
"""In the order in which they are shown."""
SINGLE = frozenset({"year"})
"""Aspects of which one label counts at a time."""


class AspectPanel(QScrollArea):
    """One group an aspect; tells what is chosen."""

    changed = Signal(object)
    """The selection: aspect -> chosen labels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aspectPanel")
        self.setAccessibleName(self.tr("Filters"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(160)
        inside = QWidget(self)
        self._clear = QPushButton(self.tr("Clear filters"), inside)
        self._clear.setObjectName("clearFilters")
        self._clear.clicked.connect(self.clear)
        self._groups = {aspect: AspectGroup(aspect, aspect in SINGLE, inside) for aspect in ASPECTS}
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 6, 6, 14)
        column.setSpacing(14)
        column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeading)
        for group in self._groups.values():
            group.changed.connect(self._tell)
            column.addWidget(group)
        column.addStretch(1)
        self._clear.setVisible(False)
        self.setWidget(inside)

    def show_facets(self, facets: Mapping[str, Mapping[str, int]]) -> None:
        """Show these counts; what is chosen stays, even where it counts nothing."""
        for aspect, group in self._groups.items():
            group.show_counts(facets.get(aspect, {}))

    def selection(self) -> dict[str, frozenset[str]]:
        """Aspect -> chosen labels, of those aspects that have any."""
        chosen = {aspect: group.chosen() for aspect, group in self._groups.items()}
        return {aspect: labels for aspect, labels in chosen.items() if labels}

    def group(self, aspect: str) -> AspectGroup:
        """The group of an aspect."""
        return self._groups[aspect]

    @Slot()
    def clear(self) -> None:
        """Choose nothing."""
        if self.selection():
            for group in self._groups.values():
                group.clear()
            self._tell()

    @Slot()
    def _tell(self) -> None:
        selection = self.selection()
        self._clear.setVisible(bool(selection))
        self.changed.emit(selection)
