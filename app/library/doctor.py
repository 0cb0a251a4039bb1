"""Why is my file not here? One path, asked against folders, rules, disk and catalogue, in this order."""

import os
import stat
from dataclasses import replace
from pathlib import Path

from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import Known, Location
from app.catalogue.user import Folder, UserFile
from app.domain.diagnosis import Diagnosis, Finding
from app.domain.document import Stamp
from app.indexing.ignore import Rule, file_rule, folder_rule
from app.indexing.scan import MARKERS, rule_of, stamp_of


class Doctor:
    """Looks, and changes nothing; no file is opened."""

    def __init__(self, catalogue: Catalogue, user: UserFile, own_folder: Path) -> None:
        self._catalogue = catalogue
        self._user = user
        self._own = own_folder

    def diagnose(self, path: Path) -> Diagnosis:
        """What stands between *path* (absolute) and its being found."""
        if path.is_relative_to(self._own):
            return Diagnosis(path, Finding.OWN)
        folder = self._user.covering(path)
        if folder is None:
            return Diagnosis(path, Finding.OUTSIDE)
        if kept_out := [kept for kept in self._user.exclusions() if path.is_relative_to(kept)]:
            return Diagnosis(path, Finding.FORGOTTEN, detail=os.fspath(min(kept_out)))
        return _skipped_above(path, folder.path) or self._on_disk(path, folder)

    def _on_disk(self, path: Path, folder: Folder) -> Diagnosis:
        """What disk and catalogue say."""
        try:
            status = path.stat()
        except OSError as error:
            return self._missing(path, folder, error)
        if stat.S_ISDIR(status.st_mode):
            if path.is_symlink():
                return Diagnosis(path, Finding.SKIPPED, Rule.SPECIAL, path.name)
            inside = self._catalogue.lookup.count_below(folder.id, _relative(path, folder))
            return Diagnosis(path, Finding.FOLDER, detail=str(inside))
        if rule := file_rule(path.name) or rule_of(status):
            return Diagnosis(path, Finding.SKIPPED, rule, path.name)
        return self._in_catalogue(path, folder, stamp_of(status))

    def _in_catalogue(self, path: Path, folder: Folder, found: Stamp) -> Diagnosis:
        """What the catalogue says of a file that is there."""
        row = self._row(path, folder)
        diagnosis = _known(path, found, row)
        if row is None or diagnosis.finding is not Finding.INDEXED:
            return self._with_turn(diagnosis, row)
        documents = self._catalogue.lookup.documents_at(Location(folder.id, _relative(path, folder)))
        if documents == [row.id]:
            return diagnosis
        return replace(diagnosis, finding=Finding.HOLDS, detail=str(len(documents)))

    def _with_turn(self, diagnosis: Diagnosis, row: Known | None) -> Diagnosis:
        """Its turn with the encoder, where it waits for it."""
        if row is None or diagnosis.finding is not Finding.WORDS:
            return diagnosis
        waiting = self._catalogue.progress.waiting_documents()
        position = waiting.index(row.id) + 1 if row.id in waiting else 0
        return replace(diagnosis, position=position, queue=len(waiting))

    def _missing(self, path: Path, folder: Folder, error: OSError) -> Diagnosis:
        if isinstance(error, FileNotFoundError) and folder.path.is_dir() and path.parent.is_dir():
            return Diagnosis(path, Finding.GONE)
        if self._row(path, folder) is not None or not folder.path.is_dir():
            return Diagnosis(path, Finding.UNREACHABLE, detail=os.fspath(folder.path))
        return Diagnosis(path, Finding.GONE)

    def _row(self, path: Path, folder: Folder) -> Known | None:
        return self._catalogue.lookup.known(Location(folder.id, _relative(path, folder)))


def _known(path: Path, found: Stamp, row: Known | None) -> Diagnosis:
    """What the row of a file says of it."""
    if row is None:
        return Diagnosis(path, Finding.NEW)
    if (found.size, found.modified_ns) != (row.size, row.modified_ns):
        return Diagnosis(path, Finding.CHANGED)
    if row.failed:
        return Diagnosis(path, Finding.FAILED, row.reason, row.detail)
    if row.waiting:
        return Diagnosis(path, Finding.WORDS, detail=str(row.waiting), left_out=row.left_out)
    return Diagnosis(path, Finding.INDEXED, left_out=row.left_out)


def _skipped_above(path: Path, root: Path) -> Diagnosis | None:
    """The rule by which a folder above *path* (or *path*, being one) is not entered."""
    above = root
    names = path.relative_to(root).parts
    for number, name in enumerate(names):
        is_last = number == len(names) - 1
        above = above / name
        if is_last and not above.is_dir():
            break
        if rule := folder_rule(name):
            return Diagnosis(path, Finding.SKIPPED, rule, name)
        if above.is_symlink():
            return Diagnosis(path, Finding.SKIPPED, Rule.SPECIAL, name)
        if any((above / os.fsdecode(marker)).exists() for marker in MARKERS):
            return Diagnosis(path, Finding.SKIPPED, Rule.BUILD, name)
    return None


def _relative(path: Path, folder: Folder) -> bytes:
    """As the catalogue spells it."""
    below = path.relative_to(folder.path)
    return b"" if below == Path() else os.fsencode(below.as_posix())
