"""What people write onto the pages of a PDF: fields of a form and comments."""

import io
from collections.abc import Sequence

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from app.reading.pdf import annotations
from tests.unit.reading.files import pdf, read, texts

FROG = ["Frogs sleep among the reeds."]
Value = str | int | PdfObject
PASSWORD = 1 << 13


def annotated(*entries: dict[str, Value], page: int = 0, data: bytes = b"") -> bytes:
    """A PDF with the annotations *entries* on a page; widgets among them are fields of its form."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data or pdf([FROG])))
    references = ArrayObject(writer._add_object(_dictionary(entry)) for entry in entries)
    writer.pages[page][NameObject("/Annots")] = references
    form = DictionaryObject({NameObject("/Fields"): references})
    if any(entry["/Subtype"] == "/Widget" for entry in entries):
        writer.root_object[NameObject("/AcroForm")] = form
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def field(name: str, value: Value, kind: str = "/Tx", **more: Value) -> dict[str, Value]:
    return {"/Subtype": "/Widget", "/FT": kind, "/T": name, "/V": value} | {
        f"/{key}": v for key, v in more.items()
    }


def comment(text: str, kind: str = "/Text") -> dict[str, Value]:
    return {"/Subtype": kind, "/Contents": text}


def written(data: bytes) -> Sequence[str]:
    """The lines of the only page behind what is printed on it."""
    (text,) = texts(read(data, "a.pdf"))
    return text.removeprefix(FROG[0]).strip().split("\n")


def test_fields_that_were_filled_in_are_read_with_their_names() -> None:
    data = annotated(field("name", "Ann Example"), field("town", "Corviston", "/Ch"), field("empty", ""))

    assert written(data) == ["name: Ann Example", "town: Corviston"]


def test_a_field_is_called_what_people_see() -> None:
    data = annotated(field("form1[0].f1_01[0]", "4711", TU="Number of the invoice"), field("f1_02[0]", "May"))

    assert written(data) == ["Number of the invoice: 4711", "f1_02: May"]


def test_a_field_that_stands_on_a_page_twice_is_read_once() -> None:
    assert written(annotated(field("name", "Ann"), field("name", "Ann"))) == ["name: Ann"]


def test_passwords_and_signs_are_not_read() -> None:
    assert written(annotated(field("key", "heron-4711", Ff=PASSWORD), field("sign", "-"))) == [""]


def test_buttons_and_boxes_are_not_read() -> None:
    box = field("agreed", NameObject("/Yes"), "/Btn")

    assert written(annotated(box)) == [""]


@pytest.mark.parametrize("kind", ["/Text", "/Highlight", "/FreeText", "/Ink", "/Stamp"])
def test_comments_are_read(kind: str) -> None:
    assert written(annotated(comment("Ask Ann about this.", kind))) == ["Comment: Ask Ann about this."]


@pytest.mark.parametrize("kind", ["/Link", "/Popup"])
def test_links_and_popups_are_no_comments(kind: str) -> None:
    assert written(annotated(comment("Ask Ann about this.", kind))) == [""]


def test_a_comment_stays_on_its_page() -> None:
    data = annotated(comment("Really?"), page=1, data=pdf([FROG, FROG, FROG]))

    assert texts(read(data, "a.pdf")) == [FROG[0], f"{FROG[0]}\n\nComment: Really?", FROG[0]]


def test_a_page_of_nothing_but_a_form_is_text() -> None:
    document = read(annotated(field("name", "Ann Example"), data=pdf([[]])), "a.pdf")

    assert document.text == "name: Ann Example"
    assert document.left_out == ""


def test_comments_without_end_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotations, "LONGEST", 30)
    monkeypatch.setattr(annotations, "MOST_CHARACTERS", 90)
    data = annotated(*(comment(f"{number} " + "heron " * 50) for number in range(9)))

    lines = written(data)

    assert len(lines) == 3
    assert all(len(line) < 40 for line in lines)


def _dictionary(entry: dict[str, Value]) -> DictionaryObject:
    square = ArrayObject(FloatObject(side) for side in (10, 10, 90, 30))
    made = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Rect"): square})
    made.update({NameObject(key): _object(value) for key, value in entry.items()})
    return made


def _object(value: Value) -> PdfObject:
    if isinstance(value, int):
        return NumberObject(value)
    if isinstance(value, str) and not isinstance(value, PdfObject):
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    return value
