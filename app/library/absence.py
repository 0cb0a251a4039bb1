"""What is away: folders, and drives that were mounted in them; asked of what was seen last, never of the disk."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.catalogue.catalogue import Catalogue
from app.catalogue.user import Folder
from app.catalogue.volumes import NotedVolume
from app.indexing.presence import Presence, Seen


@dataclass(frozen=True, slots=True)
class FolderAbsence:
    """What of one folder is away."""

    path: Path
    noted: dict[str, NotedVolume]
    seen: Seen | None
    is_known: bool
    """Whether anybody has looked; until then all is taken to be there."""

    @property
    def away(self) -> dict[str, NotedVolume]:
        """The volumes that documents lie on, and that are not mounted now."""
        if not self.is_known:
            return {}
        there = () if self.seen is None else self.seen.mounted.places
        return {identity: volume for identity, volume in self.noted.items() if identity not in there}

    @property
    def is_whole(self) -> bool:
        """Whether the folder itself is away, or lies on another drive than ever before."""
        if not self.is_known or self.seen is None:
            return self.is_known
        homes = {identity for identity, volume in self.noted.items() if not volume.path}
        return bool(homes) and self.seen.mounted.home.id not in homes

    @property
    def volume(self) -> str:
        """Name of the drive that the folder lies on, empty for the system's own."""
        if self.seen is not None and not self.is_whole:
            return self.seen.mounted.home.name
        return next((volume.name for volume in self.noted.values() if not volume.path and volume.name), "")

    def named(self, name: str) -> str:
        """What is called away: a drive, or where it has no name the folder."""
        return name or self.path.name or str(self.path)


class Absence:
    """Tells for folders and documents what is away."""

    def __init__(self, folders: Iterable[Folder], catalogue: Catalogue, presence: Presence) -> None:
        self._folders = {
            folder.id: FolderAbsence(
                folder.path,
                catalogue.volumes.of(folder.id),
                presence.get(folder.path),
                folder.path in presence,
            )
            for folder in folders
        }

    def folder(self, folder: int) -> FolderAbsence:
        """Of one folder."""
        return self._folders[folder]

    def of(self, folder: int, volume: str) -> str:
        """What is away where a document cannot be opened, by name; empty where it can."""
        if (found := self._folders.get(folder)) is None:
            return ""
        if volume in (away := found.away):
            return found.named(away[volume].name)
        return found.named(found.volume) if found.is_whole else ""

    def at(self, folder: int, relative: bytes) -> str | None:
        """Name of the drive, may be empty, where a path lies on what is away; None where it does not."""
        found = self._folders[folder]
        if found.is_whole:
            return found.volume
        over = found.seen.mounted.inside if found.seen is not None else {}
        for volume in found.away.values():
            begins = volume.path and (relative + b"/").startswith(volume.path + b"/")
            if begins and volume.path not in over:
                return volume.name
        return None
