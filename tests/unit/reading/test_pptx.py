"""Presentations: slides in their order, titles, tables, notes, and files that are none."""

import io
import random
import zipfile
from collections.abc import Mapping, Sequence

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import compose
from app.reading.office.pptx import is_pptx, read_pptx
from tests.unit.reading.damage import mutated
from tests.unit.reading.files import PACKAGE, RELATION, docx, labels, paragraph, texts

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MUTATIONS = 300


def shape(*lines: str, placeholder: str = "") -> str:
    kind = f'<p:nvPr><p:ph type="{placeholder}"/></p:nvPr>' if placeholder else ""
    body = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<p:sp><p:nvSpPr>{kind}</p:nvSpPr><p:txBody>{body}</p:txBody></p:sp>"


def grid(*rows: Sequence[str], first_row: str = "1") -> str:
    def cell(text: str) -> str:
        return f"<a:tc><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"

    lines = "".join(f"<a:tr>{''.join(map(cell, row))}</a:tr>" for row in rows)
    return f'<p:graphicFrame><a:tbl><a:tblPr firstRow="{first_row}"/>{lines}</a:tbl></p:graphicFrame>'


def xml(root: str, content: str) -> str:
    spaces = f'xmlns:p="{SLIDES}" xmlns:a="{DRAWING}" xmlns:r="{RELATION}" xmlns:mc="{COMPATIBILITY}"'
    return f"<{root} {spaces}>{content}</{root}>"


def relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def pptx(
    *slides: str,
    order: Sequence[int] = (),
    near: Mapping[str, tuple[str, str]] | None = None,
    core: str = "",
) -> bytes:
    """Slides shown in *order*, by default as given; *near* is kind -> (root, content) beside slide 1."""
    shown = order or range(1, len(slides) + 1)
    ids = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in shown)
    beside = near or {}
    members = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(
            ("officeDocument", "ppt/presentation.xml"), ("core-properties", "docProps/core.xml")
        ),
        "docProps/core.xml": xml("p:core", core),
        "ppt/presentation.xml": xml("p:presentation", f"<p:sldIdLst>{ids}</p:sldIdLst>"),
        "ppt/_rels/presentation.xml.rels": relations(
            *[("slide", f"slides/slide{number}.xml") for number in range(1, len(slides) + 1)]
        ),
        "ppt/slides/_rels/slide1.xml.rels": relations(*[(kind, f"../near/{kind}.xml") for kind in beside]),
        **{f"ppt/near/{kind}.xml": xml(root, content) for kind, (root, content) in beside.items()},
        **{f"ppt/slides/slide{at}.xml": xml("p:sld", slide) for at, slide in enumerate(slides, start=1)},
    }
    return packed(members)


def packed(members: Mapping[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return data.getvalue()


def read(data: bytes, characters: int = 1_000_000) -> Document:
    return compose(read_pptx(io.BytesIO(data), characters), characters)


def reason_of(data: bytes) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.reason


def test_slides_come_in_the_order_of_the_presentation_and_are_called_by_their_titles() -> None:
    document = read(
        pptx(
            shape("Second", placeholder="title") + shape("b"),
            shape("First", placeholder="ctrTitle"),
            order=[2, 1],
        )
    )

    assert document.kind is Kind.PRESENTATION
    assert labels(document) == ["First", "Second"]
    assert [segment.heading for segment in document.segments] == ["First", "Second"]
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.SLIDE}
    assert texts(document) == ["First", "Second\n\nb"]


def test_the_title_stands_first_wherever_it_is_drawn() -> None:
    assert read(pptx(shape("one", "two") + shape("Top", placeholder="title"))).text == "Top\n\none\ntwo"


def test_empty_slides_count() -> None:
    document = read(pptx(shape("a"), "", shape("c")))

    assert [segment.place.index for segment in document.segments] == [1, 3]


def test_what_stands_on_every_slide_is_not_read() -> None:
    running = "".join(shape(kind, placeholder=kind) for kind in ("dt", "ftr", "sldNum"))

    assert read(pptx(shape("a") + running + shape("b"))).text == "a\n\nb"


def test_rows_of_tables_name_their_columns() -> None:
    document = read(pptx(grid(["Name", "Year"], ["Ada", "1843"], ["", "1852"])))

    assert document.text == "Name | Year\nName: Ada | Year: 1843\nYear: 1852"


def test_rows_that_nothing_names_are_written_as_they_stand() -> None:
    assert read(pptx(grid(["1", "2"], ["3", "4"], first_row="0"))).text == "1 | 2\n3 | 4"


def test_notes_and_comments_follow_the_slide() -> None:
    near = {
        "notesSlide": ("p:notes", shape("3", placeholder="sldNum") + shape("Say it.", placeholder="body")),
        "comments": ("p:cmLst", "<p:cm><p:text>Shorten this.</p:text></p:cm>"),
    }

    document = read(pptx(shape("a"), shape("b"), near=near))

    assert texts(document) == ["a\n\nSay it.\n\nShorten this.", "b"]


def test_diagrams_and_charts_are_read_where_they_stand() -> None:
    title = "<p:title><a:p><a:r><a:t>Sales</a:t></a:r></a:p></p:title>"
    series = "<p:strCache><p:v>North</p:v></p:strCache><p:numCache><p:v>7</p:v></p:numCache>"
    near = {
        "chart": ("p:chart", f"{title}<p:ser>{series}</p:ser>"),
        "diagramData": ("p:dataModel", "<p:t><a:p><a:r><a:t>Plan</a:t></a:r></a:p> </p:t>"),
    }

    assert read(pptx(shape("a"), near=near)).text == "a\n\nPlan\n\nSales | North"


def test_content_given_twice_is_read_once() -> None:
    twice = f"<mc:AlternateContent><mc:Choice>{shape('x')}</mc:Choice><mc:Fallback>{shape('x')}</mc:Fallback>"

    assert read(pptx(twice + "</mc:AlternateContent>" + shape("y"))).text == "x\n\ny"


def test_title_author_and_date_are_what_the_file_states() -> None:
    core = "<p:title>On herons</p:title><p:creator>Ada</p:creator><p:created>2024-01-31T12:00:00Z</p:created>"

    document = read(pptx(shape("a"), core=core))

    assert (document.title, document.author, document.created) == ("On herons", "Ada", "2024-01-31")


def test_a_title_by_machine_gives_way_to_that_of_the_first_slide() -> None:
    core = "<p:title>PowerPoint Presentation</p:title>"

    assert read(pptx(shape("Herons", placeholder="title"), core=core)).title == "Herons"


def test_without_their_order_slides_come_by_number() -> None:
    slides = [shape(str(number)) for number in range(1, 12)]

    document = read(pptx(*slides, order=[99]))

    assert texts(document) == [str(number) for number in range(1, 12)]


def test_damaged_slides_are_named() -> None:
    document = read(pptx(shape("a"), shape("b") + "<p:sp>", shape("c"), "<a:p><"))

    assert texts(document) == ["a", "b", "c"]
    assert document.left_out == "slides 2, 4"


def test_reading_stops_when_there_is_enough_text() -> None:
    document = read(pptx(*[shape("word " * 20)] * 20), characters=150)

    assert len(document.text) <= 150
    assert document.left_out == "text after the first 150 characters"


def test_what_cannot_be_read_is_said() -> None:
    assert reason_of(pptx(shape("a"))[:400]) is Reason.DAMAGED
    assert reason_of(pptx("<")) is Reason.DAMAGED
    assert reason_of(pptx()) is Reason.EMPTY
    assert reason_of(packed({"a": "b"})) is Reason.DAMAGED


def test_presentations_are_told_by_their_content() -> None:
    def told(data: bytes) -> bool:
        return is_pptx(data[:4096], io.BytesIO(data))

    assert told(pptx(shape("a")))
    assert not told(docx(paragraph("a")))
    assert not told(b"PK\x03\x04" + bytes(100))
    assert not told(b"text")


def test_any_damage_ends_in_a_document_or_a_reason() -> None:
    chance = random.Random(4)  # noqa: S311 - not a secret
    near = {"notesSlide": ("p:notes", shape("n")), "chart": ("p:c", "<p:strCache><p:v>x</p:v></p:strCache>")}
    whole = pptx(shape("a", placeholder="title") + grid(["b", "c"], ["d", "e"]), shape("f"), near=near)
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    for number in range(MUTATIONS):
        data = whole
        if number % 2:
            texts_of = {name: mutated(content, chance).decode("latin-1") for name, content in members.items()}
            data = packed(texts_of)
        else:
            data = mutated(whole, chance)
        try:
            read(data)
        except Unreadable:
            continue
