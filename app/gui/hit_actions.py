"""What can be done with the hit that is chosen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QMenu

from app.gui import desktop, wording
from app.gui.actions import Actions
from app.gui.hit_list import HitList
from app.gui.notice_bar import NoticeBar


class HitActions(QObject):
    """Carries the actions out; what the desktop cannot do is said in a sentence."""

    def __init__(self, actions: Actions, hits: HitList, notice: NoticeBar) -> None:
        super().__init__(hits)
        self._actions, self._hits, self._notice = actions, hits, notice
        actions.open.triggered.connect(self._open)
        actions.reveal.triggered.connect(self._reveal)
        actions.copy_path.triggered.connect(self._copy_path)
        hits.opened.connect(self._open)
        hits.customContextMenuRequested.connect(self._offer)

    @Slot()
    def _open(self) -> None:
        from app.gui.viewers import open_at_place  # noqa: PLC0415  # when it is first needed

        hit = self._hits.current_hit()
        if hit is not None and (hit.away or not open_at_place(hit)):
            self._try(desktop.open_file)

    @Slot()
    def _reveal(self) -> None:
        self._try(desktop.reveal)

    @Slot()
    def _copy_path(self) -> None:
        if hit := self._hits.current_hit():
            desktop.copy(str(hit.path))

    @Slot(QPoint)
    def _offer(self, where: QPoint) -> None:
        if self._hits.current_hit() is not None:
            menu = QMenu(self._hits)
            menu.addActions(self._actions.on_hit)
            menu.exec(self._hits.viewport().mapToGlobal(where))
            menu.deleteLater()

    def _try(self, deed: Callable[[Path], bool]) -> None:
        hit = self._hits.current_hit()
        if hit is not None and hit.away:  # a drive that may not answer is not asked
            self._notice.say(wording.away_to_open_sentence(hit.away, hit.path))
        elif hit is not None and not deed(hit.path):
            self._notice.say(wording.not_opened_sentence(hit.path))
