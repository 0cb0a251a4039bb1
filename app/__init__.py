"""Clew: find your own documents by meaning and by word, offline."""

__version__ = "0.1.0"
