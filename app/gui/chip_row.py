"""Below the search field: what was understood of the typed text, part by part, each to be removed."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.document import Kind
from app.domain.query import Unknown
from app.domain.query_language.edit import folded
from app.domain.query_language.parts import Aspect, Part
from app.domain.query_language.understood import Understood, folder_path
from app.gui.chip import Chip
from app.gui.flow_layout import FlowLayout
from app.gui.wording import more_text

MOST = 24
"""Chips that are shown."""
KINDS = frozenset(kind.value for kind in Kind)


class ChipRow(QWidget):
    """One chip a part, in the order of the text; not there while there is nothing to show."""

    removed = Signal(object)
    """The `Part` to be taken out of the text."""
    emptied = Signal()
    """The keyboard was on a chip, and there is none any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chips")
        self.setAccessibleName(self.tr("What was understood"))
        self._understood: Understood | None = None
        self._unknown: frozenset[tuple[str, str]] = frozenset()
        self._chips: list[Chip] = []
        self._more = QLabel(self)
        self._flow = FlowLayout(self, spacing=6)
        self._flow.setContentsMargins(14, 0, 14, 9)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setVisible(False)

    def show_understood(self, understood: Understood) -> None:
        """Show the chips of a text; those that are there already stay, so that the keyboard does, too."""
        self._understood = understood
        self._fill()

    def mark_unknown(self, unknown: Iterable[Unknown]) -> None:
        """Mark the filters on what no document has."""
        self._unknown = frozenset((one.aspect, folded(one.value)) for one in unknown)
        self._fill()

    def _fill(self) -> None:
        parts = self._understood.chips if self._understood else ()
        reached = next((number for number, chip in enumerate(self._chips) if chip.hasFocus()), None)
        shown = parts[:MOST]
        while len(self._chips) < len(shown):
            self._add()
        for chip, part in zip(self._chips, shown, strict=False):
            chip.show_part(part, is_unknown=self._is_unknown(part))
            chip.setVisible(True)
        if reached is not None and reached >= len(shown):
            if shown:
                self._chips[len(shown) - 1].setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.emptied.emit()
        for chip in self._chips[len(shown) :]:
            chip.setVisible(False)
        self._more.setText(more_text(len(parts) - len(shown)))
        self._more.setVisible(len(parts) > len(shown))
        self.setVisible(bool(shown))
        self._flow.invalidate()

    def _add(self) -> None:
        chip = Chip(self)
        chip.removed.connect(self._remove)
        self._chips.append(chip)
        self._flow.removeWidget(self._more)  # it stays the last
        self._flow.addWidget(chip)
        self._flow.addWidget(self._more)

    def _is_unknown(self, part: Part) -> bool:
        if part.aspect is Aspect.KIND and part.value not in KINDS:
            return True
        path = folder_path(part.value) if part.aspect is Aspect.FOLDER else None
        value = path.decode("utf-8", "replace") if path else part.value
        return (part.aspect.value, folded(value)) in self._unknown

    @Slot(object)
    def _remove(self, part: Part) -> None:
        self.removed.emit(part)
