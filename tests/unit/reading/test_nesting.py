"""HTML that is nested more deeply than parsers can bear."""

import time

import pytest

from app.reading.web.nesting import DEEPEST, FEW_TAGS, with_bounded_depth
from tests.unit.reading.files import read
from tests.unit.reading.test_epub import epub

HEAD = "<!doctype html><html><body>"
MANY = FEW_TAGS * 3
LONG_SECONDS = 10
"""Unbounded depth takes minutes."""


def test_a_page_of_few_tags_stays_as_it_is() -> None:
    page = HEAD + "<div>" * FEW_TAGS
    assert with_bounded_depth(page[: -len("<div>") * 3]) == page[: -len("<div>") * 3]


def test_a_long_page_that_is_not_deep_stays_as_it_is() -> None:
    rows = "<tr><td><b>a</b><br><img src=x><td>b" * FEW_TAGS
    page = f"{HEAD}<script>{'a<b;' * MANY}</script><ul>{'<li>x' * MANY}</ul><table>{rows}</table><svg><path/></svg>"

    assert with_bounded_depth(page) == page


def test_tags_that_lie_too_deep_are_gone_with_their_ends_and_the_text_stays() -> None:
    page = HEAD + "<div>" * MANY + "heron" + "</div>" * MANY + "<p>stork</p>"

    bounded = with_bounded_depth(page)

    assert bounded == HEAD + "<div>" * DEEPEST + "heron" + "</div>" * DEEPEST + "<p>stork</p>"


def test_ends_of_what_is_not_open_do_not_hide_the_depth() -> None:
    assert with_bounded_depth(HEAD + "<div></span>" * MANY).count("<div>") == DEEPEST


@pytest.mark.parametrize("tags", ["<div>", "<ul><li>", "<table><tr><td>", "<p><font><b>", "<section><p>"])
def test_a_page_of_any_depth_is_read_in_time(tags: str) -> None:
    body = tags * 64_000 + "The heron waits."
    mail = f"From: a@b.c\nTo: a@b.c\nSubject: s\nMIME-Version: 1.0\nContent-Type: text/html\n\n{body}"
    started = time.monotonic()

    texts = [read(HEAD + body, "a.html").text, read(mail, "a.eml").text]
    if tags == "<div>":
        texts.append(read(epub(more={"OPS/1.xhtml": body}), "a.epub").text)

    assert all("The heron waits." in text for text in texts)
    assert time.monotonic() - started < LONG_SECONDS * len(texts)
