"""Takes the wish to find what is similar: to a hit, a file, or a text that was selected."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from app.domain.hit import Results
from app.gui import naming
from app.gui.actions import Actions
from app.gui.hit_list import HitList
from app.gui.like import Like
from app.gui.preview import Preview
from app.gui.query_session import QuerySession
from app.gui.similar_bar import SimilarBar


class SimilarPresenter(QObject):
    """Between actions and preview on one side, session and bar on the other."""

    def __init__(
        self, session: QuerySession, actions: Actions, hits: HitList, preview: Preview, bar: SimilarBar
    ) -> None:
        super().__init__(bar)
        self._session, self._hits, self._bar = session, hits, bar
        actions.similar.triggered.connect(self._seek_hit)
        preview.similar.connect(self._seek_text)
        bar.closed.connect(self._go_back)
        session.like_changed.connect(self._show_wait)
        session.answered.connect(self._show_answer)

    @Slot(Path)
    def seek_file(self, path: Path) -> None:
        """Find what is similar to a file from anywhere."""
        self._session.seek(Like(naming.path_text(path.name), path))

    @Slot()
    def _seek_hit(self) -> None:
        if hit := self._hits.current_hit():
            self._session.seek(Like(naming.path_text(hit.title), hit.document_id))

    @Slot(str)
    def _seek_text(self, text: str) -> None:
        self._session.seek(Like(text, text))

    @Slot()
    def _go_back(self) -> None:
        self._session.seek(None)

    @Slot()
    def _show_wait(self) -> None:
        self._bar.show_like(self._session.like, is_waiting=True)

    @Slot(Results)
    def _show_answer(self, _results: Results) -> None:
        self._bar.show_like(self._session.like, is_waiting=False)
