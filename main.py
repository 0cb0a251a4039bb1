"""Clew: the window; with words on the command line, the same without one."""

import multiprocessing
import sys


def main() -> int:
    """Start what the command line names; each role loads only its own parts."""
    if sys.argv[1:3] == ["--role", "reader"]:
        from app.reading.child import main as read

        return read()
    from app.cli.main import main as command

    return command(sys.argv[1:])


if __name__ == "__main__":
    multiprocessing.freeze_support()
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # before anything had begun that could be stopped gently
        sys.exit(1)
