"""What a person sees: answers on standard output, progress and remarks on standard error."""

import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from tqdm import tqdm

from app.cli.remedies import unread
from app.domain.diagnosis import Diagnosis, Rank
from app.domain.document import Place, SegmentKind
from app.domain.events import Counted, DocumentFailed, Event, FolderUnreachable, Phase, Settled
from app.domain.hit import Confidence, Hit, Results, Snippet
from app.domain.state import FolderState, Following, Status

_DOING = {Phase.WORDS: "Reading", Phase.MEANING: "Encoding", Phase.CHECKING: "Asking"}
_UNITS = {Phase.WORDS: "file", Phase.MEANING: "passage", Phase.CHECKING: "passage"}
_LINE = "{desc} {n:,} of {total:,}{unit} |{bar}| {rate_noinv_fmt}, {remaining} left"
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_NOT_BOLD, _UNDERLINED = "\x1b[22m", "\x1b[4m"
_MARKS = {True: (_BOLD, _NOT_BOLD), False: ("[", "]")}
"""What stands before and after a matched word, with colour and without."""
BANDS = {
    Confidence.STRONG: "strong match",
    Confidence.POSSIBLE: "possible match",
    Confidence.WEAK: "weak match",
    Confidence.NONE: "hardly a match",
    None: "",
}
NO_REASONS: Mapping[int, Sequence[str]] = MappingProxyType({})


class Progress:
    """Shows events as they come: a bar for each phase, a line for each file that could not be read."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._bar: tqdm[None] | None = None
        self._phase: Phase | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_bar()

    def report(self, event: Event) -> None:
        """Show one event; that a folder is out of reach is said in any case."""
        if isinstance(event, FolderUnreachable):
            self._say(f"could not be looked into ({event.why}): {printable(str(event.path))}")
        elif self._quiet:
            return
        elif isinstance(event, Counted):
            self._count(event)
        elif isinstance(event, DocumentFailed):
            why, _ = unread(event.reason, event.detail)
            self._say(f"could not be read: {why}: {_shown(event.path, event.member)}")

    def _count(self, event: Counted) -> None:
        if event.phase is not self._phase:
            self._end_bar()
            self._phase = event.phase
            self._bar = tqdm(
                desc=_DOING[event.phase],
                total=event.total,
                unit=f" {_UNITS[event.phase]}s",
                bar_format=_LINE,
                file=sys.stderr,
                leave=True,
            )
        if self._bar is not None:
            self._bar.total = event.total
            self._bar.update(event.done - self._bar.n)

    def _say(self, line: str) -> None:
        tqdm.write(line, file=sys.stderr)

    def _end_bar(self) -> None:
        if self._bar is not None:
            self._bar.close()
        self._bar, self._phase = None, None


def print_results(results: Results, reasons: Mapping[int, Sequence[str]] = NO_REASONS) -> None:
    """Ranked hits with their snippets; *reasons* gives lines for some documents by id."""
    colour = sys.stdout.isatty()
    if results.hits and results.confidence in (Confidence.WEAK, Confidence.NONE):
        print("No confident match; the closest documents are below.\n")
    if results.corrected:
        others = ", ".join(dict.fromkeys(other for _, other in results.corrected))
        print(printable(f"Also searched for: {others}; put a word in quotes for exactly that.") + "\n")
    for number, hit in enumerate(results.hits, 1):
        _print_hit(number, hit, reasons.get(hit.document_id, ()), colour=colour)
    if results.note:
        sys.stdout.flush()
        print(results.note, file=sys.stderr)


def print_folders(states: list[FolderState]) -> None:
    """One folder a line."""
    if not states:
        print("No folders yet. Add one: clew add FOLDER")
    for state in states:
        print(f"{printable(str(state.path))}  {_stands(state)}")


def print_settings(settings: Mapping[str, object]) -> None:
    """One a line, as `clew settings NAME VALUE` takes it."""
    for name, value in settings.items():
        print(f"{name:24} {str(value).lower() if isinstance(value, bool) else value}".rstrip())


def print_status(status: Status) -> None:
    """What the library holds."""
    totals = status.totals
    print(f"{totals.documents} documents, {totals.passages} passages, {status.size_bytes / 1e6:.1f} MB")
    if totals.waiting:
        print(f"{totals.waiting} passages are not yet searchable by meaning")
    for reason, count in sorted(totals.failed.items()):
        print(f"could not be read, because {unread(reason, 'the settings')[0]}: {count}")
    for rule, count in sorted(totals.skipped.items()):
        print(f"passed over, {rule}: {count}")
    languages = ", ".join(f"{language or 'unknown'} {count}" for language, count in totals.languages.items())
    if languages:
        print(f"languages: {languages}")
    if others := sum(count for language, count in totals.languages.items() if language not in ("en", "")):
        print(f"note: {others} documents are not in English; the search by meaning is best in English")


def settled_sentence(settled: Settled) -> str:
    """What came of looking through the folders."""
    parts = [f"{settled.seen} files seen", f"{settled.read} read", f"{settled.passages} passages"]
    for name, count in (
        ("moved", settled.moved),
        ("forgotten", settled.forgotten),
        ("failed", settled.failed),
    ):
        if count:
            parts.append(f"{count} {name}")
    return printable(f"{', '.join(parts)}, in {settled.seconds:.1f} s")


def print_diagnosis(diagnosis: Diagnosis, why: str, remedy: str, rank: Rank | None) -> None:
    """Why a file is found or not, what helps, and its rank."""
    sentences = [f"{diagnosis.path}: {why}.", f"What helps: {remedy}." if remedy else ""]
    if rank is not None:
        place = f"place {rank.place} of {rank.total}" if rank.place else f"not among the best {rank.total}"
        sentences.append(f"For this query: {place}.")
    print(printable(" ".join(filter(None, sentences))))


def printable(text: str) -> str:
    """*text* on one line, fit for a terminal: control and direction marks are shown, not obeyed."""
    return "".join(
        f"\\u{ord(character):04x}"
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        else character
        for character in text
    )


def _print_hit(number: int, hit: Hit, reasons: Sequence[str], *, colour: bool) -> None:
    bold, dim, plain = (_BOLD, _DIM, _PLAIN) if colour else ("", "", "")
    where = _where(hit.place) if hit.passages else ""
    facts = ", ".join(filter(None, (printable(where), BANDS[hit.confidence])))
    print(f"{number:2}. {bold}{printable(hit.title)}{plain}{f'  ({facts})' if facts else ''}")
    print(f"    {dim}{_shown(hit.path, hit.member)}{plain}")
    if hit.away:
        print(f"    {dim}{printable(hit.away)} is away{plain}")
    if hit.copies:
        print(f"    {dim}{len(hit.copies)} more with the same or nearly the same content{plain}")
    print(f"    {_marked(hit.snippet, colour=colour)}")
    if hit.most_alike:
        print(f"    {dim}most alike: {printable(hit.most_alike)}{plain}")
    for line in reasons:
        print(f"      {dim}{printable(line)}{plain}")
    print()


def _stands(state: FolderState) -> str:
    """How a folder stands, which drives of it are away, and that it is not watched."""
    parts = [f"{state.documents} documents", state.state]
    if state.away:
        parts.append(f"away: {printable(', '.join(state.away))}")
    if state.following is Following.REMOTE:
        parts.append("looked through every five minutes: network drive")
    return ", ".join(parts)


def _shown(path: Path, member: str) -> str:
    """A file, or a document inside it."""
    return printable(f"{path} > {member}" if member else str(path))


def _where(place: Place) -> str:
    if place.kind is SegmentKind.PAGE:
        return f"page {place.label or place.index}"
    if place.kind is SegmentKind.SLIDE:
        return f"slide {place.index} {place.label}".rstrip()
    return place.label


def _marked(snippet: Snippet, *, colour: bool) -> str:
    """The snippet with its matched words in bold and its sentence underlined; without colour words in [brackets]."""
    signs = [
        (place, sign) for mark in snippet.marks for place, sign in zip(mark, _MARKS[colour], strict=True)
    ]
    if colour and snippet.sentence:
        signs += zip(snippet.sentence, (_UNDERLINED, _PLAIN), strict=True)
    parts: list[str] = []
    position = 0
    for place, sign in sorted(signs, key=lambda one: one[0]):
        parts += [printable(snippet.text[position:place]), sign]
        position = place
    return "".join([*parts, printable(snippet.text[position:])])
