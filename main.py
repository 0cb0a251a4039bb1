"""Clew: the window; with words on the command line, the same without one."""

import sys
from pathlib import Path


def main() -> int:
    """Start what the command line names; each role loads only its own parts."""
    match sys.argv[1:]:
        case ["--role", role, *rest]:
            return play(role, rest)
        case []:
            return window(None)
        case ["--data-folder", folder]:
            return window(Path(folder))
    from app.cli.main import main as command

    return command(sys.argv[1:], window)


def window(data_folder: Path | None) -> int:
    """Show the window until it is closed."""
    from app.gui.display import show
    from app.places import places

    return show(places(data_folder))


def play(role: str, rest: list[str]) -> int:
    """Be one of the processes that stand behind the window."""
    match role, rest:
        case "reader", []:
            from app.reading.process.child import main as read

            return read()
        case "engine", ["--data-folder", folder]:
            from app.engine.server import main as serve

            return serve(folder)
        case "indexer", ["--data-folder", folder]:
            from app.engine.indexer import main as index

            return index(folder)
    sys.stderr.write(f"There is no role {role} like this.\n")
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # before anything had begun that could be stopped gently
        sys.exit(1)
