"""XML of no known format: texts with the names of their elements; entities never expand."""

import io
import random

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Unreadable
from app.reading.data.xml_text import read_xml
from app.reading.draft import compose
from tests.unit.reading.files import labels, texts

LONG = "The heron waits. " * 100


def read(content: str | bytes, characters: int = 1_000_000) -> Document:
    data = content.encode() if isinstance(content, str) else content
    return compose(read_xml(io.BytesIO(data), characters), characters)


def test_texts_stand_with_the_names_of_their_elements() -> None:
    document = read("<bird><name>Grey heron</name><size><height>98</height></size><seen/></bird>")

    assert document.kind is Kind.DATA
    assert document.text == "name: Grey heron\nsize.height: 98"
    assert [segment.place.kind for segment in document.segments] == [SegmentKind.ENTRY]


def test_elements_that_repeat_are_records() -> None:
    birds = "".join(f"<bird><name>heron {at}</name><count>{at}</count></bird>" for at in range(1, 301))

    document = read(f"<birds>{birds}</birds>")

    assert labels(document)[0].startswith("bird 1-")
    assert texts(document)[0].startswith("name: heron 1 | count: 1\n")


def test_a_name_in_an_attribute_names_the_element() -> None:
    assert read('<doc><field name="price">9</field><field name="id">A1</field></doc>').text == (
        "field price: 9\nfield id: A1"
    )


def test_attributes_are_told_where_there_is_no_text() -> None:
    document = read('<a><outline text="Alaska" note="cold"/><person name="Ada"/><b size="3">bold</b></a>')

    assert document.text == "outline.text: Alaska\noutline.note: cold\nperson: Ada\nb: bold"


def test_marks_within_a_text_do_not_part_it() -> None:
    assert read("<doc><p>A <b>grey</b> heron<note>tall</note> waits.</p><p>Then</p></doc>").text == (
        "A grey herontall waits.\nThen"
    )


def test_a_large_element_stands_alone() -> None:
    document = read(f"<doc><part><title>Herons</title><body>{LONG}</body></part><part><x>y</x></part></doc>")

    assert labels(document) == ["part 1", "part 2"]
    assert document.segments[0].heading == "part 1 > Herons"


def test_the_stated_encoding_is_used() -> None:
    text = '<?xml version="1.0" encoding="GB18030"?><a><b>功能</b></a>'

    assert read(text.encode("gb18030")).text == "b: 功能"
    assert read(text.replace("GB18030", "UTF-16").encode("utf-16")).text == "b: 功能"


def test_entities_of_html_are_known_and_namespaces_are_not_shown() -> None:
    content = '<!DOCTYPE a SYSTEM "a.dtd"><x:a xmlns:x="urn:x"><x:b>caf&eacute; &amp; tea</x:b></x:a>'

    assert read(content).text == "b: café & tea"


def test_declared_entities_never_expand() -> None:
    levels = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12))
    bomb = f'<!DOCTYPE a [<!ENTITY e0 "heron">{levels}]><a>&e11;</a>'
    outside = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'

    assert read(bomb).text == bomb
    assert read(outside).text == outside


@pytest.mark.parametrize(
    "content", ["<a><b>heron</a>", "heron", "<a>" * 500 + "heron" + "</a>" * 500, "<a>heron</a><b/>"]
)
def test_what_is_not_well_formed_or_too_deep_is_plain_text(content: str) -> None:
    assert read(content).text == content


def test_text_beyond_the_limit_is_cut_and_said() -> None:
    document = read(f"<a>{f'<p>{LONG}</p>' * 10}</a>", 5000)

    assert len(document.text) <= 5000
    assert document.left_out == "text after the first 5,000 characters"


def test_any_bytes_end_in_a_draft_or_a_reason() -> None:
    dice = random.Random(4)  # noqa: S311 - the same bytes in every run
    whole = b'<?xml version="1.0"?><a xmlns="urn:a"><b name="c">heron</b><d e="f">&amp;<g/>tall</d></a>'
    for _ in range(500):
        data = bytearray(whole)
        for _ in range(dice.choice([1, 4, 30])):
            data[dice.randrange(len(data))] = dice.choice(b"<>&;/\"'=a \0\xff![]?")
        try:
            read_xml(io.BytesIO(bytes(data)), 10_000)
        except Unreadable:
            continue
