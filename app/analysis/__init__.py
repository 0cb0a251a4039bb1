"""(text, language) -> tokens with their places; the same for catalogue and search."""
