"""The labels of one aspect, each with its count."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui import wording
from app.gui.count_delegate import COUNT_ROLE, CountDelegate

FEW = 8
"""Labels that are shown before the user asks for more."""
LABEL_ROLE = Qt.ItemDataRole.UserRole


class AspectGroup(QWidget):
    """A heading above rows that can be ticked; more than a few are shown on demand."""

    changed = Signal()

    def __init__(self, aspect: str, single: bool, parent: QWidget | None = None) -> None:
        """Of a *single* aspect one label counts at a time."""
        super().__init__(parent)
        self._aspect, self._single = aspect, single
        self._counts: dict[str, int] = {}
        self._chosen: frozenset[str] = frozenset()
        self._shows_all = False
        name = wording.aspect_name(aspect)
        heading = QLabel(name, self)
        font = heading.font()
        font.setWeight(QFont.Weight.DemiBold)
        font.setPointSizeF(font.pointSizeF() * 0.92)
        heading.setFont(font)
        heading.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._rows = QListWidget(self)
        self._rows.setObjectName(f"labels-{aspect}")
        self._rows.setAccessibleName(name)
        self._rows.setFrameShape(QFrame.Shape.NoFrame)
        self._rows.setItemDelegate(CountDelegate(self._rows))
        self._rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._rows.setTabKeyNavigation(False)
        self._rows.viewport().setAutoFillBackground(False)
        self._rows.itemChanged.connect(self._take_tick)
        self._more = QToolButton(self, autoRaise=True)
        self._more.setObjectName(f"more-{aspect}")
        self._more.clicked.connect(self._show_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(heading)
        column.addWidget(self._rows)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        self.setVisible(False)

    def chosen(self) -> frozenset[str]:
        """The labels that are ticked."""
        return self._chosen

    def labels(self) -> list[str]:
        """The labels that are shown, in order."""
        return [self._rows.item(row).data(LABEL_ROLE) for row in range(self._rows.count())]

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show *counts*, most frequent first; a ticked label that counts nothing is shown with 0."""
        self._counts = {**counts, **{label: 0 for label in sorted(self._chosen) if label not in counts}}
        self._fill()

    def choose(self, label: str, *, chosen: bool = True) -> None:
        """Tick or untick *label*, as a click does."""
        alone = frozenset() if self._single else self._chosen
        self._chosen = alone | {label} if chosen else self._chosen - {label}
        self._fill()
        self.changed.emit()

    def clear(self) -> None:
        """Untick everything, without telling."""
        self._chosen = frozenset()
        self._fill()

    def _fill(self) -> None:
        """Bring the rows to what is to be shown; rows that stay are not made anew."""
        labels = list(self._counts)
        if not self._shows_all and len(labels) > FEW + 1:
            labels = [label for row, label in enumerate(labels) if row < FEW or label in self._chosen]
        self._rows.blockSignals(True)
        while self._rows.count() > len(labels):
            self._rows.takeItem(self._rows.count() - 1)
        while self._rows.count() < len(labels):
            row = QListWidgetItem()
            row.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
            )
            self._rows.addItem(row)
        for number, label in enumerate(labels):
            self._show(self._rows.item(number), label)
        self._rows.blockSignals(False)
        self._rows.viewport().update()
        height = sum(self._rows.sizeHintForRow(row) for row in range(min(1, len(labels)))) * len(labels)
        self._rows.setFixedHeight(height + 2)
        hidden = len(self._counts) - len(labels)
        self._more.setVisible(hidden > 0 or (self._shows_all and len(labels) > FEW + 1))
        self._more.setText(self.tr("Show %n more", "", hidden) if hidden else self.tr("Show fewer"))
        self.setVisible(bool(labels))

    def _show(self, row: QListWidgetItem, label: str) -> None:
        name, count = wording.label_name(self._aspect, label), self._counts[label]
        row.setText(name)
        row.setToolTip(name)
        row.setData(LABEL_ROLE, label)
        row.setData(COUNT_ROLE, count)
        row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {wording.documents_text(count)}")
        row.setCheckState(Qt.CheckState.Checked if label in self._chosen else Qt.CheckState.Unchecked)

    @Slot(QListWidgetItem)
    def _take_tick(self, row: QListWidgetItem) -> None:
        """The box was ticked, by the space bar or by a click on it."""
        label, ticked = row.data(LABEL_ROLE), row.checkState() is Qt.CheckState.Checked
        if ticked != (label in self._chosen):
            self.choose(label, chosen=ticked)

    @Slot()
    def _show_more(self) -> None:
        self._shows_all = not self._shows_all
        self._fill()
