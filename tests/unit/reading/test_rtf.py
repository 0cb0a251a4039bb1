"""Rich text: what it says, without pictures, objects and hidden text."""

import io
import time

import pytest

from app.domain.document import Document, Kind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import compose
from app.reading.office.rtf import is_rtf, read_rtf, rtf_text
from tests.unit.reading.files import labels, texts
from tests.unit.reading.mutated import mutations, outcomes

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times;}{\f1\fcharset204 Times Cyr;}{\f2\fcharset128 Mincho;}}"
    rb"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}}"
    rb"{\info{\title On Engines}{\author Ada Lovelace}{\creatim\yr1843\mo9\dy5\hr1}{\*\company Nobody}}"
)


def _read(body: bytes, characters: int = 100_000) -> Document:
    return compose(read_rtf(io.BytesIO(body), characters), characters)


def _text(body: bytes) -> str:
    return _read(HEAD + body + b"}").text


def test_a_document_is_read_with_what_it_states() -> None:
    document = _read(HEAD + rb"\pard The \b engine\b0  weaves.\par}")

    assert document.kind is Kind.DOCUMENT
    assert document.text == "The engine weaves."
    assert (document.title, document.author, document.created) == ("On Engines", "Ada Lovelace", "1843-09-05")


def test_every_heading_begins_a_section() -> None:
    document = _read(
        HEAD + rb"\pard\s1 Looms\par\pard\s0 They weave.\par\pard\s2 Cards\par\pard With holes.\par}"
    )

    assert labels(document) == ["Looms", "Looms > Cards"]
    assert texts(document) == ["Looms\n\nThey weave.", "Cards\n\nWith holes."]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (rb"caf\'e9", "café"),
        (rb"{\f1 \'cf\'f0\'e8\'e2\'e5\'f2} x", "Привет x"),
        (rb"\f2 \'93\'fa\'96\'7b", "日本"),
        (rb"\u8364 ?5", "€5"),
        (rb"\uc0\u8364 5", "€5"),
        (rb"\u-10179 ?\u-8694 ?", "\U0001f60a"),
        (rb"\{a\\b\}", r"{a\b}"),
        (rb"\ldblquote q\rdblquote\~r\emdash s", "“q”\u00a0r—s"),
        (b"one\r\n word", "one word"),
    ],
)
def test_characters_are_what_is_meant(body: bytes, said: str) -> None:
    assert _text(rb"\pard " + body) == said


@pytest.mark.parametrize(
    "body",
    [
        rb"{\pict\pngblip 89504e47}",
        b"{\\pict\\bin6 }}{{\\'}",
        rb"{\*\unknown thing}",
        rb"{\v hidden}",
        rb"{\header top of the page\par}",
        rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt }}",
        rb"{\deleted gone}",
    ],
)
def test_what_is_not_of_the_text_is_passed_over(body: bytes) -> None:
    assert _text(rb"\pard Before" + body + rb" after\par") == "Before after"


def test_a_table_is_written_row_by_row() -> None:
    row = rb"\trowd\cellx1\cellx2\pard\intbl %s\cell %s\par more\cell\row"
    rows = row % (b"Name", b"Year") + row % (b"Ada", b"1843")

    assert _text(rb"\pard Look:\par" + rows + rb"\pard Done.\par") == (
        "Look:\n\nName | Year more\nAda | 1843 more\n\nDone."
    )


def test_a_note_stands_after_its_paragraph() -> None:
    body = rb"\pard One{\footnote\pard See \i there\i0 .\par}{\*\annotation Why?} two.\par Three.\par"

    assert _text(body) == "One two.\n\nSee there.\n\nWhy?\n\nThree."


def test_rich_text_that_wraps_html_is_read_as_text() -> None:
    body = rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Hello\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}}"

    assert rtf_text(body, 1000) == "Hello"


def test_a_cut_off_document_is_read_as_far_as_it_goes() -> None:
    document = _read(HEAD + rb"\pard All that there")

    assert document.text == "All that there"
    assert document.left_out == "the end of the document"


def test_no_more_is_kept_than_was_asked_for() -> None:
    document = _read(HEAD + rb"\pard word" * 1000, 100)

    assert len(document.text) <= 100
    assert document.left_out == "text after the first 100 characters"


def test_what_is_no_rich_text_is_damaged() -> None:
    with pytest.raises(Unreadable) as caught:
        _read(b"Plain text.")

    assert caught.value.reason is Reason.DAMAGED
    assert not is_rtf(b"Plain text.", io.BytesIO())
    assert is_rtf(HEAD, io.BytesIO())


def test_groups_without_end_are_damaged() -> None:
    with pytest.raises(Unreadable) as caught:
        _read(b"{\\rtf1 " + b"{" * 1_000_000)

    assert caught.value.reason is Reason.DAMAGED


def test_time_grows_with_the_length_of_the_file_alone() -> None:
    fields = rb"{\field{\*\fldinst{HYPERLINK x}} y}" * 20_000
    started = time.monotonic()

    assert len(_text(rb"\pard " + fields)) > 20_000
    assert time.monotonic() - started < 60


def test_whatever_the_bytes_there_is_a_reason_or_a_document() -> None:
    whole = HEAD + rb"\pard\s1 A\par\pard\intbl b\cell\row\pard x{\footnote y}\u8364 ?{\pict\bin3 abc}\par}"
    variants = mutations(whole, 1000, b"\\{}'*0129-ubinsf \0\xff\n")

    assert outcomes(_read, variants) <= {None, Reason.EMPTY, Reason.DAMAGED}
