"""What drives have to do with a look through a folder: what is away is not gone."""

from collections.abc import Callable, Sequence
from pathlib import Path

from app.catalogue.rows import Stored
from app.catalogue.user import Folder
from app.catalogue.volumes import NotedVolume, Volumes
from app.domain.events import FolderUnreachable
from app.indexing.presence import Sentry
from app.indexing.scan import Scan
from app.indexing.volumes import Mounted, filled

AWAY = "it is not there, or does not answer"
CHANGED = "a drive came or went while it was looked through"


class Drives:
    """Knows on which volumes documents were found, and which of them are there."""

    def __init__(self, volumes: Volumes, report: Callable[[FolderUnreachable], None]) -> None:
        self._volumes = volumes
        self._report = report
        self._sentry = Sentry()

    def at(self, folder: Path) -> Mounted | None:
        """What is mounted at, above and in *folder*, empty mount points aside; None where it is away."""
        seen = self._sentry.look([folder])[folder]
        return None if seen is None else filled(seen.mounted, folder)

    def account(
        self, folder: Folder, before: Mounted, result: Scan, known: Sequence[Stored], *, whole: bool
    ) -> frozenset[str]:
        """Note on which volumes files were found; return those that are away, which are reported.

        *before* the look so much was mounted; where that is no longer so, the look is worth nothing.
        *whole*: all of the folder was looked through.
        """
        if self.at(folder.path) != before:
            result.files.clear()
            result.unreachable[b""] = CHANGED
            return frozenset()
        noted, places = self._volumes.of(folder.id), before.places
        found = {one.volume for one in result.files}
        kept = {document.file.volume for document in known} if whole else noted.keys()
        names = {volume.id: volume.name for volume in (before.home, *before.inside.values())}
        self._volumes.note(
            folder.id,
            [
                *(NotedVolume(identity, places[identity], names[identity]) for identity in found),
                *(volume for identity, volume in noted.items() if identity in kept - found),
            ],
        )
        away = {identity: volume for identity, volume in noted.items() if identity not in places}
        if whole:
            self._tell(folder.path, before, result, away)
        return frozenset(away)

    def _tell(self, folder: Path, before: Mounted, result: Scan, away: dict[str, NotedVolume]) -> None:
        """Say what is away, where nothing else has taken its place."""
        for volume in away.values():
            why = f"{volume.name or folder.name} is away"
            if volume.path and volume.path not in before.inside:
                self._report(FolderUnreachable(volume.place(folder), why))
            elif not volume.path and not result.files:
                result.unreachable[b""] = why
