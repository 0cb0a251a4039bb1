"""Mail that Outlook saves as files of its own (MSG: [MS-OXMSG] in an OLE file, [MS-CFB])."""

import contextlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from app.domain.errors import Reason, Unreadable
from app.reading.charset.decode import decode_text
from app.reading.draft import Draft, is_visible
from app.reading.mail.dates import mail_date
from app.reading.mail.letter import Bundle, Letter, ReadAttachment, html_text, prefer_plain
from app.reading.mail.mime import Entity
from app.reading.office.compressed_rtf import unpack_rtf
from app.reading.office.ole import DAMAGE, OPENING, opened
from app.reading.office.properties import Store
from app.reading.office.rtf import rtf_text

DEEPEST = 6
"""Mails within each other that are read."""
MOST_MEMBERS = 1000
"""Recipients, and attachments, that are looked at."""
LONGEST_BODY = 32 * 1024 * 1024
"""Bytes of rich text unpacked for one mail."""

# Properties by their ids ([MS-OXPROPS]).
_SUBJECT = 0x0037
_CLASS = 0x001A
_TRANSPORT_HEADERS = 0x007D
_SENT, _DELIVERED = 0x0039, 0x0E06
_SENDER_NAMES = (0x0042, 0x0C1A)
_SENDER_ADDRESSES = (0x5D02, 0x5D01, 0x0065, 0x0C1F)
_TO, _CC = 0x0E04, 0x0E03
_BODY, _RTF, _HTML = 0x1000, 0x1009, 0x1013
_CODE_PAGES = (0x3FDE, 0x3FFD)
_NAME, _ADDRESS, _SMTP_ADDRESS, _RECIPIENT_TYPE = 0x3001, 0x3003, 0x39FE, 0x0C15
_ATTACHED, _LONG_NAME, _SHORT_NAME = 0x3701, 0x3707, 0x3704
_RECIPIENT, _ATTACHMENT = "__recip_version1.0_#", "__attach_version1.0_#"
_EMBEDDED = "__substg1.0_3701000D"
_TO_KIND, _CC_KIND = 1, 2
_ENCRYPTED, _SIGNED = ".smime", ".smime.multipartsigned"
"""Ends of the class of a mail."""
_SIGNED_MAIL = "signed.eml"
"""What a signed mail holds, whatever it calls that."""


def is_msg(head: bytes, source: BinaryIO) -> bool:
    """Whether *source* is an OLE file that holds a mail."""
    if not head.startswith(OPENING):
        return False
    with contextlib.suppress(*DAMAGE), opened(source) as ole:
        return bool(ole.exists("__properties_version1.0"))
    return False


def msg_reader(read_attachment: ReadAttachment) -> Callable[[BinaryIO, int], Draft]:
    """A reader of Outlook's mails whose attachments *read_attachment* reads."""

    def read_msg(source: BinaryIO, characters: int) -> Draft:
        bundle = Bundle(read_attachment, characters)
        try:
            with opened(source) as ole:
                _read(Store(ole), bundle, characters)
        except DAMAGE as error:
            raise Unreadable(Reason.DAMAGED) from error
        draft = bundle.draft()
        if not draft.parts:
            raise Unreadable(Reason.EMPTY)
        return draft

    return read_msg


def _read(root: Store, bundle: Bundle, characters: int) -> None:
    """The mail, what is attached, then the mails within; not recursive."""
    waiting = [(root, 0, "")]
    while waiting and not bundle.is_full:
        store, depth, name = waiting.pop()
        attached = list(store.inner(_ATTACHMENT, MOST_MEMBERS))
        bundle.add_letter(_letter(store, attached, characters), name)
        kind = store.text(_CLASS).lower()
        if kind.endswith(_ENCRYPTED):
            bundle.leave_out("the encrypted text")
            continue
        within = []
        for attachment in attached:
            if embedded := attachment.at(_EMBEDDED):
                within.append((embedded, depth + 1, _file_name(attachment)))
            elif not bundle.is_full and (content := attachment.data(_ATTACHED)):
                bundle.add_attachment(
                    content, _SIGNED_MAIL if kind.endswith(_SIGNED) else _file_name(attachment)
                )
        if depth < DEEPEST:
            waiting += reversed(within)
        elif within:
            bundle.leave_out("mails that lie too deep")


def _letter(store: Store, attached: list[Store], characters: int) -> Letter:
    recipients = list(store.inner(_RECIPIENT, MOST_MEMBERS))
    sent = store.moment(_SENT) or store.moment(_DELIVERED)
    headers = Entity(store.text(_TRANSPORT_HEADERS).encode("utf-8", "replace"))
    names = (_file_name(attachment) for attachment in attached)
    return Letter(
        sender=_person(_first(store, _SENDER_NAMES), _first(store, _SENDER_ADDRESSES))
        or headers.field("from"),
        to=_people(recipients, _TO_KIND) or store.text(_TO),
        cc=_people(recipients, _CC_KIND) or store.text(_CC),
        sent=mail_date(headers.field("date")) or sent,
        subject=store.text(_SUBJECT),
        text=_text(store, characters),
        attachments=tuple(dict.fromkeys(filter(None, names))),
    )


def _text(store: Store, characters: int) -> str:
    """The text, from whichever of its three forms the mail holds."""
    plain = store.text(_BODY)
    html = store.text(_HTML)
    if not html and (data := store.data(_HTML)):
        html = decode_text(data, _code_page(store)) or ""
    if is_visible(plain):
        return prefer_plain(plain, html)
    if is_visible(html):
        return html_text(html)
    return rtf_text(unpack_rtf(store.data(_RTF), LONGEST_BODY), characters)


def _code_page(store: Store) -> str:
    number = next(filter(None, map(store.number, _CODE_PAGES)), 0)
    return "utf-8" if number in {0, 65001} else f"cp{number}"


def _people(recipients: list[Store], kind: int) -> str:
    return ", ".join(
        _person(recipient.text(_NAME), recipient.text(_SMTP_ADDRESS) or recipient.text(_ADDRESS))
        for recipient in recipients
        if (recipient.number(_RECIPIENT_TYPE) or _TO_KIND) == kind
    )


def _person(name: str, address: str) -> str:
    """As in the head of a mail; addresses inside an Exchange server say nothing to people."""
    address = address if "@" in address else ""
    if not name or name == address:
        return address
    return f"{name} <{address}>" if address else name


def _first(store: Store, ids: tuple[int, ...]) -> str:
    found: Iterator[str] = map(store.text, ids)
    return next(filter(is_visible, found), "")


def _file_name(attachment: Store) -> str:
    name = attachment.text(_LONG_NAME) or attachment.text(_SHORT_NAME) or attachment.text(_NAME)
    return name.replace("\\", "/").rpartition("/")[2]
