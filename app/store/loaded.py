"""LanceDB itself, loaded lean; the only place that imports it."""

from app.store.lean import without_remote_parts

with without_remote_parts():
    import lancedb
    import lancedb.index as kinds

__all__ = ["kinds", "lancedb"]
