"""Mends a table before it is written again, without LanceDB, which cannot open past a torn manifest."""

from dataclasses import dataclass

from app.store.layout import TableFiles, drop_table
from app.store.manifest import TornManifest, is_whole, read_manifest

ATTEMPTS = 3
"""More damaged versions than this are not bad luck of one moment: the table is rebuilt."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done to a table when it was opened for writing."""

    dropped: tuple[int, ...] = ()
    """Versions that were torn, or whose files were missing or cut short; newest first."""
    lost: bool = False
    """No version could be kept: the table is gone, and every passage has to be encoded again."""


def repair(table: TableFiles) -> Repaired:
    """Fall back to the newest version that is whole, else delete the table.

    Nothing but the newest manifests is deleted, so that only what was written last is lost; data
    files that no version names any more are cleared away by the next erasing upkeep.
    """
    dropped: list[int] = []
    versions = table.versions()
    for version in versions[: ATTEMPTS + 1]:
        try:
            if is_whole(table, read_manifest(table, version)):
                return Repaired(tuple(dropped))
        except TornManifest:
            pass
        if len(dropped) == ATTEMPTS:
            break
        table.manifest(version).unlink()
        dropped.append(version)
    if versions or table.path.exists():
        drop_table(table)
    return Repaired(tuple(dropped), lost=bool(versions))
