"""Names how files are read; apart from the reader, so that whoever compares it loads no format library."""

READER_VERSION = "3"
"""Part of the recipe: a document read by another version may read better now."""
