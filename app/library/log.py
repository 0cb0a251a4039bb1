"""The log file: what happened, without any text of a document and without any query."""

import logging
from logging.handlers import RotatingFileHandler

from app.places import Places


def log_to(where: Places) -> None:
    """From now on all of this process is logged to the library's log, and nowhere else."""
    logging.raiseExceptions = False  # a log that cannot be written is no reason to disturb anybody
    handler = RotatingFileHandler(where.log, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("clew").setLevel(logging.INFO)
