"""How the index is tidied: merge, index, make durable, and only then clear away."""

import shutil

from app.domain.ports import IndexMark, Upkeep, UpkeepOutcome
from app.store import indices
from app.store.durable import Durable
from app.store.failures import IndexDamaged
from app.store.manifest import Manifest, read_manifest
from app.store.orphans import clear_orphans
from app.store.table import Table

FRAGMENTS = 8
"""More data files than this are merged into one, where that is worth its while; the indices are built again for it.

Each file, and the part of an index for it, makes every question slower: 60,000 rows answered in 16 ms from
one file, in 23 ms from sixteen.
"""
CHEAP_BYTES = 100_000_000
"""A table that is no larger is always worth it; a larger one where all but its largest file are a tenth of it."""
MOST_FRAGMENTS = 32
"""More data files than this are merged in any case."""
FREE_SPACE = 2
"""Times the size of the live files that must be free: rows and indices are written anew."""


def tidy(table: Table, durable: Durable, *, erase: bool, retention_seconds: float) -> Upkeep:
    """Tidy *table*; what stands in the way is a value, except what stops every writer (`LibraryUnusable`)."""
    before = table.files.size_bytes()
    manifest = _manifest(table)
    wanted = FREE_SPACE * manifest.size_bytes
    free = shutil.disk_usage(table.files.path).free
    if free < wanted:
        clear_orphans(table.files)
        free = shutil.disk_usage(table.files.path).free
    if free < wanted:
        mark = IndexMark(manifest.version, manifest.token)
        tight = UpkeepOutcome.DISK_TIGHT
        return Upkeep(tight, mark, before, table.files.size_bytes(), f"{wanted} bytes wanted, {free} free")
    failed = _merge(table, erase=erase)
    if not failed:
        durable.settle()  # before anything older goes: LanceDB never calls fsync
        indices.prune(table, 0 if erase else retention_seconds)
    durable.settle()
    manifest = _manifest(table)
    outcome = UpkeepOutcome.FAILED if failed else UpkeepOutcome.DONE
    mark = IndexMark(manifest.version, manifest.token)
    return Upkeep(outcome, mark, before, table.files.size_bytes(), failed)


def _merge(table: Table, *, erase: bool) -> str:
    """Merge and index, a second time without the old indices where they are in the way; say what failed."""
    failed = ""
    for fresh in (erase, True):
        try:
            _merge_once(table, fresh=fresh, erase=erase)
        except IndexDamaged as error:
            failed = str(error.__cause__)
        else:
            return ""
    return failed


def _merge_once(table: Table, *, fresh: bool, erase: bool) -> None:
    """Merge, then build what is missing; *fresh* drops every index before.

    Files are merged only where the same indices cover them, and an index keeps codes of removed vectors.
    """
    table.refresh()
    if fresh:
        indices.drop_all(table)
    indices.merge(table)
    if not fresh and _is_in_pieces(_manifest(table)):
        indices.drop_all(table)
        indices.merge(table)
    if erase and _manifest(table).deletions:
        indices.rewrite(table)
    indices.build_missing(table)


def _is_in_pieces(manifest: Manifest) -> bool:
    sizes = sorted(file.size for file in manifest.data)
    whole = sum(sizes)
    is_worth_it = whole <= CHEAP_BYTES or 10 * sum(sizes[:-1]) >= whole
    return len(sizes) > (FRAGMENTS if is_worth_it else MOST_FRAGMENTS)


def _manifest(table: Table) -> Manifest:
    return read_manifest(table.files, table.files.newest())
