"""Asks the engine how good the search is, while the user wants to know."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.engine.answers import Checked, EngineLost, Opened
from app.engine.requests import CheckQuality, StopCheck
from app.gui.actions import Actions
from app.gui.bridge import Bridge

if TYPE_CHECKING:  # loaded when it is first opened
    from app.gui.quality_dialog import QualityDialog


class QualityPresenter(QObject):
    """One measurement at a time; an engine that was lost is asked anew."""

    def __init__(self, bridge: Bridge, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self._dialog: QualityDialog | None = None
        self._number = 0
        self._waits = False
        actions.quality.triggered.connect(self._open)
        bridge.checked.connect(self._take)
        bridge.opened.connect(self._ask_again)
        bridge.lost.connect(self._take_loss)

    @Slot()
    def _open(self) -> None:
        if self._dialog is None:
            from app.gui.quality_dialog import QualityDialog  # noqa: PLC0415  # seldom needed

            self._dialog = QualityDialog(self._window)
            self._dialog.measure.connect(self._measure)
            self._dialog.stopped.connect(self._stop)
        self._dialog.show()
        self._dialog.activateWindow()

    @Slot()
    def _measure(self) -> None:
        self._number += 1
        self._waits = True
        self._bridge.ask(CheckQuality(self._number))

    @Slot()
    def _stop(self) -> None:
        self._waits = False
        self._bridge.ask(StopCheck())

    @Slot(Opened)
    def _ask_again(self, _opened: Opened) -> None:
        if self._waits:
            self._measure()

    @Slot(EngineLost)
    def _take_loss(self, lost: EngineLost) -> None:
        if self._dialog is not None and self._waits and not lost.again:
            self._waits = False
            self._dialog.show_result([self.tr("The search stopped working; this could not be measured.")])

    @Slot(Checked)
    def _take(self, checked: Checked) -> None:
        if self._dialog is None or not self._waits or checked.number != self._number:
            return
        from app.gui.quality_wording import quality_sentences  # noqa: PLC0415  # seldom needed

        if checked.result is not None:
            self._waits = False
            self._dialog.show_result(quality_sentences(checked.result))
        elif checked.sentence:
            self._waits = False
            self._dialog.show_result([checked.sentence])
        else:
            self._dialog.show_progress(checked.done, checked.total)
