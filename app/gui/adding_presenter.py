"""Asks the user before folders are added, and the engine what that would come to."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.settings import Settings
from app.engine.answers import Estimated
from app.engine.requests import EstimateFolders, StopEstimate
from app.gui.bridge import Bridge
from app.gui.estimate_label import EstimateLabel


class AddingPresenter(QObject):
    """One question at a time: that of the dialog while it is open, else that of the first page."""

    confirmed = Signal(object)
    """Folders that are to be added, as a list."""

    def __init__(self, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self._settings = Settings()
        self._number = 0
        self._label: EstimateLabel | None = None
        self._folders: tuple[Path, ...] = ()
        self._last: Estimated | None = None
        bridge.estimated.connect(self._take)
        bridge.opened.connect(self._ask)

    def show_settings(self, settings: Settings) -> None:
        """Text recognition may be on or off now."""
        self._settings = settings
        self._show()

    @Slot(object)
    def propose(self, folders: Sequence[Path]) -> None:
        """Ask the user whether *folders* are to be added."""
        from app.gui.adding_dialog import AddingDialog  # noqa: PLC0415  # seldom needed

        label, ticked = self._label, self._folders
        dialog = AddingDialog(folders, QApplication.activeModalWidget() or self._window)
        dialog.accepted.connect(lambda: self.confirmed.emit(list(folders)))
        dialog.rejected.connect(lambda: self._weigh(label, ticked))
        dialog.open()
        self._weigh(dialog.estimate, folders)

    def stop(self) -> None:
        """The folders are being added, or nobody wants to know any more."""
        self._weigh(None, ())

    @Slot(object, object)
    def weigh(self, folders: Sequence[Path], label: EstimateLabel) -> None:
        """Show in *label* what *folders* come to, which are ticked on the first page."""
        self._weigh(label, folders)

    def _weigh(self, label: EstimateLabel | None, folders: Sequence[Path]) -> None:
        self._label, self._folders, self._last = label, tuple(folders), None
        if label is not None and folders:
            label.wait()
            self._ask()
        else:
            self._bridge.ask(StopEstimate())
            if label is not None:
                label.clear()

    @Slot()
    def _ask(self) -> None:
        """Ask, also an engine that was started anew."""
        if self._label is not None and self._folders:
            self._number += 1
            self._bridge.ask(EstimateFolders(self._number, self._folders))

    @Slot(Estimated)
    def _take(self, answer: Estimated) -> None:
        if answer.number == self._number and self._label is not None:
            self._last = answer
            self._show()

    def _show(self) -> None:
        if self._label is not None and self._last is not None:
            self._label.show_estimate(
                self._last.estimate, final=self._last.final, recognises=self._settings.text_recognition
            )
