"""What reading one file may cost."""

from dataclasses import dataclass

from app.reading.process.opening import MEGABYTE


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost."""

    seconds: float = 30.0
    """For a small file."""
    seconds_per_megabyte: float = 0.5
    most_seconds_more: float = 120.0
    memory: int = 1536 * MEGABYTE
    """Address space of the child, bytes (Linux)."""
    file_bytes: int = 256 * MEGABYTE
    """A larger file is not opened."""
    text_characters: int = 10_000_000
    """The rest is left out, and the document says so."""
    files_a_child: int = 2000
    """After so many files the child is renewed, whatever libraries have leaked."""
    kept_memory: int = 600 * MEGABYTE
    """A child whose memory has once grown beyond this is renewed."""

    def seconds_for(self, size: int) -> float:
        """Time for a file of *size* bytes."""
        return self.seconds + min(self.most_seconds_more, self.seconds_per_megabyte * size / MEGABYTE)


USUAL = Limits()
"""For the documents of a person."""
