"""Filters: which documents pass, whatever is asked for, and whatever must not be."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.catalogue import Catalogue
from app.domain.document import Kind
from app.domain.query import Filter
from tests.unit.catalogue.filed import FILES, FOLDERS, filed, names, native


@pytest.fixture(scope="module")
def catalogue() -> Iterator[Catalogue]:
    opened = filed()
    yield opened
    opened.close()


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


# What must not be there.


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        (Filter(), ALL),
        (Filter(kinds=frozenset({"text", "html"})), {"one", "three"}),
        (Filter(languages=frozenset({"en"})), {"one", "three", "four", "six", "eight"}),
        (Filter(folders=(native(b"/home/u"),)), {"seven", "eight"}),
        (Filter(folder_words=("a",)), ALL - {"one", "three", "six"}),
        (Filter(names=("e.",)), {"top", "two", "four", "six", "seven", "eight"}),
        (Filter(extensions=frozenset({"txt"})), {"one", "three", "six"}),
        (Filter(periods=((10, 30), (60, 100))), {"two", "three", "four", "nine"}),
        (Filter(kinds=frozenset({"pdf"}), names=("two",), since=60), {"top", "one", "four", "nine"}),
        (Filter(folders=(native(b"/elsewhere"),), folder_words=("nothing",)), ALL),
    ],
)
def test_whatever_has_any_of_what_must_not_be_is_left_out(
    catalogue: Catalogue, without: Filter, expected: set[str]
) -> None:
    assert names(catalogue, Filter(), without) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("u/a", {"one", "three"}),
        ("/a/b/", {"three"}),
        ("home/u", ALL - {"five", "six", "seven", "eight"}),
        ("home/u/nested/a", {"six"}),
        ("b/a", set[str]()),
        ("home", set[str]()),
        ("STICK/bienenstocke", {"eight"}),
    ],
)
def test_names_with_slashes_between_follow_each_other(
    catalogue: Catalogue, word: str, expected: set[str]
) -> None:
    assert names(catalogue, Filter(folder_words=(word,))) == expected


def test_whether_any_document_passes_is_told(catalogue: Catalogue) -> None:
    assert catalogue.matching.has_any(Filter(names=("eight",)), FOLDERS)
    assert not catalogue.matching.has_any(Filter(names=("broken",)), FOLDERS)


def test_values_that_documents_have_are_listed(catalogue: Catalogue) -> None:
    matching = catalogue.matching
    assert set(matching.kinds()) == {"text", "markdown", "pdf", "html"}
    assert matching.extensions() == ["html", "md", "pdf", "txt"]
    assert matching.folder_names() == sorted(
        ["a", "ab", "b", "a0", "a-b", "caf\ufffd", "Bienenstöcke", "a\nb"]
    )


def test_the_newest_come_first(catalogue: Catalogue) -> None:
    every = catalogue.matching.documents(Filter(), FOLDERS)
    newest = catalogue.matching.newest(every, 3)
    rows = catalogue.lookup.documents(newest)
    assert [rows[i].modified_ns for i in newest] == [90, 80, 70]
    assert len(catalogue.matching.newest(every, 99)) == len(FILES)
    assert catalogue.matching.newest(every[:2], 99) == [2, 1]


def test_any_number_of_values_can_be_asked_for(catalogue: Catalogue) -> None:
    many = tuple(f"x{number}" for number in range(1_500))
    assert names(catalogue, Filter(names=(*many, "two"))) == {"two"}
    assert names(catalogue, Filter(names=("e" * 60_000, "%", "_", "two\ud800"))) == set()
