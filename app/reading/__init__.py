"""Path to document, in a process of its own: one file per family of formats."""
