"""The command line on a disk of its own that is nearly full, then has room, then has none; see `test_full_disk`."""

import sys
from pathlib import Path

from tests.faults.small_disk import MEGABYTE, ROOMY, leave_free
from tests.integration.program import Program


def main() -> None:
    """Every command ends as it should."""
    disk, home = Path(sys.argv[1]), Path(sys.argv[2])
    clew = Program(disk / "library")
    bees, wasps = home / "bees.txt", home / "wasps.txt"
    bees.write_text("The keeper inspects the beehives every morning.\n", encoding="utf-8")

    leave_free(disk, 50 * MEGABYTE)  # others need that more than we do
    refused = clew.run("index", home, status=2)
    assert "is full" in refused.stderr, refused
    assert clew.ask("status")["documents"] == 0

    leave_free(disk, ROOMY)
    assert clew.ask("index")["read"] == 1

    leave_free(disk, 0)
    wasps.write_text("Wasps build their nests of paper.\n", encoding="utf-8")
    refused = clew.run("index", status=2)
    assert "is full" in refused.stderr, refused
    assert clew.found("beehives", "--words") == [bees]
    assert clew.found("honey bees") == [bees]
    assert clew.ask("status")["documents"] == 1

    leave_free(disk, ROOMY)
    assert clew.ask("index")["read"] == 1
    assert clew.found("wasps", "--words") == [wasps]


main()
