"""What a table carries that nobody needs, told from its files alone: rows that are gone, files without a version."""

from app.store.layout import TableFiles
from app.store.manifest import TornManifest, read_manifest

GONE_ROWS = 1_000
GONE_SHARE = 0.2
"""So many rows, and such a part of all, are worth writing the others anew. LanceDB itself leaves a tenth."""
SPARE_BYTES = 16_000_000
SPARE_SHARE = 0.5
"""So much, and such a part of what is needed, may lie there besides: older versions, what crashes left."""


def is_wasteful(table: TableFiles) -> bool:
    """Whether so much of *table* is of no use to its newest version that upkeep should take it away."""
    try:
        manifest = read_manifest(table, table.newest())
    except (TornManifest, FileNotFoundError):
        return False
    if manifest.gone >= GONE_ROWS and manifest.gone > GONE_SHARE * manifest.rows:
        return True
    return table.size_bytes() > (1 + SPARE_SHARE) * manifest.size_bytes + SPARE_BYTES
