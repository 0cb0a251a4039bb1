"""Keeps what the user searched for, where he meant it, and offers it to be searched for again."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget

from app.domain.searches import KnownSearches
from app.engine.answers import Refused, Searches
from app.engine.requests import (
    EraseHistory,
    KeepSearch,
    ListSearches,
    RemoveSaved,
    RemoveSearch,
    RenameSaved,
    SaveSearch,
)
from app.gui.actions import Actions
from app.gui.bridge import Bridge
from app.gui.hit_list import HitList
from app.gui.naming import path_text
from app.gui.save_search_dialog import SaveSearchDialog
from app.gui.saved_searches_dialog import SavedSearchesDialog
from app.gui.searches_popup import SearchesPopup

REST_MS = 4_000
"""Who looks at hits for so long has meant what he typed."""


class SearchesPresenter(QObject):
    """A search is kept when a hit of it is taken up, at Enter, or when its hits are looked at for a while."""

    def __init__(
        self, bridge: Bridge, actions: Actions, field: QLineEdit, hits: HitList, window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._actions, self._field, self._hits = bridge, actions, field, hits
        self._window = window
        self._known = KnownSearches()
        self._kept = ""
        """What was kept last."""
        self._half = ""
        """The same where he only looked: when he types on, it was half of what he meant."""
        self._popup = SearchesPopup(field)
        self._dialog: SavedSearchesDialog | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._note)
        self._listen(bridge)
        self._obey(actions)

    def _listen(self, bridge: Bridge) -> None:
        bridge.opened.connect(self._list)
        bridge.searches.connect(self._take)
        bridge.refused.connect(self._take_refusal)
        self._field.textChanged.connect(self._follow)
        self._field.returnPressed.connect(self._keep)
        self._hits.pressed.connect(self._keep)
        self._hits.opened.connect(self._keep)
        self._popup.picked.connect(self.search)
        self._popup.unwanted.connect(self._remove)
        self._popup.unsaved.connect(self._remove_saved)

    def _obey(self, actions: Actions) -> None:
        for action in actions.on_hit:
            action.triggered.connect(self._keep)
        actions.recent.triggered.connect(self._popup.toggle)
        actions.save_search.triggered.connect(self._ask_for_name)
        actions.saved_searches.triggered.connect(self._open_saved)
        actions.erase_history.triggered.connect(self.ask_to_erase)
        actions.saved_menu.triggered.connect(self._search_saved)

    @Slot(str)
    def search(self, text: str) -> None:
        """Search for *text* as if it had been typed."""
        self._field.setText(text)
        self._field.setFocus()
        self._keep()

    @Slot()
    def ask_to_erase(self) -> None:
        """Erase the history, unless he did not mean that."""
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("Erase the history"),
            self.tr("Erase the history of searches? Saved searches stay."),
            QMessageBox.StandardButton.Cancel,
            QApplication.activeModalWidget() or self._window,
        )
        box.setObjectName("eraseQuestion")
        erase = box.addButton(self.tr("&Erase"), QMessageBox.ButtonRole.AcceptRole)
        erase.setObjectName("confirmErasing")
        box.setDefaultButton(erase)
        box.accepted.connect(self._erase)
        box.finished.connect(box.deleteLater)
        box.open()

    @Slot()
    def _list(self) -> None:
        self._bridge.ask(ListSearches())

    @Slot(Searches)
    def _take(self, searches: Searches) -> None:
        self._known = searches.known
        if self._kept not in searches.known.recent:
            self._kept = self._half = ""
        self._popup.take(searches.known)
        self._actions.show_saved([search.name for search in searches.known.saved], path_text)
        if self._dialog is not None:
            self._dialog.show_searches(searches.known.saved)

    @Slot(Refused)
    def _take_refusal(self, _refused: Refused) -> None:
        if self._dialog is not None:  # a name that could not be stands there still
            self._dialog.show_searches(self._known.saved)

    @Slot(str)
    def _follow(self, text: str) -> None:
        self._rest.start()
        if not text.strip():
            self._rest.stop()
            self._half = ""

    @Slot()
    def _note(self) -> None:
        """He has looked at the hits for a while."""
        if self._hits.current_hit() is not None and self._window.isActiveWindow() and self._send():
            self._half = self._kept

    @Slot()
    def _keep(self) -> None:
        """He meant it."""
        self._rest.stop()
        self._send()
        self._half = ""

    def _send(self) -> bool:
        """Have it kept; say whether that is news."""
        text = " ".join(self._field.text().split())
        if not text or text == self._kept:
            return False
        is_more = self._half and (text.startswith(self._half) or self._half.startswith(text))
        self._bridge.ask(KeepSearch(text, self._half if is_more else ""))
        self._kept = text
        return True

    @Slot()
    def _ask_for_name(self) -> None:
        text = self._field.text().strip()
        if text:
            taken = [search.name for search in self._known.saved]
            dialog = SaveSearchDialog(text, taken, self._window)
            dialog.named.connect(self._save)
            dialog.open()

    @Slot()
    def _open_saved(self) -> None:
        if self._dialog is None:
            self._dialog = SavedSearchesDialog(self._window)
            self._dialog.renamed.connect(self._rename)
            self._dialog.removed.connect(self._remove_saved)
        self._dialog.show_searches(self._known.saved)
        self._dialog.open()

    @Slot(QAction)
    def _search_saved(self, action: QAction) -> None:
        saved = {search.name: search.text for search in self._known.saved}
        if (text := saved.get(action.data())) is not None:
            self.search(text)

    @Slot(str, str)
    def _save(self, name: str, text: str) -> None:
        self._bridge.ask(SaveSearch(name, text))

    @Slot(str, str)
    def _rename(self, name: str, new: str) -> None:
        self._bridge.ask(RenameSaved(name, new))

    @Slot(str)
    def _remove_saved(self, name: str) -> None:
        self._bridge.ask(RemoveSaved(name))

    @Slot(str)
    def _remove(self, text: str) -> None:
        self._bridge.ask(RemoveSearch(text))

    @Slot()
    def _erase(self) -> None:
        self._bridge.ask(EraseHistory())
