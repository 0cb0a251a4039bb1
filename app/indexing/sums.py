"""From what a sample came to, to what all of it comes to."""

import os
from collections.abc import Sequence

from app.indexing.sample import Stratum

TEXT_BYTE_BYTES = 1.63
"""Catalogue for each byte of text (UTF-8): 0.45 for the text, packed, and 1.18 for its words in FTS5.

Measured, as are the others, on a library of 2,433 files of all kinds (23.9 MB of text, 57,951 passages), after
upkeep: catalogue 47.0 MB, of which `dbstat` tells the tables, index 96.9 MB.
"""
PASSAGE_BYTES = 80
"""Catalogue for each passage: its row, its place in FTS5, and its share of the segments."""
FILE_BYTES = 700
"""Catalogue for each file."""
INDEX_BYTES = 1_670
"""Index for each passage: 1,536 of them are the vector; 1,545 in a library too small for an index by clusters."""


class Sums:
    """What the strata come to, together; those that nothing was drawn from are taken for the average."""

    def __init__(self, strata: Sequence[Stratum], longest_text: int) -> None:
        """*longest_text* is how many characters are kept of one document."""
        self._known = [stratum for stratum in strata if stratum.draws]
        self._longest_text = longest_text
        known_weight = sum(stratum.weight for stratum in self._known)
        known_files = sum(len(stratum.files) for stratum in self._known)
        self._files = sum(len(stratum.files) for stratum in strata)
        self._by_weight = sum(stratum.weight for stratum in strata) / known_weight
        self._by_files = self._files / known_files

    @property
    def passages(self) -> float:
        """Passages of all files."""
        return self._text_sum("passages")

    @property
    def index_bytes(self) -> int:
        """What catalogue and index grow by."""
        of_passages = (PASSAGE_BYTES + INDEX_BYTES) * self.passages
        return round(of_passages + TEXT_BYTE_BYTES * self._text_sum("text_bytes") + FILE_BYTES * self._files)

    def count(self, what: str) -> float:
        """Files for which a field of `Outcome` is true."""
        found = sum(len(stratum.files) * stratum.share(what) for stratum in self._known)
        return found * self._by_files

    def seconds_until_words(self, processes: int) -> float:
        """Reading by so many *processes* while one writes; whatever there is least of decides."""
        reading, writing = self._sum("seconds"), self._sum("writing_seconds")
        cores = os.cpu_count() or 1
        processes = min(processes, cores)
        return max(reading / processes, writing, (reading + writing) / min(cores, processes + 1))

    def _sum(self, what: str) -> float:
        return sum(stratum.weight * stratum.mean(what) for stratum in self._known) * self._by_weight

    def _text_sum(self, what: str) -> float:
        """The same of what comes from text, of which a very long one is cut off."""
        total = 0.0
        for stratum in self._known:
            longest = self._longest_text / max(stratum.mean("text_bytes"), 1e-9)
            kept = sum(min(file.weight, longest) for file in stratum.files)
            total += kept * stratum.mean(what)
        return total * self._by_weight
