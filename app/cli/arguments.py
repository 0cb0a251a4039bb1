"""What may be said on the command line (design part 9 is the contract)."""

import argparse
import os
import re
from datetime import datetime
from pathlib import Path

from app import __version__
from app.domain.document import Kind
from app.domain.query_language import dates

MOST_HITS = 10_000


def build_parser() -> argparse.ArgumentParser:
    """The parser; `arguments.command` names the command, or is None."""
    everywhere = _everywhere()
    parser = argparse.ArgumentParser(
        prog="clew",
        description="Find your own documents by meaning and by word, offline.",
        epilog="Exit status: 0 done, 1 nothing found or not all could be done, 2 wrong use or refused.",
        parents=[_everywhere(defaults=True)],
    )
    parser.add_argument("--version", action="version", version=f"Clew {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, told: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=told, description=told, parents=[everywhere])

    command("add", "Add folders to the library.").add_argument(
        "folders", nargs="+", type=_location, metavar="FOLDER"
    )
    command("estimate", "Say what adding folders would take: time, room, text recognition.").add_argument(
        "folders", nargs="+", type=_location, metavar="FOLDER"
    )
    command("remove", "Take a folder out of the library; its files stay.").add_argument(
        "folder", type=_location, metavar="FOLDER"
    )
    command("folders", "List the folders of the library.")
    rules = command("rules", "List what is left out of a folder, or change it; patterns as in .gitignore.")
    rules.add_argument("folder", type=_location, metavar="FOLDER")
    rules.add_argument(
        "--add", nargs="+", default=[], metavar="PATTERN", help="leave these out; !x lets x in"
    )
    rules.add_argument(
        "--remove", nargs="+", default=[], metavar="PATTERN", help="take these rules out again"
    )
    command("index", "Read and encode what is new, until all is settled.").add_argument(
        "folders", nargs="*", type=_location, metavar="FOLDER"
    )
    _add_search(command("search", "Find documents by meaning and by word."))
    _add_similar(command("similar", "Find documents that are like a file, or like a text."))
    command("status", "Say what the library holds.")
    settings = command("settings", "Show the settings, or change one.")
    settings.add_argument("name", nargs="?", metavar="NAME")
    settings.add_argument("value", nargs="?", metavar="VALUE")
    _add_searches(command("searches", "List the saved searches, or change them."))
    command("history", "List what was searched for in the window, newest first.")
    evaluate = command("evaluate", "Measure the quality of the search on your own library, or a judged set.")
    evaluate.add_argument("set_folder", nargs="?", type=_location, metavar="SET_FOLDER")
    evaluate.add_argument(
        "--passages", type=_limit, default=200, metavar="N", help="of your library to ask for (200)"
    )
    _add_modes(evaluate)
    command("forget", "Erase everything known of a file or folder; the file itself stays.").add_argument(
        "path", type=_location, metavar="PATH"
    )
    doctor = command("doctor", "Say why a file is found, or is not.")
    doctor.add_argument("path", type=_location, metavar="PATH")
    doctor.add_argument("--query", default="", metavar="TEXT", help="say its rank for this query, too")
    command("rebuild", "Make words and vectors anew from the stored text.")
    command("watch", "Keep the library up to date until interrupted.")
    command("selftest", "Check that this installation works, on documents of its own.")
    return parser


def moment(text: str) -> int:
    """Nanoseconds since 1970 of a date as the query language has it: `2024`, `2024-05`, `today`, `7d`.

    Raises:
        ArgumentTypeError: it is none.
    """
    found = dates.moment(text, datetime.now().astimezone())
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write 2024, 2024-05, 2024-05-31, 7d or today")
    return found


def _everywhere(*, defaults: bool = False) -> argparse.ArgumentParser:
    """Options that may stand before and after the command."""
    parser = argparse.ArgumentParser(add_help=False)
    missing = None if defaults else argparse.SUPPRESS
    off = False if defaults else argparse.SUPPRESS
    parser.add_argument(
        "--data-folder", type=_location, metavar="DIR", default=missing, help="use another library"
    )
    parser.add_argument("--json", action="store_true", default=off, help="one JSON object on standard output")
    parser.add_argument("--quiet", action="store_true", default=off, help="no progress on standard error")
    return parser


def _add_search(search: argparse.ArgumentParser) -> None:
    search.add_argument(
        "query",
        metavar="QUERY",
        help='words, "phrases", -words, and filters such as type:pdf or in:"Tax 2023"',
    )
    search.add_argument(
        "--in",
        dest="inside",
        type=_location,
        metavar="FOLDER",
        help="look only here; the folder is added and indexed first",
    )
    kinds = [str(kind) for kind in Kind]
    search.add_argument(
        "--kind",
        action="append",
        type=str.lower,
        choices=kinds,
        default=[],
        metavar="KIND",
        help=", ".join(kinds),
    )
    search.add_argument(
        "--folder",
        action="append",
        type=_location_or_name,
        default=[],
        help="a path, or the name of a folder on the path",
    )
    search.add_argument(
        "--lang", action="append", type=_language, default=[], help="language code, such as en"
    )
    search.add_argument(
        "--since", type=moment, metavar="DATE", help="changed on or after: 2024, 2024-05-31, 7d, today"
    )
    search.add_argument("--until", type=moment, metavar="DATE", help="changed before")
    search.add_argument("--limit", type=_limit, default=10, metavar="N", help="hits to show (10)")
    search.add_argument("--explain", action="store_true", help="say where each score comes from")
    _add_modes(search)


def _add_similar(similar: argparse.ArgumentParser) -> None:
    source = similar.add_mutually_exclusive_group(required=True)
    source.add_argument("path", nargs="?", type=_location, metavar="PATH")
    source.add_argument("--text", metavar="TEXT", help="a text instead of a file")
    similar.add_argument(
        "--filter", default="", metavar="QUERY", help="filters as a search takes them: 'type:pdf -in:old'"
    )
    similar.add_argument("--limit", type=_limit, default=10, metavar="N", help="hits to show (10)")


def _add_searches(searches: argparse.ArgumentParser) -> None:
    searches.add_argument("--save", nargs=2, metavar=("NAME", "QUERY"), help="keep a search under a name")
    searches.add_argument("--remove", metavar="NAME", help="erase a saved search")
    searches.add_argument("--erase-history", action="store_true", help="erase what was searched for")


def _add_modes(parser: argparse.ArgumentParser) -> None:
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--words", action="store_true", help="by word alone")
    modes.add_argument("--meaning", action="store_true", help="by meaning alone")


def _limit(text: str) -> int:
    if not re.fullmatch(r"0*[1-9]\d{0,8}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of hits; write 1 or more")
    return min(int(text), MOST_HITS)


def _language(text: str) -> str:
    if not re.fullmatch("[A-Za-z]{2,3}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no language code; write two letters, such as en")
    return text.lower()


def _location(text: str) -> Path:
    """An absolute path without `..`; symbolic links stay as the user named them.

    Raises:
        ArgumentTypeError: it is empty, as an unset variable leaves it, or starts with nobody's `~name`.
    """
    if not text:
        raise argparse.ArgumentTypeError("the path is empty")
    try:
        return Path(os.path.abspath(Path(text).expanduser()))  # noqa: PTH100  # resolve() would follow links
    except RuntimeError as error:
        raise argparse.ArgumentTypeError(f"{text!r} starts with nobody's home") from error


def _location_or_name(text: str) -> Path | str:
    is_location = os.sep in text or text.startswith(("~", ".")) or Path(text).is_absolute()
    return _location(text) if is_location else text
