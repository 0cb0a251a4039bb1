"""Why a file is found, or is not -> words: the window's one table of reasons, rules and findings.

The command line has its own (`app/cli/remedies.py`), which is not translated; a test holds the two together.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.domain.diagnosis import Diagnosis, Finding, Rank
from app.domain.errors import Reason
from app.gui.naming import path_text
from app.gui.rule_wording import written_text
from app.gui.wording import documents_text, filled, number

translate = QCoreApplication.translate


class Step(StrEnum):
    """What we can do about it at a click."""

    ADD_FOLDER = "add-folder"
    LET_IN = "let-in"
    LOOK_AGAIN = "look-again"
    GO_ON = "go-on"
    """Indexing rests."""
    TRY_AGAIN = "try-again"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as a person is told it."""

    why: str
    helps: str = ""
    steps: tuple[Step, ...] = ()


def heading(reason: str) -> str:
    """A reason in a few words, above the files that failed for it."""
    headings: dict[str, str] = {
        Reason.ENCRYPTED: translate("reasons", "Needs a password"),
        Reason.DAMAGED: translate("reasons", "Damaged"),
        Reason.NOT_TEXT: translate("reasons", "Pictures of text"),
        Reason.EMPTY: translate("reasons", "No text in it"),
        Reason.TOO_LARGE: translate("reasons", "Too large"),
        Reason.UNKNOWN_KIND: translate("reasons", "Of a kind not read yet"),
        Reason.GONE: translate("reasons", "Gone"),
        Reason.NO_PERMISSION: translate("reasons", "No permission"),
        Reason.CLOUD_ONLY: translate("reasons", "Only in the cloud"),
        Reason.TIMED_OUT: translate("reasons", "Took too long"),
        Reason.CRASHED: translate("reasons", "Could not be read to the end"),
        Reason.OUT_OF_MEMORY: translate("reasons", "Needs too much memory"),
    }
    return headings.get(reason) or path_text(reason)


def unread(reason: str, detail: str = "") -> Told:
    """Why a file could not be read, and what helps; *detail* is a limit it exceeds."""
    known: dict[str, tuple[str, str]] = {
        Reason.ENCRYPTED: (
            translate("reasons", "It needs a password."),
            translate("reasons", "Save a copy without one to find it."),
        ),
        Reason.DAMAGED: (
            translate("reasons", "It is damaged."),
            translate(
                "reasons", "Save it anew with the program that made it, or bring it back from a backup."
            ),
        ),
        Reason.NOT_TEXT: (
            translate("reasons", "It is a picture, or holds pictures of text: it needs text recognition."),
            translate(
                "reasons",
                "Turn text recognition on in the settings, and install the program Tesseract. Pictures come last.",
            ),
        ),
        Reason.EMPTY: (
            translate("reasons", "It holds no text."),
            translate("reasons", "Nothing needs to be done."),
        ),
        Reason.UNKNOWN_KIND: (
            translate("reasons", "It is of a kind that is not read yet."),
            translate("reasons", "Save it as PDF or text to find it."),
        ),
        Reason.GONE: (
            translate("reasons", "It was not there any more when it was to be read."),
            translate("reasons", "It is read when it is back."),
        ),
        Reason.NO_PERMISSION: (
            translate("reasons", "You may not read it."),
            translate("reasons", "Ask its owner to allow it."),
        ),
        Reason.CLOUD_ONLY: (
            translate("reasons", "It is only in the cloud."),
            translate("reasons", "Keep it on this computer to find it."),
        ),
        Reason.TIMED_OUT: (
            translate("reasons", "It took too long to read."),
            translate("reasons", "Split it, or save it anew."),
        ),
        Reason.CRASHED: (
            translate("reasons", "It could not be read to its end."),
            translate("reasons", "Save it anew, or as PDF."),
        ),
        Reason.OUT_OF_MEMORY: (
            translate("reasons", "It needs more memory than one file may take."),
            translate("reasons", "Split it."),
        ),
    }
    if reason == Reason.TOO_LARGE:
        return _too_large(detail)
    other = filled(translate("reasons", "It could not be read (%1)."), path_text(reason))
    why, helps = known.get(reason, (other, ""))
    if reason == Reason.NOT_TEXT and detail:
        helps = translate(
            "reasons", "Text is not recognized in pictures of this kind. Save it as PNG or JPEG."
        )
    elif reason == Reason.NOT_TEXT:
        return Told(why, helps, (Step.SETTINGS, Step.TRY_AGAIN))
    first = (Step.SETTINGS,) if reason == Reason.NOT_TEXT else ()
    return Told(why, helps, (*first, Step.TRY_AGAIN))


def passed_over(rule: str, name: str) -> Told:
    """The rule by which a file or folder is not looked at; *name* is what it speaks of, or a pattern."""
    known: dict[str, tuple[str, str]] = {
        "hidden": (
            translate("reasons", "Hidden files and folders are passed over: %1."),
            translate("reasons", "Rename it without the dot, or let it in by a rule such as !.notes/."),
        ),
        "system": (translate("reasons", "Files of the system are passed over: %1."), ""),
        "build-or-package": (
            translate("reasons", "Folders that programs fill are passed over: %1."),
            translate("reasons", "Keep documents in another folder, or let this one in by a rule: !name/."),
        ),
        "temporary": (
            translate("reasons", "Unfinished and temporary files are passed over: %1."),
            translate("reasons", "Save it under another name to find it."),
        ),
        "private-key-or-password": (translate("reasons", "Keys and passwords are never read: %1."), ""),
        "cloud-only": (
            translate("reasons", "It is only in the cloud, and Clew downloads nothing: %1."),
            translate("reasons", "Keep it on this computer to find it."),
        ),
        "not-a-regular-file": (
            translate("reasons", "Links, devices and the like are not followed: %1."),
            translate("reasons", "Add the folder that it points to."),
        ),
        "your-rule": (
            translate("reasons", "A rule of yours leaves it out: %1."),
            translate("reasons", "Change what is left out of its folder in the settings."),
        ),
        "clewignore-file": (
            translate("reasons", "A rule in a file named .clewignore leaves it out: %1."),
            translate("reasons", "Change that file to find it."),
        ),
    }
    steps = (Step.SETTINGS,) if rule == "your-rule" else ()
    why, helps = known.get(rule, (translate("reasons", "A rule passes it over: %1."), ""))
    return Told(filled(why, path_text(name)), helps, steps)


def told(diagnosis: Diagnosis, *, is_paused: bool = False) -> Told:
    """Why the file is found, or is not, and what helps."""
    if diagnosis.finding is Finding.FAILED:
        return unread(diagnosis.reason, diagnosis.detail)
    if diagnosis.finding is Finding.SKIPPED:
        return passed_over(diagnosis.reason, written_text(diagnosis.detail, diagnosis.line, diagnosis.origin))
    if diagnosis.finding is Finding.RULES:
        return _rules(diagnosis)
    answer = _plainly(diagnosis, Step.GO_ON if is_paused else Step.LOOK_AGAIN)
    if not diagnosis.left_out:
        return answer
    left_out = filled(
        translate("reasons", "This could not be read of it: %1."), path_text(diagnosis.left_out)
    )
    return Told(f"{answer.why} {left_out}", answer.helps, answer.steps)


def rank_sentence(rank: Rank, query: str) -> str:
    """Where the document stands among the answers to *query*."""
    if not rank.place:
        sentence = translate("reasons", "It is not among the %1 documents that fit \u201c%2\u201d best.")
        return filled(sentence, number(rank.total), path_text(query))
    if rank.is_filtered_out:
        sentence = translate(
            "reasons", "The filters leave it out; without them it is number %1 of %2 for \u201c%3\u201d."
        )
    else:
        sentence = translate("reasons", "It is number %1 of %2 documents for \u201c%3\u201d.")
    return filled(sentence, number(rank.place), number(rank.total), path_text(query))


def _plainly(diagnosis: Diagnosis, onwards: Step) -> Told:
    """What stands between the file and its being found, where it is neither a rule nor a failure."""
    detail, turn = path_text(diagnosis.detail), _turn(diagnosis)
    count = int(detail) if detail.isdecimal() else 0
    known = {
        Finding.OWN: Told(
            translate("reasons", "It belongs to Clew itself, which does not search its own data.")
        ),
        Finding.OUTSIDE: Told(
            translate("reasons", "It lies in none of the folders that are searched."),
            translate("reasons", "Add its folder to find it."),
            (Step.ADD_FOLDER,),
        ),
        Finding.FORGOTTEN: Told(
            translate("reasons", "You had it forgotten, and it stays out until you let it in again."),
            steps=(Step.LET_IN,),
        ),
        Finding.UNREACHABLE: Told(
            filled(
                translate("reasons", "%1 cannot be reached now. What is known of it is still found."), detail
            ),
            translate("reasons", "Plug its drive in, or connect to it."),
        ),
        Finding.GONE: Told(translate("reasons", "There is no such file any more.")),
        Finding.FOLDER: Told(
            filled(translate("reasons", "This folder is searched. Found in it: %1."), documents_text(count))
        ),
        Finding.HOLDS: Told(
            filled(translate("reasons", "It holds documents. Found in it: %1."), documents_text(count))
        ),
        Finding.NEW: Told(translate("reasons", "It has not been read yet."), turn, (onwards,)),
        Finding.CHANGED: Told(
            translate("reasons", "It is found as it was; it has changed since it was read."), turn, (onwards,)
        ),
        Finding.WORDS: Told(
            translate("reasons", "It is found by its words. What it means is still being learned."),
            turn,
            (onwards,) if onwards is Step.GO_ON else (),
        ),
        Finding.INDEXED: Told(translate("reasons", "It is found, by its words and by its meaning.")),
    }
    return known[diagnosis.finding]


def _rules(diagnosis: Diagnosis) -> Told:
    """What a file of rules says."""
    if diagnosis.reason == Reason.TOO_LARGE:
        return Told(
            translate("reasons", "This file of rules is too large, and is not obeyed."),
            translate("reasons", "Shorten it to 100 kB."),
        )
    says = translate("reasons", "It says what is left out of its folder. Rules in it: %1.")
    why = filled(says, path_text(diagnosis.detail))
    if not diagnosis.left_out:
        return Told(why)
    none = filled(translate("reasons", "These lines are none: %1."), path_text(diagnosis.left_out))
    return Told(f"{why} {none}", translate("reasons", "Write them as in a .gitignore file."))


def _turn(diagnosis: Diagnosis) -> str:
    """Its turn."""
    if diagnosis.position:
        sentence = translate("reasons", "It is number %1 of %2 waiting files.")
        return filled(sentence, number(diagnosis.position), number(diagnosis.queue))
    if diagnosis.queue:
        sentence = translate("reasons", "%1 files are waiting to be read, the newest first.")
        return filled(sentence, number(diagnosis.queue))
    return ""


def _too_large(detail: str) -> Told:
    if re.fullmatch(r"\d+ MB", detail):
        return Told(
            filled(translate("reasons", "It is larger than %1."), detail),
            translate("reasons", "Raise the limit in the settings, or split it."),
            (Step.SETTINGS, Step.TRY_AGAIN),
        )
    if not detail:
        return Told(
            translate("reasons", "It is larger than is read."),
            translate("reasons", "Split it, or raise the limit in the settings."),
            (Step.SETTINGS, Step.TRY_AGAIN),
        )
    return Told(
        translate("reasons", "It unpacks to more than is safe."),
        translate("reasons", "If you trust it, unpack it yourself."),
        (Step.TRY_AGAIN,),
    )
