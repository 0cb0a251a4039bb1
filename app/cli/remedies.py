"""What a diagnosis says to a person: why, and what helps."""

from app.domain.diagnosis import Diagnosis, Finding

READ = {
    "encrypted": ("it needs a password", "save a copy without one"),
    "damaged": ("it is damaged", "open it with the program that made it, and save it anew"),
    "not-text": (
        "it is a picture, or holds pictures of text, and needs text recognition",
        "clew settings text_recognition true; it needs the program Tesseract",
    ),
    "empty": ("it is empty", ""),
    "too-large": ("it is larger than the limit of {}", "raise largest_file_megabytes in the settings"),
    "unknown-kind": ("it is not of a kind that Clew reads yet", ""),
    "gone": ("it was gone when it was to be read", "index again"),
    "no-permission": ("there is no permission to read it", "let your user read it"),
    "cloud-only": ("it is only in the cloud", "open it once, so that it is downloaded"),
    "timed-out": ("it took too long to read ({})", "it is tried again when it changes"),
    "crashed": ("it crashed the reader", "it is tried again when it changes"),
    "out-of-memory": ("it needs more memory than one file may take", "it is tried again when it changes"),
}
"""Reason -> (why, what helps)."""
RULES = {
    "hidden": (
        "hidden files and folders are passed over ({})",
        "rename it without the dot, or let it in by a rule: clew rules FOLDER --add '!NAME'",
    ),
    "system": ("files of the system are passed over ({})", ""),
    "build-or-package": (
        "folders that programs fill are passed over ({})",
        "keep documents elsewhere, or let it in by a rule: clew rules FOLDER --add '!NAME/'",
    ),
    "temporary": ("unfinished and temporary files are passed over ({})", "save it under another name"),
    "private-key-or-password": ("keys and passwords are never read ({})", ""),
    "cloud-only": ("it is only in the cloud; Clew downloads nothing ({})", "open it once"),
    "not-a-regular-file": (
        "links to folders, devices and the like are not followed ({})",
        "add what it points to",
    ),
    "your-rule": ("a rule of yours leaves it out: {}", "clew rules FOLDER --remove RULE"),
    "clewignore-file": ("a file of rules leaves it out: {}", "change that file"),
}
"""Rule -> (why, what helps)."""
OTHERS = {
    Finding.OWN: ("it is Clew's own data", ""),
    Finding.OUTSIDE: ("no folder of the library covers it", "clew add FOLDER"),
    Finding.FORGOTTEN: ("it was forgotten, and stays out", "to let it in again: clew add PATH"),
    Finding.UNREACHABLE: (
        "{} cannot be reached; what is known is still found",
        "plug the drive in, or connect to it; to have it forgotten: clew forget PATH",
    ),
    Finding.GONE: ("there is no such file", ""),
    Finding.FOLDER: ("it is a folder that is searched: {} documents", ""),
    Finding.RULES: ("it says what is left out of its folder: {} rules", ""),
    Finding.HOLDS: ("it holds documents that are searched: {}", ""),
    Finding.NEW: ("it has not been looked at yet", "clew index"),
    Finding.CHANGED: ("it is found as it was; it has changed since", "clew index"),
    Finding.WORDS: ("it is found by its words; {} passages wait for the encoder", "clew index"),
    Finding.INDEXED: ("it is found by word and by meaning", ""),
}


def unread(reason: str, detail: str) -> tuple[str, str]:
    """(why a file could not be read, what helps or empty)."""
    why, remedy = READ.get(reason, ("it could not be read", ""))
    if reason == "not-text" and detail:
        remedy = "save it as PNG or JPEG: text is not recognised in pictures of this kind"
    return why.replace("{}", detail), remedy


def detail(diagnosis: Diagnosis) -> str:
    """The fact that belongs to the reason; of a rule of the user's also where it is written."""
    if not diagnosis.line:
        return diagnosis.detail
    place = f"line {diagnosis.line} of {diagnosis.origin}" if diagnosis.origin else f"rule {diagnosis.line}"
    return f"{diagnosis.detail} ({place})"


def told(diagnosis: Diagnosis) -> tuple[str, str]:
    """(why, what helps or empty)."""
    if diagnosis.finding is Finding.FAILED:
        why, remedy = unread(diagnosis.reason, diagnosis.detail)
    elif diagnosis.finding is Finding.SKIPPED:
        why, remedy = RULES.get(diagnosis.reason, ("a rule passes it over ({})", ""))
    else:
        why, remedy = OTHERS[diagnosis.finding]
    why = why.replace("{}", detail(diagnosis))
    if diagnosis.finding is Finding.RULES and diagnosis.reason:
        why, remedy = "it is too large to be obeyed as a file of rules", "shorten it to 100 kB"
    elif diagnosis.finding is Finding.RULES and diagnosis.left_out:
        return f"{why}; passed over as none: line {diagnosis.left_out}", "write those lines as in .gitignore"
    if diagnosis.position:
        why += f"; it is number {diagnosis.position} of {diagnosis.queue} waiting files"
    return (f"{why}; left out: {diagnosis.left_out}" if diagnosis.left_out else why), remedy
