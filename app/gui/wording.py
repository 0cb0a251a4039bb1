"""Values -> words: everything that the window says about documents and work, in the user's language.

A count of one has a sentence of its own, so that English is right without a file of translations.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from app.domain.document import Place, SegmentKind
from app.domain.hit import Hit
from app.domain.state import FolderState, Following, Totals
from app.gui.confidence_wording import band_text
from app.gui.naming import SEPARATOR, path_text

translate = QCoreApplication.translate
BETWEEN = " \u00b7 "
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def number(value: int) -> str:
    """A number as the user writes it."""
    return QLocale().toString(value)


def kind_name(kind: str) -> str:
    """What a kind of document is called."""
    names = {
        "text": translate("wording", "Text"),
        "markdown": translate("wording", "Markdown"),
        "html": translate("wording", "Web page"),
        "pdf": translate("wording", "PDF"),
        "document": translate("wording", "Document"),
        "markup": translate("wording", "Markup text"),
        "presentation": translate("wording", "Presentation"),
        "spreadsheet": translate("wording", "Spreadsheet"),
        "book": translate("wording", "Book"),
        "mail": translate("wording", "Mail"),
        "data": translate("wording", "Data"),
        "code": translate("wording", "Source code"),
        "notebook": translate("wording", "Notebook"),
        "subtitles": translate("wording", "Subtitles"),
        "calendar": translate("wording", "Calendar"),
        "contact": translate("wording", "Contact"),
        "picture": translate("wording", "Picture"),
    }
    return names.get(kind) or kind.title()


def aspect_name(aspect: str) -> str:
    """What an aspect is called."""
    names = {
        "kind": translate("wording", "Kind"),
        "folder": translate("wording", "Folder"),
        "date": translate("wording", "Date"),
        "language": translate("wording", "Language"),
    }
    return names.get(aspect) or aspect.title()


def label_name(aspect: str, label: str) -> str:
    """What a label of an aspect is called."""
    if aspect == "kind":
        return kind_name(label)
    if aspect == "language":
        language = QLocale.codeToLanguage(label)
        if language is QLocale.Language.AnyLanguage:
            return label.upper()
        return translate("language", QLocale.languageToString(language))
    return path_text(label) or translate("wording", "(top folder)")


def when(modified_ns: int, now: datetime | None = None) -> str:
    """The day of a change, as one speaks of it; empty where the file states none that could be."""
    today = (now or datetime.now(UTC)).astimezone()
    try:
        day = (EPOCH + timedelta(microseconds=modified_ns // 1000)).astimezone(today.tzinfo).date()
    except (OverflowError, ValueError):  # a clock that was never set
        return ""
    if day == today.date():
        return translate("wording", "Today")
    if day == today.date() - timedelta(days=1):
        return translate("wording", "Yesterday")
    return day_text(day)


def day_text(day: date) -> str:
    """A day as the user writes it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), _date_format())


def place_text(place: Place, title: str = "") -> str:
    """Where in a document: its page, its heading, its cells; empty for the whole.

    A heading that is the document's *title* is not said again.
    """
    count = number(place.index)
    if place.kind is SegmentKind.PAGE:
        return filled(translate("wording", "page %1"), path_text(place.label) or count)
    label = path_text(_below(title, place.label)).replace(" > ", SEPARATOR)
    counted = {
        SegmentKind.SLIDE: translate("wording", "slide %1"),
        SegmentKind.CELL: translate("wording", "cell %1"),
    }
    if place.kind in counted:
        return SEPARATOR.join(part for part in (filled(counted[place.kind], count), label) if part)
    unnamed = {
        SegmentKind.CHAPTER: translate("wording", "chapter %1"),
        SegmentKind.SHEET: translate("wording", "sheet %1"),
        SegmentKind.ENTRY: translate("wording", "entry %1"),
    }
    if place.kind in unnamed and (not label or label.isdecimal()):
        return filled(unnamed[place.kind], label or count)
    return label


def hit_sentence(hit: Hit, now: datetime | None = None) -> str:
    """A hit as a screen reader says it."""
    place = place_text(hit.place, hit.title) if hit.passages else ""
    sure = band_text(hit.confidence) if hit.confidence is not None else ""
    facts = [path_text(hit.title), sure, kind_name(hit.kind), when(hit.modified_ns, now), place]
    if hit.away:
        facts.append(away_text(hit.away))
    if hit.copies:
        facts.append(copies_text(len(hit.copies) + 1))
    said = ", ".join(fact for fact in facts if fact)
    snippet = path_text(hit.snippet.text).strip()
    return filled(translate("wording", "%1: %2"), said, snippet) if snippet else said


def most_alike_sentence(hit: Hit) -> str:
    """What of the document whose like was sought this hit is nearest to; empty where words were asked for."""
    if not hit.most_alike:
        return ""
    return filled(translate("wording", "Most alike to: %1"), path_text(hit.most_alike))


def documents_text(count: int) -> str:
    """So many documents."""
    if count == 1:
        return translate("wording", "%Ln document", None, count)
    return translate("wording", "%Ln documents", None, count)


def files_text(count: int) -> str:
    """So many files."""
    if count == 1:
        return translate("wording", "%Ln file", None, count)
    return translate("wording", "%Ln files", None, count)


def label_sentence(name: str, count: int) -> str:
    """A label with its count, as a screen reader says it."""
    return filled(translate("wording", "%1, %2"), name, documents_text(count))


def copies_text(count: int) -> str:
    """That a hit has copies, itself included."""
    return translate("wording", "%Ln copies", None, count)


def more_text(count: int) -> str:
    """That a list goes on."""
    return translate("wording", "Show %Ln more", None, count)


def totals_sentence(totals: Totals) -> str:
    """What the library holds."""
    documents = documents_text(totals.documents)
    if not totals.waiting_documents:
        return documents
    waiting = translate("wording", "%Ln found by words only so far", None, totals.waiting_documents)
    return filled(translate("wording", "%1, %2"), documents, waiting)


def coverage_text(totals: Totals, files: int) -> str:
    """What is indexed, waits, and could not be read; *files* are still to be read."""
    waiting, unread = totals.waiting_documents + files, sum(totals.failed.values())
    parts = [documents_text(totals.documents)]
    if waiting:
        parts.append(translate("wording", "%Ln waiting", None, waiting))
    if unread:
        parts.append(translate("wording", "%Ln not read", None, unread))
    return BETWEEN.join(parts)


def coverage_sentence(totals: Totals, files: int) -> str:
    """The same in whole sentences."""
    unread = sum(totals.failed.values())
    sentences = [filled(translate("wording", "%1 can be found."), documents_text(totals.documents))]
    if files:
        sentence = translate("wording", "Still to be read: %1.")
        sentences.append(filled(sentence, files_text(files)))
    if totals.waiting_documents:
        sentence = translate("wording", "Found by their words only, while their meaning is learned: %1.")
        sentences.append(filled(sentence, documents_text(totals.waiting_documents)))
    if unread:
        sentence = translate("wording", "Could not be read: %1.")
        sentences.append(filled(sentence, files_text(unread)))
    return "\n".join(sentences)


def folder_sentence(state: FolderState) -> str:
    """How a folder stands, and how it is followed."""
    away = filled(translate("wording", "Away: %1"), _listed(state.away)) if state.away else ""
    if state.state == "unreachable":
        sentence = translate("wording", "Cannot be reached now. What is known of it stays searchable.")
        return (
            f"{away}. {translate('wording', 'What is known of it stays searchable.')}" if away else sentence
        )
    if state.state == "waiting":
        stands = translate("wording", "Not looked through yet")
    else:
        stands = documents_text(state.documents)
    return BETWEEN.join(part for part in (stands, away, _following_text(state.following)) if part)


def away_sentence(names: Iterable[str]) -> str:
    """Drives or folders are away."""
    return filled(
        translate("wording", "Away now, but what is known of it stays searchable: %1"), _listed(names)
    )


def away_text(name: str) -> str:
    """That what a document lies on is away."""
    return filled(translate("wording", "%1 is away"), path_text(name))


def away_to_open_sentence(name: str, path: Path) -> str:
    """A file cannot be opened, because what it lies on is away."""
    sentence = translate("wording", "%1 is away: %2 can be opened when it is back.")
    return filled(sentence, path_text(name), path_text(path.name))


def not_opened_sentence(path: Path) -> str:
    """A file could not be opened."""
    if path.exists():
        sentence = translate("wording", "This computer has no program that opens %1.")
    else:
        sentence = translate("wording", "%1 is not there any more, or its drive is away.")
    return filled(sentence, path_text(path.name))


def _following_text(following: Following) -> str:
    texts = {
        Following.REMOTE: translate("wording", "looked through every five minutes: network drive"),
        Following.TOO_MANY: translate(
            "wording", "looked through every five minutes: more folders than this computer watches"
        ),
    }
    return texts.get(following, "")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(path_text, names))


def _below(title: str, label: str) -> str:
    """The headings of *label* below one that is *title*."""
    if title and (label == title or label.startswith(f"{title} > ")):
        return label[len(title) + 3 :]
    return label


def _date_format() -> str:
    """The short date of the user's country, with the whole year."""
    locale = QLocale()
    if locale.language() is QLocale.Language.C:
        return "yyyy-MM-dd"
    short = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return short if "yyyy" in short else short.replace("yy", "yyyy")


def filled(sentence: str, *values: str) -> str:
    """*sentence* with its %1, %2 replaced, whatever the values hold."""
    return re.sub(r"%([1-9])", lambda place: values[int(place[1]) - 1], sentence)
