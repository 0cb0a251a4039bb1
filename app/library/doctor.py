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
from app.domain.errors import Reason
from app.indexing.ground import RULES_FILE, Verdict
from app.indexing.ignore import MARKERS, Rule, rule_of, stamp_of
from app.indexing.ruling import Ruling
from app.library.absence import Absence

MOST_LINES = 20
"""Lines that are no rules are named up to this many."""


class Doctor:
    """Looks, and changes nothing; no file is opened but those that hold rules."""

    def __init__(self, catalogue: Catalogue, user: UserFile, own_folder: Path, absence: Absence) -> None:
        self._absence = absence
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
        return (
            self._away(path, folder)
            or _rules_in(path, folder)
            or _skipped(path, folder)
            or self._on_disk(path, folder)
        )

    def _away(self, path: Path, folder: Folder) -> Diagnosis | None:
        """That its drive is away, or its folder; a drive that may not answer is not asked."""
        row = self._row(path, folder)
        name = self._absence.at(folder.id, _relative(path, folder))
        if name is None and (row is None or not (name := self._absence.of(folder.id, row.volume))):
            return None
        return Diagnosis(path, Finding.UNREACHABLE, detail=name or os.fspath(folder.path))

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
        if rule := rule_of(status):
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


def _skipped(path: Path, folder: Folder) -> Diagnosis | None:
    """The rule that passes *path* over, or the first folder above it that is not entered."""
    is_folder = path.is_dir()
    above = folder.path
    names = path.relative_to(above).parts
    verdicts = Ruling(above, folder.rules).verdicts(path, is_folder=is_folder)
    for number, (name, verdict) in enumerate(zip(names, verdicts, strict=True), 1):
        above = above / name
        is_file = number == len(names) and not is_folder
        if is_file and not os.path.lexists(path):
            break
        if verdict is not None:
            return _passed_over(path, name, verdict)
        if is_file:
            break
        if above.is_symlink():
            return Diagnosis(path, Finding.SKIPPED, Rule.SPECIAL, name)
        if any((above / os.fsdecode(marker)).exists() for marker in MARKERS):
            return Diagnosis(path, Finding.SKIPPED, Rule.BUILD, name)
    return None


def _passed_over(path: Path, name: str, verdict: Verdict) -> Diagnosis:
    return Diagnosis(
        path,
        Finding.SKIPPED,
        verdict.rule,
        detail=verdict.pattern or name,
        origin=verdict.origin,
        line=verdict.line,
    )


def _rules_in(path: Path, folder: Folder) -> Diagnosis | None:
    """What a file of rules says, and which of its lines are none; None where it is not obeyed."""
    if path.name != os.fsdecode(RULES_FILE):
        return None
    ruling = Ruling(folder.path, folder.rules)
    is_entered = ruling.verdict(path.parent, is_folder=True) is None
    rules = ruling.file_in(path.parent) if is_entered else None
    if rules is None:
        return None
    lines = ", ".join(map(str, rules.broken[:MOST_LINES]))
    if len(rules.broken) > MOST_LINES:
        lines += " \u2026"
    reason = Reason.TOO_LARGE if rules.is_too_large else ""
    return Diagnosis(path, Finding.RULES, reason, str(len(rules.patterns)), left_out=lines)


def _relative(path: Path, folder: Folder) -> bytes:
    """As the catalogue spells it."""
    below = path.relative_to(folder.path)
    return b"" if below == Path() else os.fsencode(below.as_posix())
