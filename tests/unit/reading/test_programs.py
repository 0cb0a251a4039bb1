"""Web pages without what is no text, before anything else looks at them."""

import time

import pytest

from app.reading.web.programs import without_programs
from tests.unit.reading.files import read

MANY = 100_000
SOON_SECONDS = 20
"""Searching to the end again and again takes many minutes."""


@pytest.mark.parametrize(
    "dropped",
    [
        "<script>let a = '<p>' < b;</script>",
        '<SCRIPT type="text/javascript">x</Script >',
        "<script><!--\nx\n//--></script>",
        "<style>p > a { color: red }</style>",
        "<svg viewBox='0 0 1 1'><title>Logo</title><path d='M0'/></svg>",
        "<script></script>",
    ],
)
def test_programs_styles_and_drawings_are_dropped(dropped: str) -> None:
    assert without_programs(f"<p>heron{dropped} stork".encode()) == b"<p>heron stork"


@pytest.mark.parametrize(
    "page",
    [
        "<!-- <script> --> heron <!-- </script> -->",
        "<!--><script <!-- heron -->",
        "<title>The <script> element</title><p>heron<p></script>",
        "<textarea><style></textarea> heron </style>",
        "<svg-icon></svg-icon> <scripted> <styles> heron",
        "<script>document.write('<script>x</script>') heron",
        "<svg>a<svg>b</svg>c</svg> heron",
        "<p>heron <script> stork",
        "<p>heron <style> stork </style",
        "<p>heron, no markup of this kind",
    ],
)
def test_what_may_be_something_else_is_left_to_the_parser(page: str) -> None:
    assert without_programs(page.encode()) == page.encode()


def test_a_page_in_two_bytes_a_character_stays_as_it_is() -> None:
    page = "<p>heron<script>x</script>".encode("utf-16")
    assert without_programs(page) == page


def test_a_program_that_writes_a_program_hides_no_text() -> None:
    page = "<p>heron<script><!--\nw('<script>x</script>');\n--></script><p>stork<script>y</script><p>crane"
    assert read(page, "a.html").text == "heron\n\nstork\n\ncrane"


def test_drawings_within_a_drawing_hide_no_text() -> None:
    page = "<p>heron<svg><svg><path/></svg><text>label</text></svg><p>stork"
    assert read(page, "a.html").text == "heron\n\nstork"


@pytest.mark.parametrize("tag", ["<script>", "<svg>", "<style ", "<!--<", "<title>", "<script></svg>"])
def test_what_has_no_end_takes_no_time(tag: str) -> None:
    page = (tag * MANY).encode()
    started = time.monotonic()

    assert without_programs(page) == page
    assert time.monotonic() - started < SOON_SECONDS
