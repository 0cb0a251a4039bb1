"""Filters: which documents pass, whatever folder, kind, language and time is asked for."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import DocumentRow, Location
from app.domain.document import Kind
from app.domain.errors import Reason
from app.domain.query import Filter
from tests.unit.catalogue.samples import IN_MEMORY, READER, document, file, passages_of, put


def native(path: bytes) -> bytes:
    """An absolute path as this system writes it."""
    return path.replace(b"/", os.fsencode(os.sep))


FOLDERS = {1: native(b"/home/u"), 2: native(b"/home/u/nested"), 3: native(b"/media/Stick")}
FILES: list[tuple[int, bytes, Kind, str, int]] = [
    (1, b"top.txt", Kind.TEXT, "en", 10),
    (1, b"a/one.md", Kind.MARKDOWN, "de", 20),
    (1, b"ab/two.txt", Kind.TEXT, "en", 30),
    (1, b"a/b/three.pdf", Kind.PDF, "", 40),
    (1, b"a0/four.txt", Kind.TEXT, "fr", 50),
    (1, b"a-b/nine.txt", Kind.TEXT, "en", 5),  # `-` and `.` come before `/`
    (2, b"five.txt", Kind.TEXT, "en", 60),
    (2, b"a/six.html", Kind.HTML, "de", 70),
    (3, b"caf\xe9/seven.txt", Kind.TEXT, "en", 80),
    (3, "Bienenstöcke/a\nb/eight.txt".encode(), Kind.TEXT, "de", 90),
]


@pytest.fixture(scope="module")
def catalogue() -> Iterator[Catalogue]:
    opened = Catalogue(IN_MEMORY, write=True)
    for folder, path, kind, language, modified in FILES:
        what = document(path.decode("utf-8", "replace"), language=language, kind=kind)
        put(opened, file(path, folder=folder, modified=modified), what)
    opened.documents.fail(file("a/broken.pdf"), Reason.DAMAGED, "", READER)
    yield opened
    opened.close()


def names(catalogue: Catalogue, where: Filter) -> set[str]:
    ids = catalogue.lookup.documents_matching(where, FOLDERS).tolist()
    assert ids == sorted(set(ids))
    rows = catalogue.lookup.documents(ids)
    return {row.location.name.split(".")[0] for row in rows.values()}


ALL = {"top", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}


def test_a_filter_that_asks_for_nothing_leaves_all_readable_documents(catalogue: Catalogue) -> None:
    assert names(catalogue, Filter()) == ALL


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        (b"/", ALL),
        (b"/home", ALL - {"seven", "eight"}),
        (b"/home/u", ALL - {"seven", "eight"}),
        (b"/home/u/a", {"one", "three"}),
        (b"/home/u/a/b", {"three"}),
        (b"/home/u/ab", {"two"}),
        (b"/home/u/nested", {"five", "six"}),
        (b"/home/u/nested/a", {"six"}),
        (b"/home/u/nest", set[str]()),
        (b"/home/u/A", set[str]()),
        (b"/home/u/%", set[str]()),
        (b"/hom", set[str]()),
        (b"/media/Stick/caf\xe9", {"seven"}),
        ("/media/Stick/Bienenstöcke/a\nb".encode(), {"eight"}),
        (b"/elsewhere", set[str]()),
    ],
)
def test_a_folder_filter_leaves_what_lies_in_it_at_any_depth(
    catalogue: Catalogue, folder: bytes, expected: set[str]
) -> None:
    assert names(catalogue, Filter(folders=(native(folder),))) == expected


def test_several_folders_leave_what_lies_in_any_of_them(catalogue: Catalogue) -> None:
    where = Filter(folders=(native(b"/home/u/ab"), native(b"/media/Stick/caf\xe9"), native(b"/elsewhere")))
    assert names(catalogue, where) == {"two", "seven"}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("a", {"one", "three", "six"}),
        ("AB", {"two"}),
        ("b", {"three"}),
        ("nested", {"five", "six"}),
        ("STICK", {"seven", "eight"}),
        ("bienenstöcke", {"eight"}),
        ("five.txt", set[str]()),
        ("", set[str]()),
    ],
)
def test_a_folder_word_is_the_name_of_some_folder_above_case_aside(
    catalogue: Catalogue, word: str, expected: set[str]
) -> None:
    assert names(catalogue, Filter(folder_words=(word,))) == expected


def test_of_several_folder_words_one_is_enough(catalogue: Catalogue) -> None:
    assert names(catalogue, Filter(folder_words=("ab", "b"))) == {"two", "three"}


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (40, None, {"three", "four", "five", "six", "seven", "eight"}),
        (None, 40, {"top", "one", "two", "nine"}),
        (40, 41, {"three"}),
        (40, 40, set[str]()),
        (0, None, ALL),
    ],
)
def test_since_is_included_and_until_is_not(
    catalogue: Catalogue, since: int | None, until: int | None, expected: set[str]
) -> None:
    assert names(catalogue, Filter(since=since, until=until)) == expected


def test_all_parts_of_a_filter_hold_at_once(catalogue: Catalogue) -> None:
    where = Filter(
        frozenset({"text", "html"}), frozenset({"de", "en"}), (native(b"/home/u"),), ("nested",), 60, 70
    )
    assert names(catalogue, where) == {"five"}


@given(
    kinds=st.frozensets(st.sampled_from([*Kind, "nothing"])),
    languages=st.frozensets(st.sampled_from(["en", "de", "fr", "xx"])),
    since=st.none() | st.integers(0, 100),
    until=st.none() | st.integers(0, 100),
)
def test_a_filter_is_what_it_says(
    catalogue: Catalogue,
    kinds: frozenset[str],
    languages: frozenset[str],
    since: int | None,
    until: int | None,
) -> None:
    expected = {
        path.decode("utf-8", "replace").rpartition("/")[2].split(".")[0]
        for _, path, kind, language, modified in FILES
        if (not kinds or kind in kinds)
        and (not languages or language in languages)
        and (since is None or modified >= since)
        and (until is None or modified < until)
    }
    assert names(catalogue, Filter(kinds, languages, since=since, until=until)) == expected


# Rows.


def test_rows_of_ids_that_do_not_exist_are_left_out(catalogue: Catalogue) -> None:
    there = passages_of(catalogue, 1)
    assert list(catalogue.lookup.passages([*there, 4711])) == there
    assert catalogue.lookup.documents_of([*there, 4711]) == dict.fromkeys(there, 1)
    assert list(catalogue.lookup.documents([1, 4711])) == [1]
    assert catalogue.lookup.first_passages([1, 4711]) == there[:1]
    assert catalogue.lookup.text(4711) == ""


def test_a_document_that_could_not_be_read_is_no_answer(catalogue: Catalogue) -> None:
    (broken,) = [stored.id for stored in catalogue.documents.stored(1) if stored.failed]
    assert catalogue.lookup.documents([broken]) == {}
    assert catalogue.lookup.first_passages([broken]) == []


def test_more_ids_than_a_statement_may_name_are_looked_up_all_the_same() -> None:
    catalogue = Catalogue(IN_MEMORY, write=True)
    with catalogue.transaction():
        ids = [put(catalogue, file(f"{number}.txt"), document("bees")) for number in range(1_100)]
    assert len(catalogue.lookup.documents(ids)) == len(catalogue.lookup.first_passages(ids)) == 1_100
    assert len(catalogue.lookup.documents_of(range(5_000))) == 1_100
    assert len(catalogue.lookup.passages(range(5_000))) == 1_100
    catalogue.close()


def test_languages_come_most_frequent_first_and_unknown_ones_not_at_all(catalogue: Catalogue) -> None:
    assert catalogue.lookup.languages() == ["en", "de", "fr"]


def test_documents_in_other_languages_are_those_whose_language_is_known(catalogue: Catalogue) -> None:
    ids = catalogue.lookup.documents_matching(Filter(), FOLDERS).tolist()
    foreign = catalogue.lookup.in_other_languages(ids, frozenset({"en", "de"}))
    assert names(catalogue, Filter(languages=frozenset({"fr"}))) == {"four"}
    assert [row.location.path for row in catalogue.lookup.documents(foreign).values()] == [b"a0/four.txt"]
    assert catalogue.lookup.in_other_languages([4711], frozenset()) == frozenset()


def test_copies_are_found_by_content_and_unknown_content_has_none(catalogue: Catalogue) -> None:
    assert catalogue.lookup.copies(file("top.txt").content_hash) == [1]
    assert catalogue.lookup.copies(b"") == []


@pytest.mark.parametrize(
    ("kind", "title", "shown"),
    [(Kind.PDF, "", "heron nests"), (Kind.CODE, "", "heron nests.py"), (Kind.CODE, "Herons", "Herons")],
)
def test_a_document_without_a_title_is_called_by_its_file(kind: Kind, title: str, shown: str) -> None:
    suffix = b".py" if kind is Kind.CODE else b".pdf"
    row = DocumentRow(1, Location(1, b"birds/heron nests" + suffix), title, kind, "en", 0, 0, b"")
    assert row.shown_title == shown
