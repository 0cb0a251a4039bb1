"""What each command does: asks the library, says the answer, returns the exit status."""

import contextlib
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.catalogue.user import LOOK, REBUILD, Folder
from app.cli.answers import (
    diagnosis_answer,
    folders_answer,
    results_answer,
    settled_answer,
    status_answer,
)
from app.cli.asked import NOT_YET, asked
from app.cli.call import DONE, NOT_ALL, Call
from app.cli.choices import choose
from app.cli.filters import options, within
from app.cli.forecast import estimate_answer, estimate_lines, foretold
from app.cli.quality import evaluate
from app.cli.reasons import reason_lines, reasons_for, with_reasons
from app.cli.remedies import told
from app.cli.rules import changed_rules, lines
from app.cli.screen import (
    print_diagnosis,
    print_folders,
    print_results,
    print_settings,
    print_status,
    printable,
    settled_sentence,
)
from app.cli.searches import history, searches
from app.cli.similar import similar
from app.domain.diagnosis import FOUND
from app.domain.errors import LibraryBusy, WrongUse
from app.domain.events import Settled
from app.domain.query import Mode
from app.domain.query_language.understood import query_of, understand
from app.library.library import Library
from app.places import Places, resources
from app.window_lock import is_window_open


def add(call: Call) -> int:
    """Add folders; what was forgotten at or below them is let in again, and so is a forgotten file."""
    user = call.library.user
    for path in call.arguments.folders:
        if path.is_dir() or path not in user.exclusions():
            user.add(path)
        user.include(path)
    return list_folders(call)


def estimate(call: Call) -> int:
    """Say what adding folders would come to; nothing is added."""
    told = foretold(call.library, call.arguments.folders, call.stop.is_set)
    call.answer(estimate_answer(told), lambda: print("\n".join(estimate_lines(told))))
    return DONE if told.forecast is not None else NOT_ALL


def remove(call: Call) -> int:
    """Take a folder out and forget what was read from it; where somebody is writing, he does that next."""
    path = call.arguments.folder
    folder = next((folder for folder in call.library.user.folders() if folder.path == path), None)
    if folder is None:
        raise WrongUse(f"{path} is not a folder of this library. See: clew folders")
    call.library.user.remove(folder)
    with contextlib.suppress(LibraryBusy), call.library.writer() as writer:
        writer.forget_removed_folders()
    return list_folders(call)


def list_folders(call: Call) -> int:
    """List the folders."""
    states = call.library.folders()
    call.answer(folders_answer(states), lambda: print_folders(states))
    return DONE


def rules(call: Call) -> int:
    """List what is left out of a folder, and change it."""
    arguments = call.arguments
    answer = changed_rules(call.library, arguments.folder, arguments.add, arguments.remove)
    call.answer(answer, lambda: print("\n".join(map(printable, lines(answer)))))
    return DONE


def index(call: Call) -> int:
    """Settle all folders, or those named."""
    only = [_added(call.library, folder) for folder in call.arguments.folders]
    if not only and not call.library.user.folders():
        raise WrongUse("There is no folder to index yet. Add one: clew add FOLDER")
    settled = _index_or_ask(call, only)
    if settled is None:
        return asked(call.answer, settled_answer(NOT_YET), "look through the folders again")
    call.answer(settled_answer(settled), lambda: print(settled_sentence(settled)))
    away = {folder.path for folder in only or call.library.user.folders()} & call.unreachable
    return NOT_ALL if away or call.stop.is_set() else DONE


def search(call: Call) -> int:
    """Find documents; `--in` adds and indexes its folder first."""
    arguments, library = call.arguments, call.library
    if (inside := arguments.inside) is not None:
        folder = _added(library, inside)
        try:
            call.index([folder])
        except LibraryBusy as busy:
            library.user.ask(LOOK, folder.path)
            print(f"{busy} Searching what is indexed so far.", file=sys.stderr)
    understood = understand(arguments.query)
    query = within(inside, understood.query(options(arguments), call.mode))
    results = library.sharpener.results(query, library.search(query, arguments.limit))
    told = reasons_for(library, query, results, understood) if arguments.explain else {}
    answer = results_answer(arguments.query, results, explain=arguments.explain, understood=understood)
    call.answer(
        with_reasons(answer, results, told),
        lambda: print_results(results, reason_lines(told)),
    )
    return DONE if results.hits else NOT_ALL


def status(call: Call) -> int:
    """Say what the library holds."""
    state = call.library.status()
    call.answer(status_answer(state), lambda: print_status(state))
    return DONE


def settings(call: Call) -> int:
    """Show the settings, or change one; a window that is open follows."""
    chosen = choose(call.library, call.arguments.name, call.arguments.value)
    call.answer({"settings": chosen}, lambda: print_settings(chosen))
    return DONE


def forget(call: Call) -> int:
    """Erase everything known of a path; where somebody is writing, he does that next."""
    path = call.arguments.path
    try:
        with call.library.writer(call.progress.report) as writer:
            count = writer.forget(path)
    except LibraryBusy:
        call.library.user.ask_to_forget(path)
        return asked(call.answer, {"ok": True}, f"forget {path}; the files stay")
    told = f"Forgotten: {count} documents. The files stay." if count else f"Nothing was known of {path}."
    call.answer({"ok": True, "documents": count}, lambda: print(printable(told)))
    return DONE if count else NOT_ALL


def doctor(call: Call) -> int:
    """Say why a path is found, or is not; 0 where it is."""
    diagnosis = call.library.diagnose(call.arguments.path)
    query = query_of(call.arguments.query)
    rank = call.library.rank(diagnosis.path, query) if diagnosis.finding in FOUND else None
    why, remedy = told(diagnosis)
    call.answer(
        diagnosis_answer(diagnosis, why, remedy, rank), lambda: print_diagnosis(diagnosis, why, remedy, rank)
    )
    return DONE if diagnosis.finding in FOUND else NOT_ALL


def rebuild(call: Call) -> int:
    """Make words and vectors anew; where somebody is writing, he does that next."""
    try:
        with call.library.writer(call.progress.report, call.stop.is_set) as writer:
            settled = writer.rebuild()
    except LibraryBusy:
        call.library.user.ask(REBUILD, Path())
        return asked(call.answer, {"ok": True}, "make words and vectors anew")
    done = not call.stop.is_set()
    call.answer({"ok": done}, lambda: print(settled_sentence(settled)))
    return DONE if done else NOT_ALL


def watch(call: Call) -> int:
    """Keep the library true until interrupted; a window that is open does that already."""
    if is_window_open(call.library.places.window_lock):
        raise WrongUse("Clew's window is open, and keeps this library up to date until it is closed.")
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
        results = library.search(query_of("how do insects navigate", mode=Mode.MEANING))
    sound = bool(results.hits)
    told = "All is well." if sound else "Clew does not find its own documents: please install it again."
    call.answer({"ok": sound}, lambda: print(told))
    return DONE if sound else NOT_ALL


COMMANDS: Mapping[str, Callable[[Call], int]] = {
    "add": add,
    "estimate": estimate,
    "remove": remove,
    "folders": list_folders,
    "rules": rules,
    "index": index,
    "search": search,
    "similar": similar,
    "status": status,
    "settings": settings,
    "searches": searches,
    "history": history,
    "evaluate": evaluate,
    "doctor": doctor,
    "forget": forget,
    "rebuild": rebuild,
    "watch": watch,
    "selftest": selftest,
}


def _index_or_ask(call: Call, only: Sequence[Folder]) -> Settled | None:
    """Settle *only* these, or all; None where somebody is writing, who was asked to do it."""
    with contextlib.suppress(LibraryBusy):
        return call.index(only)
    for path in [folder.path for folder in only] or [Path()]:
        call.library.user.ask(LOOK, path)
    with contextlib.suppress(LibraryBusy):
        return call.index(only)  # he had ended before he could hear it
    return None


def _added(library: Library, folder: Path) -> Folder:
    """Add *folder* where it is new; only `add` lets in again what was forgotten."""
    if any(folder.is_relative_to(kept_out) for kept_out in library.user.exclusions()):
        raise WrongUse(f"{folder} was forgotten. To let it in again: clew add {folder}")
    return library.user.add(folder)
