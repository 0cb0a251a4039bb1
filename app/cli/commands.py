"""What each command does: asks the library, says the answer, returns the exit status."""

import contextlib
import json
import os
import sys
import tempfile
import threading
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.catalogue.user import Folder
from app.cli.answers import (
    Answer,
    folders_answer,
    quality_answer,
    results_answer,
    settled_answer,
    status_answer,
)
from app.cli.screen import Progress, print_folders, print_results, print_status, printable
from app.domain.errors import LibraryBusy, WrongUse
from app.domain.events import Settled
from app.domain.query import Filter, Mode
from app.library.library import Library
from app.places import Places, resources
from app.search.parse import parse

DONE, NOT_ALL, REFUSED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a command."""

    library: Library
    arguments: Namespace
    progress: Progress
    stop: threading.Event
    """Set when the user wants it to end."""

    def answer(self, answer: Answer, show: Callable[[], None]) -> None:
        """Say the answer: as JSON, or by *show*."""
        if self.arguments.json:
            print(json.dumps(answer))
        else:
            show()

    def index(self, only: list[Folder] | None = None) -> Settled:
        """Make the library say what the folders say, with progress."""
        return self.library.index(self.progress.report, self.stop.is_set, only or [])


def absolute(path: Path) -> Path:
    """Absolute and without `..`, symbolic links left as the user named them."""
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100  # resolve() would follow links


def add(call: Call) -> int:
    """Add folders."""
    folders = [absolute(folder) for folder in call.arguments.folders]
    for folder in folders:
        call.library.user.include(folder)
        call.library.user.add(folder)
    return list_folders(call)


def remove(call: Call) -> int:
    """Take a folder out; what was read from it is forgotten at once where nobody is writing."""
    path = absolute(call.arguments.folder)
    folder = next((folder for folder in call.library.user.folders() if folder.path == path), None)
    if folder is None:
        raise WrongUse(f"{path} is not a folder of this library. See: clew folders")
    call.library.user.remove(folder)
    with (
        contextlib.suppress(LibraryBusy),
        call.library.writer() as writer,
    ):  # a busy writer does it at its next look
        writer.forget_removed_folders()
    return list_folders(call)


def list_folders(call: Call) -> int:
    """List the folders."""
    states = call.library.folders()
    call.answer(folders_answer(states), lambda: print_folders(states))
    return DONE


def index(call: Call) -> int:
    """Settle all folders, or those named."""
    only = [_added(call.library, folder) for folder in call.arguments.folders]
    if not only and not call.library.user.folders():
        raise WrongUse("There is no folder to index yet. Add one: clew add FOLDER")
    settled = call.index(only)
    call.answer(settled_answer(settled), lambda: print(_settled_sentence(settled)))
    return NOT_ALL if call.stop.is_set() else DONE


def search(call: Call) -> int:
    """Find documents; `--in` adds and indexes its folder first."""
    arguments, library = call.arguments, call.library
    places = [absolute(Path(name)) for name in arguments.folder if _is_path(name)]
    if arguments.inside is not None:
        places = [absolute(arguments.inside)]
        folder = _added(library, arguments.inside)
        try:
            call.index([folder])
        except LibraryBusy as busy:
            print(f"{busy} Searching what is indexed so far.", file=sys.stderr)
    where = Filter(
        kinds=frozenset(kind.lower() for kind in arguments.kind),
        languages=frozenset(language.lower() for language in arguments.lang),
        folders=tuple(os.fsencode(place) for place in places),
        folder_words=tuple(name for name in arguments.folder if not _is_path(name)),
        since=arguments.since,
        until=arguments.until,
    )
    results = library.search(parse(arguments.query, where, _mode(arguments)), arguments.limit)
    answer = results_answer(arguments.query, results, explain=arguments.explain)
    call.answer(answer, lambda: print_results(results, explain=arguments.explain))
    return DONE if results.hits else NOT_ALL


def status(call: Call) -> int:
    """Say what the library holds."""
    state = call.library.status()
    call.answer(status_answer(state), lambda: print_status(state))
    return DONE


def evaluate(call: Call) -> int:
    """Measure quality on a judged set."""
    from app.library.evaluate import evaluate as measure  # noqa: PLC0415  # loads the language detector
    from app.library.evaluate import load_set  # noqa: PLC0415

    judged = load_set(absolute(call.arguments.set_folder))
    quality = measure(judged, call.library.places.data, _mode(call.arguments), call.progress.report)
    answer = quality_answer(quality)
    call.answer(answer, lambda: print("\n".join(f"{name:10} {value}" for name, value in answer.items())))
    return DONE


def forget(call: Call) -> int:
    """Erase everything known of a path."""
    path = absolute(call.arguments.path)
    with call.library.writer(call.progress.report) as writer:
        count = writer.forget(path)
    call.answer(
        {"ok": True, "documents": count}, lambda: print(f"Forgotten: {count} documents. The files stay.")
    )
    return DONE


def rebuild(call: Call) -> int:
    """Make words and vectors anew."""
    with call.library.writer(call.progress.report, call.stop.is_set) as writer:
        settled = writer.rebuild()
    call.answer({"ok": True}, lambda: print(_settled_sentence(settled)))
    return NOT_ALL if call.stop.is_set() else DONE


def watch(call: Call) -> int:
    """Keep the library true until interrupted."""
    if not call.library.user.folders():
        raise WrongUse("There is no folder to watch yet. Add one: clew add FOLDER")
    with call.library.writer(call.progress.report, call.stop.is_set) as writer:
        writer.watch(call.stop)
    call.answer({"ok": True}, lambda: print("Stopped watching."))
    return DONE


def selftest(call: Call) -> int:
    """Check encoder, reader, store and search on the documents that come with Clew, in a library of their own."""
    call.library.recipe.manifest.verify(resources() / "encoder")
    with tempfile.TemporaryDirectory(prefix="clew-") as folder, Library(Places(Path(folder))) as library:
        library.user.add(resources() / "sample")
        library.index(call.progress.report, call.stop.is_set)
        results = library.search(parse("how do insects navigate", mode=Mode.MEANING))
    if not results.hits:
        print("Clew does not find its own documents: please install it again.", file=sys.stderr)
        return NOT_ALL
    call.answer({"ok": True}, lambda: print("All is well."))
    return DONE


COMMANDS: Mapping[str, Callable[[Call], int]] = {
    "add": add,
    "remove": remove,
    "folders": list_folders,
    "index": index,
    "search": search,
    "status": status,
    "evaluate": evaluate,
    "forget": forget,
    "rebuild": rebuild,
    "watch": watch,
    "selftest": selftest,
}


def _added(library: Library, path: Path) -> Folder:
    folder = absolute(path)
    library.user.include(folder)
    return library.user.add(folder)


def _is_path(name: str) -> bool:
    return os.sep in name or name.startswith(("~", ".")) or Path(name).is_absolute()


def _mode(arguments: Namespace) -> Mode:
    if arguments.words:
        return Mode.WORDS
    return Mode.MEANING if arguments.meaning else Mode.HYBRID


def _settled_sentence(settled: Settled) -> str:
    parts = [f"{settled.seen} files seen", f"{settled.read} read", f"{settled.passages} passages"]
    for name, count in (
        ("moved", settled.moved),
        ("forgotten", settled.forgotten),
        ("failed", settled.failed),
    ):
        if count:
            parts.append(f"{count} {name}")
    return printable(f"{', '.join(parts)}, in {settled.seconds:.1f} s")
