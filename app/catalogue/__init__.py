"""The truth: documents, their text and words, and what the user said; SQLite stays in this folder."""
