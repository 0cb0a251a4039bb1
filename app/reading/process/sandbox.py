"""Reading in a child process under limits: whatever a file does, it costs one answer."""

import logging
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.contents import Member
from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.reading.process.channel import Channel, start_child
from app.reading.process.kept_child import KeptChild, Killed
from app.reading.process.limits import USUAL, Limits
from app.reading.process.opening import check
from app.reading.process.wire import Message, Nonsense, member_from_wire, outcome_from_wire
from app.reading.recognition.page_picture import PagePicture, picture_from_wire

ALARM_MARGIN = 30
"""Seconds after which a child ends itself where its parent did not."""
LANGUAGE_SAMPLE = 20_000
"""Characters of a recognised text that tell its language."""
DEATHS = 20
"""Children that one file may cost: documents in it that kill are named and passed over."""
DEADLY = frozenset({Reason.TIMED_OUT, Reason.CRASHED, Reason.OUT_OF_MEMORY})
"""Ends of a child that may be the work of one document in a file."""

log = logging.getLogger(__name__)


class ProcessReader:
    """Reads files in a child process, which is started with the first file and replaced when it fails.

    *command* starts the child: it must end in `app.reading.process.child.main()`. Not for two threads at once.
    """

    def __init__(
        self,
        command: Sequence[str],
        limits: Limits = USUAL,
        start: Callable[[Sequence[str]], Channel] = start_child,
    ) -> None:
        self._limits = limits
        self._child = KeptChild(command, limits, start)

    def read(self, path: Path) -> Document | Generator[Member]:
        """Read one file, or the documents that it holds, one after the other; see `Reader`.

        Raises:
            Unreadable: with the reason; the reader stays usable, whatever the file did to it.
            ReaderBroken: if no child can be started.
        """
        size = check(path, self._limits.file_bytes)
        request = _Request(path, self._limits.seconds_for(size))
        try:
            answer = self._ask(request)
        except Unreadable as failure:
            if failure.reason not in DEADLY or "member" not in (answer := self._skip(request)):
                raise
            return self._members(request, answer, failure)
        if "next" in answer or "end" in answer:
            return self._members(request, answer)
        outcome = self._outcome(answer)
        self._child.renew_if_worn(answer)
        if isinstance(outcome, Unreadable):
            raise outcome
        return outcome

    def picture(self, path: Path, first: int) -> PagePicture | None:
        """The first page from number *first* on that shows something and has no text; None after the last.

        Raises:
            Unreadable: as `read` does.
            ReaderBroken: if no child can be started.
        """
        seconds = self._limits.seconds_for(check(path, self._limits.file_bytes))
        request = {"picture": first, "seconds": int(seconds) + ALARM_MARGIN}
        answer = _without_fault(self._child.ask(path, request, seconds))
        try:
            if "picture" not in answer:
                failure = self._outcome(answer)
                raise failure if isinstance(failure, Unreadable) else Nonsense
            return picture_from_wire(answer["picture"]) if answer["picture"] is not None else None
        except Nonsense as error:
            self._child.end(kindly=False)
            raise Unreadable(Reason.CRASHED, "no proper answer") from error
        finally:
            self._child.renew_if_worn(answer)

    def language(self, text: str) -> str:
        """ISO 639-1 code of *text*, by its beginning; empty where it is too short to tell, or the child fails."""
        request = {"language_of": text[:LANGUAGE_SAMPLE], "seconds": ALARM_MARGIN}
        try:
            language = self._child.ask_without_file(request, ALARM_MARGIN).get("language")
        except Unreadable:
            return ""
        return language if isinstance(language, str) and language.isascii() else ""

    def close(self) -> None:
        """End the child; a reader may be closed twice."""
        self._child.end(kindly=True)

    def _members(
        self, request: "_Request", answer: Message, failure: Unreadable | None = None
    ) -> Generator[Member]:
        """The documents of a file whose first *answer* is there; *failure* is what became of the first one."""
        is_done = False
        try:
            while "next" in answer:
                member, after = self._member(answer) if "member" in answer else (None, str(answer["next"]))
                request.is_between, request.after = after != request.after, after
                if member:
                    yield replace(member, outcome=failure) if failure else member
                answer, failure = self._next(request)
            is_done = True
        finally:
            if not is_done:  # what is still to come would be taken for another file's
                self._child.end(kindly=False)
        self._child.renew_if_worn(answer)
        if "end" not in answer and isinstance(outcome := self._outcome(answer), Unreadable):
            raise outcome

    def _next(self, request: "_Request") -> tuple[Message, Unreadable | None]:
        """The next answer; where a document killed the child, its name, and how it did."""
        try:
            return self._more(request), None
        except Unreadable as failure:
            request.deaths += 1
            if request.deaths > DEATHS:
                raise
            return self._skip(request), failure

    def _more(self, request: "_Request") -> Message:
        """The next answer, from another child where somebody killed this one and nothing would come twice."""
        try:
            return _without_fault(self._child.more(request.seconds))
        except Killed:
            if not request.is_between:
                raise
            return self._ask(request)

    def _skip(self, request: "_Request") -> Message:
        """Have the next document of the file named, and not read."""
        return self._ask(replace(request, skip=True))

    def _ask(self, request: "_Request") -> Message:
        message = {
            "name": request.path.name,
            "characters": self._limits.text_characters,
            "seconds": int(request.seconds) + ALARM_MARGIN,
            "after": request.after,
            "skip": request.skip,
        }
        return _without_fault(self._child.ask(request.path, message, request.seconds))

    def _outcome(self, answer: Message) -> Document | Unreadable:
        """What became of a file; a child that answers nonsense is ended."""
        try:
            return outcome_from_wire(answer)
        except Nonsense:
            self._child.end(kindly=False)
            return Unreadable(Reason.CRASHED, "no proper answer")

    def _member(self, answer: Message) -> tuple[Member, str]:
        try:
            return member_from_wire(answer)
        except Nonsense as error:
            raise Unreadable(Reason.CRASHED, "no proper answer") from error


def _without_fault(answer: Message) -> Message:
    """*answer*, unless it says that our own code went wrong: that is logged, and costs what a crash costs."""
    if "fault" in answer:
        log.error("fault in reading: %.200s", answer["fault"])
        raise Unreadable(Reason.CRASHED)
    return answer


@dataclass(slots=True)
class _Request:
    """What is asked of the child, and how far it has come."""

    path: Path
    seconds: float
    """For the file, or for each document in it."""
    after: str = ""
    is_between: bool = False
    """Whether nothing has come yet of what lies behind that."""
    skip: bool = False
    deaths: int = 0
