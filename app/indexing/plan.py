"""Comparing what is on the disk with what the catalogue holds; touching neither."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.catalogue.rows import File, Location, Stored

RACY_NS = 2_000_000_000
"""A file changed this shortly before it was looked at may have changed again within its time stamp."""


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


def plan(
    found: Iterable[File], stored: Sequence[Stored], reader: str, kept: Mapping[int, Sequence[bytes]]
) -> Plan:
    """Compare the files *found* with the documents *stored*.

    *kept* names, by folder id, the relative paths that could not be looked into: what was stored
    at or below them is neither forgotten nor moved. A document that another *reader* version read
    is looked at again.
    """
    by_location: dict[Location, list[Stored]] = {}
    for document in stored:
        location = document.file.location
        by_location.setdefault(Location(location.folder, location.path), []).append(document)
    new: list[File] = []
    changed: list[File] = []
    for file in found:
        known = by_location.pop(file.location, None)
        if known is None:
            new.append(file)
        elif any(_differs(file, document, reader) for document in known):
            changed.append(file)
    gone = [document for rest in by_location.values() for document in rest if not _is_kept(document, kept)]
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
    return file.stamp != document.file.stamp or _is_stale(document, reader)


def _is_stale(document: Stored, reader: str) -> bool:
    """Whether the same stamp may stand for more than is known.

    A file without a hash could not be opened, or changed while it was read; a permission is granted
    without a trace.
    """
    return _is_racy(document) or not document.file.content_hash or document.reader != reader


def _moves(new: Sequence[File], gone: Sequence[Stored]) -> list[tuple[Stored, File]]:
    """Pair new files with vanished ones of the very same stamp, one to one and without doubt."""
    vanished: dict[object, list[Stored]] = {}
    for document in gone:
        if document.file.location.member == "" and not _is_racy(document):
            vanished.setdefault(document.file.stamp, []).append(document)
    pairs: list[tuple[Stored, File]] = []
    for file in new:
        twins = vanished.get(file.stamp, [])
        if len(twins) == 1 and twins[0].file.location.suffix == file.location.suffix:
            pairs.append((twins[0], file))
            vanished.pop(file.stamp)
    return pairs


def _is_racy(document: Stored) -> bool:
    return document.file.stamp.modified_ns > document.file.looked_ns - RACY_NS


def _is_kept(document: Stored, kept: Mapping[int, Sequence[bytes]]) -> bool:
    """Whether the document lies where nobody could look."""
    location = document.file.location
    return any(
        place in {b"", location.path} or location.path.startswith(place + b"/")
        for place in kept.get(location.folder, ())
    )
