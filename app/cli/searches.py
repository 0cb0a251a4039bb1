"""What can be searched for again: the saved searches, and the history."""

from app.cli.answers import Answer
from app.cli.call import DONE, NOT_ALL, Call
from app.cli.screen import printable


def searches(call: Call) -> int:
    """List the saved searches, or change them; a window that is open follows."""
    arguments, user = call.arguments, call.library.user
    if arguments.save:
        user.searches.save(*arguments.save)
    is_known = arguments.remove is None or user.searches.remove(arguments.remove)
    if arguments.erase_history:
        user.history.erase()
    saved = user.searches.all()
    answer: Answer = {"searches": [{"name": search.name, "query": search.text} for search in saved]}
    lines = [f"{search.name}  {search.text}" for search in saved] or ["No search is saved yet."]
    if not is_known:
        lines.insert(0, f"There is no saved search {arguments.remove}.")
    if arguments.erase_history:
        lines.insert(0, "The history of searches is erased.")
    call.answer(answer, lambda: print("\n".join(map(printable, lines))))
    return DONE if is_known else NOT_ALL


def history(call: Call) -> int:
    """List what was searched for in the window, newest first."""
    recent = call.library.user.history.recent()
    lines = recent or ("No search is kept yet.",)
    if not call.library.settings.keep_history:
        lines = ("No history of searches is kept. To keep one: clew settings keep_history on",)
    answer: Answer = {"history": list(recent), "kept": call.library.settings.keep_history}
    call.answer(answer, lambda: print("\n".join(map(printable, lines))))
    return DONE
