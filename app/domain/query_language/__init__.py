"""The query language: what the user typed -> what he asks, and back; the typed text is the one truth."""
