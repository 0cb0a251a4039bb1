"""The user's choices, as values."""

from dataclasses import dataclass
from enum import StrEnum


class Appearance(StrEnum):
    """Which colours the window wears."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is one line of the file; a line that is not there has its default."""

    largest_file_megabytes: int = 256
    """A larger file is not opened; the list of what could not be read names it."""
    seconds_per_file: int = 30
    """The reader gives a file up after this time, plus some for its size."""
    encoder_threads: int = 2
    """Threads that encode passages."""
    reading_processes: int = 2
    """Processes that read files side by side."""
    text_recognition: bool = False
    """Pictures of text are read too, where Tesseract is installed."""
    recognition_languages: str = ""
    """Tesseract's names, such as `eng+deu`; empty for those of the system and English."""
    appearance: Appearance = Appearance.SYSTEM
    """Follow the system, or always light or dark."""
    pause_on_battery: bool = True
    """Indexing waits for mains; but for the words of single files that change."""
    pause_on_load: bool = True
    """It waits while other programs keep the processor busy, in the same way."""
    pause_in_full_screen: bool = True
    """It waits while a film, a talk or a game fills the screen, in the same way."""
    paused: bool = False
    """Indexing waits until the user lets it go on."""
    keep_history: bool = True
    """What was searched for is kept, on this machine alone; switched off, it is erased."""
