"""What taking folders in would come to, told before they are added."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the new files come to, drawn from a sample of them that was read and encoded on this machine."""

    passages: int
    seconds_until_words: float
    """Until all can be found by their words."""
    seconds: float
    """Until all can be found by their meaning as well."""
    index_bytes: int
    """That catalogue and index grow by."""
    needs_recognition: int
    """Files that are pictures, or of which some pages are; the time to recognise them is not in `seconds`."""
    unreadable: int
    """Files that no text is expected of, pictures aside: damaged, encrypted, too large, of an unknown kind."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Counts are exact as soon as all was looked through; the forecast follows."""

    files: int = 0
    """That the rules let in."""
    new_files: int = 0
    """Of these, what the library does not hold as they are."""
    new_bytes: int = 0
    """Size of the new files."""
    skipped: dict[str, int] = field(default_factory=dict)
    """Rule -> files and folders passed over."""
    forecast: Forecast | None = None
    """None until the sample is read, and where that could not be done."""
