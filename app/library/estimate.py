"""What adding folders would come to, on connections of its own: for a thread that must not disturb others."""

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from app.catalogue.catalogue import Catalogue
from app.catalogue.user import UserFile
from app.domain.estimate import Estimate
from app.domain.settings import Settings
from app.indexing.estimate import Estimator, Means
from app.library.recipe import Recipe
from app.places import Places, reader_command, resources
from app.reading.process.limits import USUAL
from app.reading.process.sandbox import ProcessReader
from app.reading.version import READER_VERSION

MEGABYTE = 1_000_000
SECONDS_A_FILE = 3.0
"""For a file of the sample: the user waits."""


def estimate(
    places: Places,
    settings: Settings,
    folders: Sequence[Path],
    tell: Callable[[Estimate], None],
    stopped: Callable[[], bool],
) -> Estimate | None:
    """What *folders* come to, together; None where it was *stopped*. The library must have been opened once.

    Raises:
        LibraryUnusable: the library cannot be read.
    """
    recipe = Recipe(resources() / "encoder")
    limits = replace(USUAL, seconds=SECONDS_A_FILE, seconds_per_megabyte=0.0)
    with (
        closing(Catalogue(places.catalogue, write=False)) as catalogue,
        closing(UserFile(places.user)) as user,
    ):
        means = Means(
            catalogue=catalogue,
            user=user,
            make_reader=lambda: ProcessReader(reader_command(), limits),
            make_encoder=lambda: recipe.encoder(settings.encoder_threads),
            reader_version=READER_VERSION,
            reading_processes=min(settings.reading_processes, os.cpu_count() or 1),
            largest_file=settings.largest_file_megabytes * MEGABYTE,
            longest_text=limits.text_characters,
            own_folder=places.data,
        )
        return Estimator(means, tell, stopped).estimate(folders)
