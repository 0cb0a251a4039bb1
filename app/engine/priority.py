"""Giving way to whatever the user is doing."""

import ctypes
import logging
import os
import sys

import psutil

NICENESS = 10
LAST_OF_BEST_EFFORT = 7
"""Of eight levels. The idle class could wait without end, in the middle of a transaction that others wait for."""
IOPOL_TYPE_DISK, IOPOL_SCOPE_PROCESS, IOPOL_THROTTLE = 0, 0, 3
"""From sys/resource.h of macOS."""

log = logging.getLogger("clew")


def give_way() -> None:
    """From now on this process, and those that it starts, take processor and disk after everybody else."""
    try:
        if sys.platform == "win32":
            process = psutil.Process()
            process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
            process.ionice(psutil.IOPRIO_LOW)
        else:
            os.nice(NICENESS)
        if sys.platform == "linux":
            psutil.Process().ionice(psutil.IOPRIO_CLASS_BE, LAST_OF_BEST_EFFORT)
        elif sys.platform == "darwin":
            ctypes.CDLL(None).setiopolicy_np(IOPOL_TYPE_DISK, IOPOL_SCOPE_PROCESS, IOPOL_THROTTLE)
    except (psutil.Error, OSError) as error:  # a container may forbid it: slower for others, and no more
        log.warning("no lower priority: %s", error)
