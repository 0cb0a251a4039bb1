"""Files of rows and indices that no version names: crashes left them, and there may be no room to merge them away."""

import shutil
from contextlib import suppress

from app.store.layout import TableFiles
from app.store.manifest import TornManifest, read_manifest

_HOLDERS = ("data", "_indices", "_deletions")


def clear_orphans(table: TableFiles) -> None:
    """Delete what no version of *table* needs; for the one writer, while it writes nothing.

    LanceDB does so, too, but only after it has merged, which takes room. Nothing is deleted where a
    version cannot be read: it might be the one that names it.
    """
    needed = set()
    try:
        for version in table.versions():
            manifest = read_manifest(table, version)
            for file in (*manifest.data, *manifest.deletions, *manifest.indices):
                needed.add("/".join(file.path.split("/")[:2]))
    except (TornManifest, FileNotFoundError):
        return
    for holder in _HOLDERS:
        for path in (table.path / holder).glob("*"):
            if f"{holder}/{path.name}" not in needed:
                with suppress(FileNotFoundError):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
