"""The labels of one aspect, each with its count."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.query_language.edit import folded
from app.gui import wording
from app.gui.count_delegate import COUNT_ROLE, CountDelegate
from app.gui.heading import Heading

FEW = 8
"""Labels that are shown before the user asks for more."""
LABEL_ROLE = Qt.ItemDataRole.UserRole


class AspectGroup(QWidget):
    """A heading above rows that can be ticked; more than a few are shown on demand."""

    changed = Signal()
    reached = Signal(QRect)
    """The keyboard is on this part of the group."""

    def __init__(self, aspect: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._aspect = aspect
        self._counts: dict[str, int] = {}
        self._chosen: frozenset[str] = frozenset()
        self._shows_all = False
        self._heading = Heading(wording.aspect_name(aspect), self)
        self._rows = self._make_rows()
        self._more = QPushButton(self, flat=True)
        self._more.setObjectName(f"more-{aspect}")
        self._more.clicked.connect(self._show_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._heading)
        column.addWidget(self._rows)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        self._measure()
        self.setVisible(False)

    def chosen(self) -> frozenset[str]:
        """The labels that are ticked."""
        return self._chosen

    def labels(self) -> list[str]:
        """The labels that are shown, in order."""
        return [self._rows.item(row).data(LABEL_ROLE) for row in range(self._rows.count())]

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show *counts*; a ticked label that counts nothing is shown with 0."""
        self._counts = dict(counts)
        self.show_chosen(self._chosen)

    def choose(self, label: str, *, chosen: bool = True) -> None:
        """Tick or untick *label*, as a click does."""
        self._chosen = self._chosen | {label} if chosen else self._chosen - {label}
        self._fill()
        self.changed.emit()

    def show_chosen(self, labels: frozenset[str]) -> None:
        """Tick these and no others, without telling; as they are counted, whatever case they are typed in."""
        counted = {folded(label): label for label in self._counts}
        self._chosen = frozenset(counted.get(folded(label), label) for label in labels)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew where the font is another."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def _make_rows(self) -> QListWidget:
        rows = QListWidget(self)
        rows.setObjectName(f"labels-{self._aspect}")
        rows.setAccessibleName(self._heading.text())
        rows.setFrameShape(QFrame.Shape.NoFrame)
        rows.setItemDelegate(CountDelegate(rows))
        rows.setUniformItemSizes(True)
        rows.setMouseTracking(True)
        rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        rows.setTabKeyNavigation(False)
        rows.viewport().setAutoFillBackground(False)
        rows.itemChanged.connect(self._take_tick)
        rows.currentItemChanged.connect(self._tell_where)
        return rows

    def _shown(self) -> list[str]:
        """Labels in the order in which they are shown: the most frequent first."""
        counts = {**dict.fromkeys(sorted(self._chosen), 0), **self._counts}
        labels = sorted(counts, key=lambda label: -counts[label])
        if not self._shows_all and len(labels) > FEW + 1:
            labels = [label for row, label in enumerate(labels) if row < FEW or label in self._chosen]
        return labels

    def _fill(self) -> None:
        """Bring the rows to what is to be shown; none is made anew, and the keyboard stays on its label."""
        labels = self._shown()
        current = self._rows.currentItem()
        reached = current.data(LABEL_ROLE) if current else None
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
        if reached in labels:
            self._rows.setCurrentRow(labels.index(reached))
        self._rows.blockSignals(False)
        self._fit()
        self._offer_more(len(self._counts.keys() | self._chosen) - len(labels), len(labels))
        self.setVisible(bool(labels))

    def _show(self, row: QListWidgetItem, label: str) -> None:
        name, count = wording.label_name(self._aspect, label), self._counts.get(label, 0)
        row.setText(name)
        row.setToolTip(name)
        row.setData(LABEL_ROLE, label)
        row.setData(COUNT_ROLE, count)
        row.setData(Qt.ItemDataRole.AccessibleTextRole, wording.label_sentence(name, count))
        row.setCheckState(Qt.CheckState.Checked if label in self._chosen else Qt.CheckState.Unchecked)

    def _offer_more(self, hidden: int, shown: int) -> None:
        self._more.setVisible(hidden > 0 or (self._shows_all and shown > FEW + 1))
        self._more.setText(wording.more_text(hidden) if hidden else self.tr("Show fewer"))
        self._more.setAccessibleName(f"{self._heading.text()}: {self._more.text()}")

    def _measure(self) -> None:
        self._heading.fit(self.font())
        self._fit()

    def _fit(self) -> None:
        """As high as its rows: the panel scrolls, not the group."""
        self._rows.setFixedHeight(max(0, self._rows.sizeHintForRow(0)) * self._rows.count() + 2)

    @Slot(QListWidgetItem)
    def _take_tick(self, row: QListWidgetItem) -> None:
        """The box was ticked, by the space bar or by a click."""
        label, ticked = row.data(LABEL_ROLE), row.checkState() is Qt.CheckState.Checked
        if ticked != (label in self._chosen):
            self.choose(label, chosen=ticked)

    @Slot(QListWidgetItem)
    def _tell_where(self, row: QListWidgetItem | None) -> None:
        if row is not None:
            self.reached.emit(self._rows.visualItemRect(row).translated(self._rows.pos()))

    @Slot()
    def _show_more(self) -> None:
        self._shows_all = not self._shows_all
        self._fill()
