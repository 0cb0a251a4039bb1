"""Mends a table before it is written again, without LanceDB, which cannot open past a torn manifest."""

from dataclasses import dataclass

from app.store.layout import TableFiles, drop_table
from app.store.manifest import Manifest, TornManifest, read_manifest

ATTEMPTS = 3
"""More torn versions than this are not bad luck of one moment: the table is rebuilt."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done to a table when it was opened for writing."""

    dropped: tuple[int, ...] = ()
    """Versions that were torn, or whose files were missing or cut short; newest first."""
    lost: bool = False
    """No version could be kept: the table is gone, and every passage has to be encoded again."""


def repair(table: TableFiles) -> Repaired:
    """Fall back to the newest version whose rows are whole, else delete the table.

    Nothing but the newest manifests is deleted, so that only what was written last is lost; data
    files that no version names any more are cleared away by the next upkeep. Torn indices cost no
    version: they make the table suspect, and are built again.
    """
    dropped: list[int] = []
    versions = table.versions()
    for version in versions[: ATTEMPTS + 1]:
        manifest = _whole(table, version)
        if manifest is not None:
            if not all(file.is_whole(table) for file in manifest.indices):
                table.suspect.touch()
            return Repaired(tuple(dropped))
        if len(dropped) < ATTEMPTS:
            table.manifest(version).unlink()
            dropped.append(version)
    drop_table(table)
    return Repaired(tuple(dropped), lost=bool(versions))


def go_back(table: TableFiles, version: int, token: str) -> None:
    """Drop what is newer than *version*, if that is there, whole, and has this *token*; 0 is no table at all.

    It may be there in part: files that an upkeep deleted come back where the plug is pulled then.
    """
    if version == 0:
        drop_table(table)
        return
    versions = table.versions()
    manifest = _whole(table, version) if version in versions else None
    if manifest is None or manifest.token != token:
        return
    if all(file.is_whole(table) for file in manifest.indices):
        for newer in versions[: versions.index(version)]:
            table.manifest(newer).unlink()


def _whole(table: TableFiles, version: int) -> Manifest | None:
    """The manifest of *version* if its rows can be read."""
    try:
        manifest = read_manifest(table, version)
    except TornManifest:
        return None
    whole = all(file.is_whole(table) for file in (*manifest.data, *manifest.deletions))
    return manifest if whole else None
