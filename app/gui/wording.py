"""Values -> words: everything that the window says about documents and work, in the user's language."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from app.domain.document import Place, SegmentKind
from app.domain.errors import Reason
from app.domain.state import Activity, Doing, FolderState, Totals

SEPARATOR = " \u203a "
"""Between the folders of a path."""


def say(text: str, count: int = -1) -> str:
    """*text* in the user's language; `%n` in it becomes *count*."""
    said = QCoreApplication.translate("wording", text, None, count)
    return said.replace("%n", number(count)) if count >= 0 else said


def number(value: int) -> str:
    """A number as the user writes it."""
    return QLocale().toString(value)


def kind_name(kind: str) -> str:
    """What a kind of document is called."""
    names = {
        "text": say("Text"),
        "markdown": say("Markdown"),
        "html": say("Web page"),
        "pdf": say("PDF"),
        "docx": say("Word document"),
    }
    return names.get(kind, kind.upper() if len(kind) <= 4 else kind.capitalize())


def aspect_name(aspect: str) -> str:
    """What an aspect is called."""
    names = {
        "kind": say("Kind"),
        "folder": say("Folder"),
        "year": say("Year"),
        "language": say("Language"),
    }
    return names.get(aspect, aspect.capitalize())


def label_name(aspect: str, label: str) -> str:
    """What a label of an aspect is called."""
    if aspect == "kind":
        return kind_name(label)
    if aspect == "language":
        language = QLocale.codeToLanguage(label)
        return label if language == QLocale.Language.AnyLanguage else QLocale.languageToString(language)
    return path_text(label) or say("(top folder)")


def when(modified_ns: int, now: datetime | None = None) -> str:
    """The day of a change, as one speaks of it."""
    now = now or datetime.now().astimezone()
    try:
        then = datetime.fromtimestamp(modified_ns / 1e9).astimezone(now.tzinfo)
    except (OverflowError, OSError, ValueError):  # a clock that was never set
        return ""
    if then.date() == now.date():
        return say("Today")
    if then.date() == now.date() - timedelta(days=1):
        return say("Yesterday")
    return QLocale().toString(QDate(then.year, then.month, then.day), QLocale.FormatType.ShortFormat)


def place_text(place: Place) -> str:
    """Where in a document: its page or its heading; empty for the whole."""
    if place.kind is SegmentKind.PAGE:
        return say("page {}").format(place.label or number(place.index))
    return place.label.replace(" > ", SEPARATOR) if place.kind is SegmentKind.SECTION else ""


def path_text(path: Path | str) -> str:
    """A path as it can be shown: what is no text in it has a stand-in."""
    return str(path).encode("utf-8", "replace").decode() if not _is_text(str(path)) else str(path)


def trail(folder: Path, home: Path | None = None) -> str:
    """The folders down to *folder*; those above the user's own are left out."""
    home = home or Path.home()
    parts = folder.relative_to(home).parts if folder.is_relative_to(home) else folder.parts[-4:]
    shown = [path_text(part.rstrip("/\\") or part) for part in parts if part not in {"/", "\\"}]
    return SEPARATOR.join(shown) if shown else path_text(folder.name)


def reason_sentence(reason: str, detail: str) -> str:
    """Why a file could not be read, and what helps."""
    sentences = {
        Reason.ENCRYPTED: say("It needs a password. Save a copy without one to have it searched."),
        Reason.DAMAGED: say("It is damaged. A program that made it may be able to repair it."),
        Reason.NOT_TEXT: say("It holds pictures of text. Reading those needs text recognition."),
        Reason.EMPTY: say("It is empty."),
        Reason.TOO_LARGE: say("It is larger than the limit of {}. The limit is a setting."),
        Reason.UNKNOWN_KIND: say("It is of a kind that Clew does not read yet."),
        Reason.GONE: say("It was gone when it was to be read."),
        Reason.NO_PERMISSION: say("You have no permission to read it."),
        Reason.CLOUD_ONLY: say(
            "It is only in the cloud. Clew downloads nothing; open it once to have it here."
        ),
        Reason.TIMED_OUT: say("It took too long to read ({}). It is tried again when it changes."),
        Reason.CRASHED: say("It crashed the reader, and is left alone until it changes."),
        Reason.OUT_OF_MEMORY: say("It needs more memory than one file may take."),
    }
    try:
        return sentences[Reason(reason)].format(detail)
    except ValueError:
        return say("It could not be read.")


def activity_sentence(activity: Activity) -> str:
    """What is going on."""
    done, total = number(activity.done), number(activity.total)
    sentences = {
        Doing.NOTHING: say("Up to date"),
        Doing.LOOKING: say("Looking for changes \u2026"),
        Doing.READING: say("Reading {} of {} files").format(done, total),
        Doing.ENCODING: say("Learning what documents mean: {} of {} passages").format(done, total),
        Doing.TIDYING: say("Tidying up \u2026"),
        Doing.PAUSED: say("Paused"),
    }
    sentence = sentences.get(activity.doing) or activity.sentence or say("Indexing has stopped.")
    left = _time_left(activity.seconds_left)
    return f"{sentence}, {left}" if left else sentence


def totals_sentence(totals: Totals) -> str:
    """What the library holds."""
    documents = documents_text(totals.documents)
    if not totals.waiting:
        return documents
    return say("{}, {} passages not yet searchable by meaning").format(documents, number(totals.waiting))


def documents_text(count: int) -> str:
    """So many documents."""
    return say("1 document") if count == 1 else say("%n documents", count)


def folder_sentence(state: FolderState) -> str:
    """How a folder stands."""
    if state.state == "unreachable":
        return say("Cannot be reached now. What is known of it stays searchable.")
    return documents_text(state.documents)


def unreachable_sentence(folders: Sequence[Path]) -> str:
    """Folders are away."""
    names = ", ".join(path_text(folder.name or folder) for folder in folders)
    return say("{} cannot be reached now. What is known of it stays searchable.").format(names)


def not_opened_sentence(path: Path) -> str:
    """A file could not be opened."""
    if not path.exists():
        return say("{} is not there any more, or its drive is away.").format(path_text(path.name))
    return say("This computer has no program that opens {}.").format(path_text(path.name))


def copies_text(count: int) -> str:
    """That a hit has copies, itself included."""
    return say("%n copies", count)


def _time_left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < 60:
        return say("less than a minute left")
    minutes = round(seconds / 60)
    if minutes < 90:
        return say("1 minute left") if minutes == 1 else say("%n minutes left", minutes)
    return say("%n hours left", round(minutes / 60))


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
