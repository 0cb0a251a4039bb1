"""The choice among the formats: by content where the suffix lies."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.document import Kind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import canonical
from tests.unit.reading.files import docx, paragraph, pdf, read

PDF = pdf([["The heron waits."]])
DOCX = docx(paragraph("The heron waits."))
HTML = b"<!DOCTYPE html><html><body><p>The heron waits.</p></body></html>"
MARKDOWN = b"# Heron\n\nThe heron waits.\n"
TEXT = b"The heron waits.\n"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (PDF, "a.pdf", Kind.PDF),
        (PDF, "a.txt", Kind.PDF),
        (b"\xef\xbb\xbf\n" + PDF, "a", Kind.PDF),
        (DOCX, "a.docx", Kind.DOCUMENT),
        (DOCX, "a.zip", Kind.DOCUMENT),
        (HTML, "a.html", Kind.HTML),
        (HTML, "a.txt", Kind.HTML),
        (HTML.decode().encode("utf-16"), "a", Kind.HTML),
        (b"<p>No head</p>", "a.HTM", Kind.HTML),
        (MARKDOWN, "a.md", Kind.MARKDOWN),
        (MARKDOWN, "a.mdx", Kind.MARKDOWN),
        (MARKDOWN, "README", Kind.TEXT),
        (TEXT, "a.txt", Kind.TEXT),
        (TEXT, "a.py", Kind.CODE),
        (TEXT, "a.pdf", Kind.TEXT),
        (TEXT, "a.docx", Kind.TEXT),
        (b'{"bird": "heron"}', "a.json", Kind.DATA),
        (b"{\\rtf1 heron}", "a.txt", Kind.DOCUMENT),
        (b"bird,legs\nheron,2\nstork,2\n", "a.csv", Kind.DATA),
        (b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada heron\nEND:VCARD\n", "a.txt", Kind.CONTACT),
        (b"1\n00:00:01,000 --> 00:00:02,000\nThe heron waits.\n", "a.txt", Kind.SUBTITLES),
        (b"\\section{Birds} The heron waits.", "a.tex", Kind.MARKUP),
        (b"#!/usr/bin/env python3\nprint('heron')\n", "heron", Kind.CODE),
    ],
)
def test_the_content_decides_where_the_suffix_lies(data: bytes, name: str, kind: Kind) -> None:
    document = read(data, name)

    assert document.kind is kind
    assert "heron" in document.text or kind is Kind.HTML


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", Reason.EMPTY),
        (b" \n\t\n", "a.md", Reason.EMPTY),
        (b"<html><body></body></html>", "a.html", Reason.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.png", Reason.NOT_TEXT),
        (b"\xff\xd8\xff\xe0" + bytes(50), "photo.txt", Reason.NOT_TEXT),
        (b"GIF89a" + bytes(50), "a.gif", Reason.NOT_TEXT),
        (b"RIFF\x10\0\0\0WEBPVP8 " + bytes(50), "a.webp", Reason.NOT_TEXT),
        (b"\0\0\0\x18ftypheic" + bytes(50), "a.heic", Reason.NOT_TEXT),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', "a.svg", Reason.NOT_TEXT),
        (gzip.compress(TEXT * 50), "a.gz", Reason.UNKNOWN_KIND),
        (b"PK\x03\x04" + bytes(50), "a.zip", Reason.UNKNOWN_KIND),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.mpp", Reason.UNKNOWN_KIND),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", Reason.DAMAGED),
        (bytes(range(256)) * 9, "a.bin", Reason.UNKNOWN_KIND),
        (bytes(range(256)) * 9, "a.md", Reason.UNKNOWN_KIND),
        (bytes(range(256)) * 9, "a.pdf", Reason.DAMAGED),
    ],
)
def test_what_cannot_be_read_has_its_reason(data: bytes, name: str, reason: Reason) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data, name)

    assert caught.value.reason is reason


def test_a_long_text_is_read_up_to_the_limit() -> None:
    document = read("a line of text\r\n" * 1000, "a.txt", characters=500)

    assert len(document.text) <= 500
    assert document.left_out == "text after the first 500 characters"


TAGS = ("<div>", "<p>", "</p>", "<li>", "<table>", "<td>", "<h2>", "</div>", "<!--", "-->", "&amp;", "word")
LINES = ("#", "## x", "===", "---", "```", "~~~", "- a", "text", "a: b", "")
HEADS = st.sampled_from(
    [b"", b"<html>", b"%PDF-1.7\n", b"PK\x03\x04", b"# ", b"---\n", b"+++\n", b"\xff\xfe", PDF[:300]]
)
TAILS = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    st.lists(st.sampled_from(TAGS)).map(lambda tags: " ".join(tags).encode()),
    st.lists(st.sampled_from(LINES)).map(lambda lines: "\n".join(lines).encode()),
)
NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.eml", "a"])


@settings(deadline=None, max_examples=300)
@given(HEADS, TAILS, NAMES)
def test_any_bytes_are_a_document_or_unreadable(head: bytes, tail: bytes, name: str) -> None:
    try:
        document = read(head + tail, name, characters=300)
    except Unreadable:
        return

    position = 0
    for segment in document.segments:
        assert position <= segment.start < segment.end <= len(document.text) <= 300
        position = segment.end
    for text in (document.text, document.title, *(segment.place.label for segment in document.segments)):
        assert text == canonical(text)
        text.encode("utf-8")
