"""What may be said on the command line (design part 9 is the contract)."""

import argparse
import re
from datetime import datetime, timedelta
from pathlib import Path

from app import __version__


def build_parser() -> argparse.ArgumentParser:
    """The parser; `arguments.command` names the command."""
    everywhere = _everywhere()
    parser = argparse.ArgumentParser(
        prog="clew",
        description="Find your own documents by meaning and by word, offline.",
        epilog="Exit status: 0 done, 1 nothing found or not all could be done, 2 wrong use or refused.",
        parents=[_everywhere(defaults=True)],
    )
    parser.add_argument("--version", action="version", version=f"Clew {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, told: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=told, description=told, parents=[everywhere])

    command("add", "Add folders to the library.").add_argument(
        "folders", nargs="+", type=Path, metavar="FOLDER"
    )
    command("remove", "Take a folder out of the library; its files stay.").add_argument(
        "folder", type=Path, metavar="FOLDER"
    )
    command("folders", "List the folders of the library.")
    command("index", "Read and encode what is new, until all is settled.").add_argument(
        "folders", nargs="*", type=Path, metavar="FOLDER"
    )
    _add_search(command("search", "Find documents by meaning and by word."))
    command("status", "Say what the library holds.")
    evaluate = command("evaluate", "Measure the quality of the search on a judged set.")
    evaluate.add_argument("set_folder", type=Path, metavar="SET_FOLDER")
    _add_modes(evaluate)
    command("forget", "Erase everything known of a file or folder; the file itself stays.").add_argument(
        "path", type=Path, metavar="PATH"
    )
    command("rebuild", "Make words and vectors anew from the stored text.")
    command("watch", "Keep the library up to date until interrupted.")
    command("selftest", "Check that this installation works, on documents of its own.")
    return parser


def moment(text: str) -> int:
    """Nanoseconds since 1970 of an ISO date, `2024`, `2024-05`, `today` or `7d` (seven days ago).

    Raises:
        ValueError: it is none of these.
    """
    today = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    if text == "today":
        return _nanoseconds(today)
    if days := re.fullmatch(r"(\d{1,5})d", text):
        return _nanoseconds(today - timedelta(days=int(days[1])))
    if date := re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?", text):
        return _nanoseconds(datetime(int(date[1]), int(date[2] or 1), 1).astimezone())  # local time
    return _nanoseconds(datetime.fromisoformat(text).astimezone())


def _nanoseconds(when: datetime) -> int:
    return int(when.timestamp()) * 1_000_000_000


def _everywhere(*, defaults: bool = False) -> argparse.ArgumentParser:
    """Options that may stand before and after the command."""
    parser = argparse.ArgumentParser(add_help=False)
    missing = None if defaults else argparse.SUPPRESS
    off = False if defaults else argparse.SUPPRESS
    parser.add_argument(
        "--data-folder", type=Path, metavar="DIR", default=missing, help="use another library"
    )
    parser.add_argument("--json", action="store_true", default=off, help="one JSON object on standard output")
    parser.add_argument("--quiet", action="store_true", default=off, help="no progress on standard error")
    return parser


def _add_search(search: argparse.ArgumentParser) -> None:
    search.add_argument("query", metavar="QUERY")
    search.add_argument(
        "--in",
        dest="inside",
        type=Path,
        metavar="FOLDER",
        help="look only here; the folder is added and indexed first",
    )
    search.add_argument("--kind", action="append", default=[], help="text, markdown, html, pdf, docx")
    search.add_argument(
        "--folder", action="append", default=[], help="a path, or the name of a folder on the path"
    )
    search.add_argument("--lang", action="append", default=[], help="language code, such as en")
    search.add_argument(
        "--since", type=moment, metavar="DATE", help="changed on or after: 2024, 2024-05-31, 7d, today"
    )
    search.add_argument("--until", type=moment, metavar="DATE", help="changed before")
    search.add_argument("--limit", type=_positive, default=10, metavar="N", help="hits to show (10)")
    search.add_argument("--explain", action="store_true", help="say where each score comes from")
    _add_modes(search)


def _add_modes(parser: argparse.ArgumentParser) -> None:
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--words", action="store_true", help="by word alone")
    modes.add_argument("--meaning", action="store_true", help="by meaning alone")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number
