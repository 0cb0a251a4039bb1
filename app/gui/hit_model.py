"""Hits as rows."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QUrl,
)

from app.domain.hit import Hit
from app.gui import naming, wording

HIT_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class HitModel(QAbstractListModel):
    """A list of hits that is exchanged with as little ado as possible: rows that stay are not reset."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        """Show *hits* instead; rows at the front that hold the same documents stay."""
        new = tuple(hits)
        same = _common_front(self._hits, new)
        changed = [row for row in range(same) if self._hits[row] != new[row]]
        if same < len(self._hits):
            self.beginRemoveRows(NOWHERE, same, len(self._hits) - 1)
            self._hits = self._hits[:same]
            self.endRemoveRows()
        if changed:
            self._hits = new[:same]
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
        if same < len(new):
            self.beginInsertRows(NOWHERE, same, len(new) - 1)
            self._hits = new
            self.endInsertRows()

    def hit(self, row: int) -> Hit | None:
        """The hit of a row, or None where there is no such row."""
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def row_of(self, document_id: int) -> int:
        """The row of a document, or -1."""
        return next((row for row, hit in enumerate(self._hits) if hit.document_id == document_id), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Rows; a row has none below it."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Title, path, what a screen reader says, and the hit itself."""
        hit = self.hit(index.row()) if index.isValid() else None
        if hit is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return naming.path_text(hit.title)
            case Qt.ItemDataRole.ToolTipRole:
                whole = f"{hit.path}{naming.SEPARATOR}{hit.member}" if hit.member else hit.path
                return "\n\n".join(filter(None, (naming.path_text(whole), wording.most_alike_sentence(hit))))
            case Qt.ItemDataRole.AccessibleTextRole:
                return wording.hit_sentence(hit)
            case _ if role == HIT_ROLE:
                return hit
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A hit can be dragged out as a file."""
        return super().flags(index) | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag(0))

    def mimeTypes(self) -> list[str]:
        """A file, or its path as text."""
        return ["text/uri-list", "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The files of these rows."""
        paths = [hit.path for index in indexes if (hit := self.hit(index.row())) is not None]
        data = QMimeData()
        data.setUrls([QUrl.fromEncoded(path.as_uri().encode()) for path in paths])
        data.setText("\n".join(map(naming.path_text, paths)))
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        """A file of the user's is never moved by us."""
        return Qt.DropAction.CopyAction


def _common_front(old: Sequence[Hit], new: Sequence[Hit]) -> int:
    same = 0
    for before, after in zip(old, new, strict=False):
        if before.document_id != after.document_id:
            break
        same += 1
    return same
