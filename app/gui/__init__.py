"""Hits -> eyes; the only folder that imports PySide6."""
