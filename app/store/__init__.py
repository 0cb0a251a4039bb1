"""The index: vectors of passages in LanceDB; derived, and rebuilt from the catalogue when in doubt."""
