"""Web pages: the article, not the menus around it."""

from itertools import pairwise

import pytest

from app.domain.document import Kind, SegmentKind
from tests.unit.reading.files import labels, read, texts

PROSE = (
    "The heron stands in shallow water and waits until a fish, or a frog, comes near enough to be caught. "
)
NOISE = """
<nav><ul><li><a href="/">Home page</a></li><li><a href="/b">Birds of prey</a></li></ul></nav>
<header>Site name</header><script>var tracking = "pixel";</script><style>p { color: red }</style>
"""


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_menus_scripts_and_footers_are_not_read() -> None:
    html = page(
        f"{NOISE}<main><h1>Herons</h1><p>{PROSE * 4}</p></main>"
        "<aside>Buy our newsletter</aside><footer>Imprint</footer><form><input value='x'><button>Send</button></form>"
    )

    document = read(html, "heron.html")

    assert document.kind is Kind.HTML
    assert document.text == f"Herons\n\n{PROSE * 4}".rstrip()


def test_without_semantic_elements_the_prose_is_found() -> None:
    related = "".join(
        f'<li><a href="/{n}">Another story about water birds, number {n}</a></li>' for n in range(9)
    )
    html = page(
        f'<div id="top"><a href="/">Home</a> <a href="/2">News</a></div><div class="wrap"><div class="text">'
        f'<p>{PROSE * 3}</p><p>{PROSE * 3}</p></div><div class="related"><ul>{related}</ul></div></div>'
        f'<div class="comments"><p>{PROSE.upper() * 9}</p></div>'
    )

    document = read(html, "a.html")

    assert document.text == f"{PROSE * 3}".strip() + "\n\n" + f"{PROSE * 3}".strip()


def test_what_nobody_sees_is_not_read() -> None:
    html = page(
        f"<div style='display: none'><p>{PROSE * 9}</p></div><p>{PROSE * 3}</p><p hidden>Not yet.</p>"
        f"<dialog><p>{PROSE * 9}</p></dialog><noscript><p>{PROSE * 9}</p></noscript>"
    )

    assert read(html, "a.html").text == (PROSE * 3).strip()


def test_a_body_that_a_script_shows_later_is_read() -> None:
    html = f"<!DOCTYPE html><html><body style='display:none'><p>{PROSE}</p></body></html>"

    assert read(html, "a.html").text == PROSE.strip()


def test_a_page_of_menus_alone_is_read_whole() -> None:
    document = read(
        page('<nav><ul><li><a href="/">Home</a></li><li><a href="/a">About</a></li></ul></nav>'), "a.html"
    )

    assert document.text == "- Home\n- About"


def test_a_short_page_of_links_keeps_them() -> None:
    links = "".join(f'<li><a href="/{bird}">{bird}</a></li>' for bird in ("heron", "stork", "crane"))

    document = read(
        page(f"<p>Birds that I have written about so far, with pictures:</p><ul>{links}</ul>"), "a.html"
    )

    assert document.text.endswith("- heron\n- stork\n- crane")


def test_headings_make_sections() -> None:
    html = page(
        f"<h1>Herons</h1><p>{PROSE}</p><h2><a href='#f'>Food</a></h2><p>Frogs.</p><h3>Fish</h3><p>Many.</p>"
    )

    document = read(html, "a.html")

    assert labels(document) == ["Herons", "Herons > Food", "Herons > Food > Fish"]
    assert texts(document)[1] == "Food\n\nFrogs."
    assert document.title == "Herons"


def test_a_page_without_headings_is_one_whole() -> None:
    document = read(page(f"<p>{PROSE}</p>"), "a.html")

    assert [segment.place.kind for segment in document.segments] == [SegmentKind.WHOLE]


def test_blocks_stand_apart_and_inline_elements_do_not() -> None:
    document = read(
        page("<p>A <b>grey</b>\n  heron,<br>waiting.</p><div>Next<div>Inner</div></div>"), "a.html"
    )

    assert document.text == "A grey heron,\nwaiting.\n\nNext\n\nInner"


def test_lists_and_tables_keep_their_lines() -> None:
    html = page(
        "<p>Birds:</p><ul><li>heron</li><li>stork<ul><li>black</li></ul></li></ul>"
        "<table><tr><th>Bird</th><th>Legs</th></tr><tr><td>heron</td><td>2</td></tr></table>"
    )

    document = read(html, "a.html")

    assert "- heron\n- stork" in document.text
    assert "Bird | Legs\nheron | 2" in document.text


def test_a_table_that_places_blocks_is_no_data() -> None:
    html = page(f"<table><tr><td><p>{PROSE}</p><p>Second.</p></td><td><div>Side</div></td></tr></table>")

    assert " | " not in read(html, "a.html").text


def test_preformatted_text_keeps_its_lines() -> None:
    document = read(page("<pre>def area(r):\n    return r * r</pre>"), "a.html")

    assert document.text == "def area(r):\n    return r * r"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Herons - The Bird Site</title>", "Herons"),
        ("<title>All about ducks</title>", "All about ducks"),
        ("<title>Untitled Document</title>", "Herons"),
        ('<title>x</title><meta property="og:title" content="Grey birds">', "Grey birds"),
        ("", "Herons"),
    ],
)
def test_the_title_is_what_the_page_states(head: str, title: str) -> None:
    assert read(page(f"<h1>Herons</h1><p>{PROSE}</p>", head), "a.html").title == title


def test_author_and_date_are_what_the_page_states() -> None:
    head = (
        '<meta name="author" content="Ann Example">'
        '<meta property="article:published_time" content="2024-03-01T08:00:00Z">'
    )
    document = read(page(f"<p>{PROSE}</p>", head), "a.html")

    assert (document.author, document.created) == ("Ann Example", "2024-03-01")


def test_the_stated_language_stands_in_where_the_text_is_too_short() -> None:
    assert read('<html lang="de-AT"><p>Ja.</p></html>', "a.html").language == "de"
    assert read(f'<html lang="de"><p>{PROSE}</p></html>', "a.html").language == "en"


@pytest.mark.parametrize(
    "statement",
    [
        '<meta charset="iso-8859-2">',
        '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-2">',
        '<?xml version="1.0" encoding="iso-8859-2"?>',
    ],
)
def test_the_page_states_its_encoding(statement: str) -> None:
    html = f"{statement}<html><body><p>Źródło wody, ąę.</p></body></html>"

    assert read(html.encode("iso-8859-2"), "a.html").text == "Źródło wody, ąę."


def test_utf_8_is_believed_before_a_false_statement() -> None:
    html = '<html><meta charset="iso-8859-1"><p>Über Größe</p></html>'

    assert read(html.encode(), "a.html").text == "Über Größe"


def test_nesting_without_end_is_read() -> None:
    document = read("<html>" + "<div>" * 5_000 + PROSE, "deep.html")

    assert document.text == PROSE.strip()


def test_every_block_of_an_article_is_read_in_order() -> None:
    words = [f"word{number}" for number in range(40)]
    html = page("<article>" + "".join(f"<p>{word} {PROSE}</p>" for word in words) + "</article>")

    text = read(html, "a.html").text

    assert all(text.index(first) < text.index(second) for first, second in pairwise(words))
