"""Comparing what is on the disk with what the catalogue holds; touching neither."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.catalogue.rows import File, Stored

RACY_NS = 2_000_000_000
"""A file changed this shortly before it was looked at may have changed again within its time stamp."""
AHEAD_NS = 86_400 * 10**9
"""Another machine's clock may be ahead by a day; a stamp further on comes from a clock that was wrong, and whatever
changes the file now gives it another one."""


@dataclass(frozen=True, slots=True)
class Move:
    """The same file under another name."""

    id: int
    file: File


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be done so that the catalogue says what the disk says."""

    look: tuple[File, ...]
    """New or changed, newest first: their content decides."""
    moves: tuple[Move, ...]
    """To be made first; one that has to be read anew as well is in *look* too."""
    forget: tuple[Stored, ...]
    """Gone; one of *look* may yet turn out to be it under another name."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.look or self.moves or self.forget)

    def cut(self, most: int) -> "Plan":
        """As much of it as reads at most so many files; what is gone may be among the rest, and stays."""
        if len(self.look) <= most:
            return self
        return Plan(self.look[:most], self.moves, forget=())


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a look through one folder could say nothing of."""

    places: tuple[bytes, ...] = ()
    """Relative paths that could not be looked into."""
    volumes: frozenset[str] = frozenset()
    """Those that are away: another one may be mounted in their place."""

    def hides(self, document: Stored) -> bool:
        """Whether *document* may still be where it was."""
        path = document.file.location.path
        return document.file.volume in self.volumes or any(
            place in {b"", path} or path.startswith(place + b"/") for place in self.places
        )


SEEN_ALL = Unseen()


def plan(found: Iterable[File], stored: Sequence[Stored], reader: str, unseen: Mapping[int, Unseen]) -> Plan:
    """Compare the files *found* with those *stored*; what lies inside files is not among them.

    *unseen* tells, by folder id, what could not be looked at: what was stored there is neither
    forgotten nor moved. A document that another *reader* version read is looked at again.
    """
    left = {document.file.location: document for document in stored}
    new: list[File] = []
    changed: list[File] = []
    for file in found:
        known = left.pop(file.location, None)
        if known is None:
            new.append(file)
        elif _differs(file, known, reader):
            changed.append(file)
    gone = [
        document
        for document in left.values()
        if not unseen.get(document.file.location.folder, SEEN_ALL).hides(document)
    ]
    pairs = _moves(new, gone)
    moved = {document.id for document, _ in pairs}
    done = {file.location for document, file in pairs if not _is_stale(document, reader)}
    look = [file for file in (*new, *changed) if file.location not in done]
    look.sort(key=lambda file: (-file.stamp.modified_ns, file.location.folder, file.location.path))
    return Plan(
        look=tuple(look),
        moves=tuple(Move(document.id, file) for document, file in pairs),
        forget=tuple(document for document in gone if document.id not in moved),
    )


def _differs(file: File, document: Stored, reader: str) -> bool:
    """Whether the file must be looked at again."""
    known = document.file
    return file.stamp != known.stamp or file.volume != known.volume or _is_stale(document, reader)


def _is_stale(document: Stored, reader: str) -> bool:
    """Whether the same stamp may stand for more than is known.

    A file without a hash could not be opened, or changed while it was read; a permission is granted
    without a trace.
    """
    return _is_racy(document) or not document.file.content_hash or document.reader != reader


def _moves(new: Sequence[File], gone: Sequence[Stored]) -> list[tuple[Stored, File]]:
    """Pair new files with vanished ones of the very same stamp, one to one and without doubt.

    Where file numbers do not last, only the content tells; a number means nothing on another volume.
    """
    vanished: dict[object, list[Stored]] = {}
    for document in gone:
        known = document.file
        if known.location.member == "" and known.stamp.file_id and not _is_racy(document):
            vanished.setdefault((known.volume, known.stamp), []).append(document)
    pairs: list[tuple[Stored, File]] = []
    for file in new:
        twins = vanished.get((file.volume, file.stamp), [])
        if len(twins) == 1 and twins[0].file.location.suffix == file.location.suffix:
            pairs.append((twins[0], file))
            vanished.pop((file.volume, file.stamp))
    return pairs


def _is_racy(document: Stored) -> bool:
    ahead = document.file.stamp.modified_ns - document.file.looked_ns
    return -RACY_NS < ahead < AHEAD_NS
