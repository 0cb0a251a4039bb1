"""Saved web pages: the page, not what lies beside it."""

import io
import quopri

import pytest

from app.domain.document import Document, Kind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import compose
from app.reading.web.mhtml import is_mhtml, read_mhtml
from tests.unit.reading.files import labels
from tests.unit.reading.mutated import mutations, outcomes

HOSTILE = b"-=:;<>\r\n\0\xff"

PAGE = (
    "<html><head>{head}</head><body><h1>Herons</h1><p>A heron waits caf\u00e9-side for a long time, in the reeds of the "
    "river, and it does not move at all.</p></body></html>"
)


def mhtml(page: str = PAGE, charset: str = "utf-8", head: str = "", kind: str = "text/html") -> bytes:
    body = quopri.encodestring(page.replace("{head}", head).encode(charset))
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\n"
        b"Subject: =?utf-8?Q?On=20herons?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: '
        + f'{kind}; charset="{charset}"'.encode()
        + b"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + body
        + b"\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n"
    )


def read(data: bytes, characters: int = 100_000) -> Document:
    return compose(read_mhtml(io.BytesIO(data), characters), characters)


def test_the_page_is_read_as_web_pages_are() -> None:
    document = read(mhtml(head="<title>Grey birds</title>"))

    assert document.kind is Kind.HTML
    assert document.title == "Grey birds"
    assert labels(document) == ["Herons"]
    assert "caf\u00e9-side" in document.text
    assert "AAAA" not in document.text


def test_a_page_without_a_title_has_the_one_it_was_saved_under() -> None:
    assert read(mhtml(PAGE.replace("h1", "p"))).title == "On herons"


def test_the_encoding_is_that_of_the_part() -> None:
    assert "caf\u00e9-side" in read(mhtml(charset="cp1252", head='<meta charset="utf-8">')).text


def test_a_saved_page_is_told_from_a_mail() -> None:
    mail = mhtml().replace(b"From: <Saved by Blink>", b"From: ann@example.org").replace(b"Snapshot-", b"X-")

    assert is_mhtml(mhtml()[:4096], io.BytesIO())
    assert not is_mhtml(mail, io.BytesIO())
    assert not is_mhtml(b"Text.\n\nSnapshot-Content-Location: multipart/related", io.BytesIO())


@pytest.mark.parametrize("data", [b"x", mhtml(kind="text/css"), b"Content-Type: text/html\r\n\r\n"])
def test_a_file_without_a_page_is_damaged(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data)

    assert caught.value.reason is Reason.DAMAGED


def test_parts_in_parts_end_somewhere() -> None:
    deep = b"".join(
        f"Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n".encode()
        for depth in range(3000)
    )
    with pytest.raises(Unreadable):
        read(deep)


def test_damaged_files_end_in_a_document_or_a_reason() -> None:
    assert outcomes(read, mutations(mhtml(), 200, HOSTILE))
