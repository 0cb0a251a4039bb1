"""Keeps the calibration of confidence true, for the one writer."""

import logging
from collections.abc import Callable
from contextlib import closing

from app.catalogue.catalogue import Catalogue
from app.domain.errors import LibraryUnusable
from app.domain.ports import PassageIndex
from app.library.recipe import Recipe
from app.search.calibration import FACT, LEAST, calibrate, calibration_of

log = logging.getLogger(__name__)


def keep_calibrated(
    catalogue: Catalogue, index: PassageIndex, recipe: Recipe, stopped: Callable[[], bool]
) -> None:
    """Calibrate anew where the index has another recipe, or has grown or shrunk by half, since it was done."""
    passages = catalogue.progress.encoded()
    known = calibration_of(catalogue.fact(FACT))
    if passages < LEAST or stopped() or (known and known.holds_for(recipe.meaning, passages)):
        return
    try:
        with closing(recipe.encoder(threads=1)) as encoder:
            made = calibrate(recipe.meaning, passages, index, encoder, stopped)
    except LibraryUnusable as error:
        log.warning("confidence is calibrated another time: %s", error)
        return
    if made is not None:
        catalogue.note(FACT, made.noted())
        log.info("confidence calibrated: %d passages, centre %.3f", made.passages, made.centre)
