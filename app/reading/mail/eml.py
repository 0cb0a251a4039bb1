"""Mail (RFC 5322 and MIME): the text, what is attached, and the mails within."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from app.domain.errors import Reason, Unreadable
from app.reading.draft import Draft, is_visible
from app.reading.mail.dates import mail_date
from app.reading.mail.letter import Bundle, Letter, ReadAttachment, html_text, prefer_plain
from app.reading.mail.mime import LONGEST_HEAD, Entity, begins_like_mail

DEEPEST = 12
"""Levels of parts and mails within each other that are read."""
MOST_PARTS = 1000
MOST_BYTES = 256 * 1024 * 1024
"""Bytes read of one mail."""

_SENT_BY_PROGRAMS = frozenset(
    {"received", "return-path", "message-id", "mime-version", "delivered-to", "x-mailer", "user-agent"}
)
_WRITTEN_BY_PEOPLE = frozenset({"from", "to", "cc", "subject", "date", "sender", "reply-to", "bcc"})
FEWEST_FIELDS = 3
"""Fields of people that a mail has at least; a memo has as many, but none of programs."""
_WORDS = frozenset(
    {"text/plain", "text/html", "text/enriched", "text/rfc822-headers", "message/delivery-status"}
)
"""What is text of the mail itself, unless it has a name."""
_MAILS = frozenset({"message/rfc822", "message/global"})
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})
_SEALS = frozenset(
    {
        "application/pgp-signature",
        "application/pgp-keys",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
    }
)
"""Parts that say nothing to people."""
_SUFFIXES = {
    "text/calendar": ".ics",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/rtf": ".rtf",
    "application/rtf": ".rtf",
    "application/pdf": ".pdf",
}
"""For parts without a name."""


def is_eml(head: bytes, source: BinaryIO) -> bool:
    """Whether *source* is a mail: it has the fields that people write and those that programs add.

    A web page in MIME is none; nor is a mailbox, which is asked for first.
    """
    if b":" not in head[:100] or not begins_like_mail(head):
        return False
    source.seek(0)
    mail = Entity(source.read(LONGEST_HEAD))
    if mail.field("from").startswith("<Saved by") or "snapshot-content-location" in mail.fields:
        return False
    by_people = len(mail.fields & _WRITTEN_BY_PEOPLE)
    return by_people >= FEWEST_FIELDS and bool(mail.fields & _SENT_BY_PROGRAMS)


def eml_reader(read_attachment: ReadAttachment) -> Callable[[BinaryIO, int], Draft]:
    """A reader of mails whose attachments *read_attachment* reads."""

    def read_eml(source: BinaryIO, characters: int) -> Draft:
        return read_mail(source.read(MOST_BYTES), characters, read_attachment)

    return read_eml


def read_mail(data: bytes, characters: int, read_attachment: ReadAttachment) -> Draft:
    """One part for the text under its head, and one or more for each attachment and each mail within.

    Raises:
        Unreadable: EMPTY, if nothing in it is of a mail.
    """
    mail = Entity(data)
    bundle = Bundle(read_attachment, characters)
    _Walk(bundle).read(mail)
    draft = bundle.draft()
    if not draft.parts:
        raise Unreadable(Reason.EMPTY)
    return draft


class _Walk:
    """Through a mail and the mails within; neither recursive nor endless."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._seen = 0

    def read(self, mail: Entity) -> None:
        waiting = [(mail, 0, "")]
        while waiting and not self._bundle.is_full:
            mail, depth, name = waiting.pop()
            texts = _Texts()
            files: list[tuple[Entity, int]] = []
            for leaf, below, group in self._leaves(mail, depth):
                if leaf.content_type in _SEALED:
                    self._bundle.leave_out("the encrypted text")
                elif leaf.content_type in _SEALS:
                    continue
                elif _is_text(leaf):
                    texts.add(leaf, group)
                else:
                    files.append((leaf, below))
            self._bundle.add_letter(_letter(mail, texts.text(), [file for file, _ in files]), name)
            within = []
            for file, below in files:
                if file.content_type in _MAILS or file.file_name.lower().endswith(".eml"):
                    within.append((Entity(file.content()), below + 1, file.file_name))
                elif not self._bundle.is_full:
                    self._bundle.add_attachment(file.content(), _name(file))
            waiting += reversed(within)

    def _leaves(self, mail: Entity, depth: int) -> Iterator[tuple[Entity, int, int]]:
        """What is no multipart, with its depth and the alternatives that it is one of, 0 if none."""
        waiting = [(mail, depth, 0)]
        while waiting:
            entity, depth, group = waiting.pop()
            self._seen += 1
            if depth > DEEPEST or self._seen > MOST_PARTS:
                self._bundle.leave_out("mails or parts that lie too deep or are too many")
                continue
            inner = list(self._parts(entity))
            if inner:
                group = self._seen if entity.content_type == "multipart/alternative" else group
                waiting += [(part, depth + 1, group) for part in reversed(inner)]
            else:
                yield entity, depth, group

    def _parts(self, entity: Entity) -> Iterator[Entity]:
        if entity.content_type.startswith("multipart/"):
            for part, _ in zip(entity.parts(), range(MOST_PARTS), strict=False):
                yield part


class _Texts:
    """The text of one mail: where it comes in several forms, only one of them."""

    def __init__(self) -> None:
        self._forms: dict[int, list[Entity]] = {}
        self._alone = 0

    def add(self, leaf: Entity, group: int) -> None:
        if not group:
            self._alone -= 1
        self._forms.setdefault(group or self._alone, []).append(leaf)

    def text(self) -> str:
        return "\n\n".join(filter(is_visible, map(_one_form, self._forms.values())))


def _one_form(leaves: list[Entity]) -> str:
    plain = "\n\n".join(leaf.text() for leaf in leaves if leaf.content_type != "text/html")
    html = "\n".join(leaf.text() for leaf in leaves if leaf.content_type == "text/html")
    return prefer_plain(plain, html) if is_visible(plain) else html_text(html)


def _letter(mail: Entity, text: str, files: list[Entity]) -> Letter:
    return Letter(
        sender=mail.field("from"),
        to=mail.field("to"),
        cc=mail.field("cc"),
        sent=mail_date(mail.field("date")),
        subject=mail.field("subject"),
        text=text,
        attachments=tuple(dict.fromkeys(file.file_name for file in files if file.file_name)),
    )


def _is_text(leaf: Entity) -> bool:
    """Whether *leaf* is text of the mail itself; a multipart whose parts cannot be told apart is, too."""
    is_words = leaf.content_type in _WORDS or leaf.content_type.startswith("multipart/")
    return is_words and not (leaf.is_attached or leaf.file_name)


def _name(file: Entity) -> str:
    usual = ".txt" if file.content_type.startswith("text/") else ""
    return file.file_name or f"attachment{_SUFFIXES.get(file.content_type, usual)}"
