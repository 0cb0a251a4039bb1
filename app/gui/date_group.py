"""The aspect of time in the panel: a histogram below its heading."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui import wording
from app.gui.date_histogram import DateHistogram
from app.gui.heading import Heading


class DateGroup(QWidget):
    """The histogram below its heading; not there where there is nothing to choose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = Heading(wording.aspect_name("date"), self)
        self.histogram = DateHistogram(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._heading)
        column.addWidget(self.histogram)
        self._heading.fit(self.font())
        self.setVisible(False)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to choose from."""
        return self.histogram.bins is None

    def show_dates(self, dates: Iterable[tuple[str, int]]) -> None:
        """Show (month as `2024-05`, documents), oldest first."""
        self.histogram.show_dates(dates)
        self.setVisible(not self.is_empty)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew where the font is another."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heading.fit(self.font())
