"""Folders -> catalogue -> index, kept true."""
