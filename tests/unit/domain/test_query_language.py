"""What people type means what they mean."""

import re
from datetime import UTC, datetime

import pytest

from app.domain.query import Filter, Mode, Query
from app.domain.query_language.parts import Aspect
from app.domain.query_language.understood import LONGEST, folder_path, merged, query_of, single, understand

NOW = datetime(2024, 5, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "text", "phrases", "excluded"),
    [
        ("bees", "bees", (), ()),
        ("  how do\tbees   fly ", "how do bees fly", (), ()),
        ('"queen bee"', "queen bee", ("queen bee",), ()),
        ('bees "queen bee" wax', "bees queen bee wax", ("queen bee",), ()),
        ('"queen bee', "queen bee", ("queen bee",), ()),
        ('bees -wasps -"queen bee"', "bees", (), ("wasps", "queen bee")),
        ("e-mail", "e-mail", (), ()),
        ("-e-mail", "", (), ("e-mail",)),
        ("C++ C#", "C++ C#", (), ()),
        ("2023 tax", "2023 tax", (), ()),
        ("re: meeting", "re: meeting", (), ()),
        ("http://x", "http://x", (), ()),
        ("12:30", "12:30", (), ()),
        ("C:\\x", "C:\\x", (), ()),
        ("foo:bar", "foo:bar", (), ()),
        ("-foo:bar", "", (), ("foo:bar",)),
        ("- word", "- word", (), ()),
        ("-", "-", (), ()),
        ("--", "--", (), ()),
        ("--verbose", "--verbose", (), ()),
        ("type:", "type:", (), ()),
        ("type: pdf", "type: pdf", (), ()),
        ("in:", "in:", (), ()),
        ('in:""', 'in:""', (), ()),
        ('in:"  ', 'in:"  ', (), ()),
        ("type:,", "type:,", (), ()),
        ("ext:.", "ext:.", (), ()),
        ("after:all", "after:all", (), ()),
        ("date:12:30", "date:12:30", (), ()),
        ("date:2024-13", "date:2024-13", (), ()),
        ("after:2023..2024", "after:2023..2024", (), ()),
        ('date:"next year" x', 'date:"next year" x', (), ()),
        ('"', "", (), ()),
        ('""', "", (), ()),
        ('"..."', "", (), ()),
        ('-""', "", (), ()),
        ('5" pipe', '5" pipe', (), ()),
        ('don"t', 'don"t', (), ()),
        ('"well"-known', "well known", ("well",), ()),
        ('"queen bee"s', "queen bee s", ("queen bee",), ()),
        ('"a""b"', "a b", ("a", "b"), ()),
        ("\u201cqueen bee\u201d", "queen bee", ("queen bee",), ()),
        ("\u201equeen bee\u201c", "queen bee", ("queen bee",), ()),
        ("\u00abqueen bee\u00bb", "queen bee", ("queen bee",), ()),
        ("rock'n'roll", "rock'n'roll", (), ()),
        ("東京 -大阪", "東京", (), ("大阪",)),
    ],
)
def test_what_is_no_filter_is_text(
    typed: str, text: str, phrases: tuple[str, ...], excluded: tuple[str, ...]
) -> None:
    assert query_of(typed, now=NOW) == Query(text, phrases, excluded)


def kinds(*names: str) -> Filter:
    return Filter(kinds=frozenset(names))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("type:pdf", kinds("pdf")),
        ("TYPE:PDF", kinds("pdf")),
        ("kind:pdf", kinds("pdf")),
        ("type:.pdf", kinds("pdf")),
        ("type:word", kinds("document")),
        ("type:docx", kinds("document")),
        ("type:excel", kinds("spreadsheet")),
        ("type:PowerPoint", kinds("presentation")),
        ("type:photo", kinds("picture")),
        ("type:jpg", kinds("picture")),
        ("type:email", kinds("mail")),
        ("type:py", kinds("code")),
        ("type:pdf,word", kinds("pdf", "document")),
        ("type:pdf,,word,", kinds("pdf", "document")),
        ("type:pdf type:word", kinds("pdf", "document")),
        ("type:pfd", kinds("pfd")),
        ("ext:docx", Filter(extensions=frozenset({"docx"}))),
        ("ext:*.TAR.GZ,pdf", Filter(extensions=frozenset({"tar.gz", "pdf"}))),
        ("lang:de", Filter(languages=frozenset({"de"}))),
        ("lang:German", Filter(languages=frozenset({"de"}))),
        ("lang:Deutsch,en-GB", Filter(languages=frozenset({"de", "en"}))),
        ("lang:klingon", Filter(languages=frozenset({"klingon"}))),
        ('in:"Tax 2023"', Filter(folder_words=("Tax 2023",))),
        ("in:\u201eTax 2023\u201c", Filter(folder_words=("Tax 2023",))),
        ("in:Documents/Tax", Filter(folder_words=("Documents/Tax",))),
        ("in:a in:b in:a", Filter(folder_words=("a", "b"))),
        ('in:"a""b"', Filter(folder_words=('a"b',))),
        ('in:"Tax', Filter(folder_words=("Tax",))),
        ("name:invoice", Filter(names=("invoice",))),
        ('name:" invoice , 7 "', Filter(names=("invoice , 7",))),
        ('author:"Anna Lee" from:bob', Filter(authors=("Anna Lee", "bob"))),
    ],
)
def test_a_filter_alone_and_negated(typed: str, expected: Filter) -> None:
    assert query_of(typed, now=NOW) == Query("", filter=expected)
    negated = re.sub(r"(?<!\S)(?=[A-Za-z]+:)", "-", typed)
    assert query_of(negated, now=NOW) == Query("", without=expected)


def test_a_path_is_a_folder_and_a_name_is_not(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("Tax 2023")
    assert query_of(f'in:"{place}"').filter == Filter(folders=(str(place).encode(),))
    assert query_of(f'in:"{place}/../x/"').filter.folders == (str(place.parent / "x").encode(),)
    home = folder_path("~")
    assert home is not None
    assert query_of("in:~").filter == Filter(folders=(home,))
    assert query_of("in:~nobody-at-all").filter == Filter(folder_words=("~nobody-at-all",))
    assert folder_path(f"{place}\ud800") is None


def test_dates_are_bounds_and_periods() -> None:
    year, month = query_of("date:2024", now=NOW).filter.periods, query_of("date:2023-05", now=NOW)
    assert query_of("date:2024 date:2023-05", now=NOW).filter.periods == (*year, *month.filter.periods)
    ((begin, end),) = year
    assert query_of("after:2024 before:2025", now=NOW).filter == Filter(since=begin, until=end)
    assert query_of("-before:2024 -after:2025", now=NOW) == query_of("after:2024 before:2025", now=NOW)
    assert query_of("after:2020 after:2024 before:2030 before:2025", now=NOW).filter == Filter(
        since=begin, until=end
    )
    assert query_of("-date:2024", now=NOW).without == Filter(periods=year)


def test_words_and_filters_in_any_order() -> None:
    query = query_of('type:pdf how do -wasps in:"Tax 2023" "queen bee" fly -lang:de', now=NOW)
    assert query == Query(
        "how do queen bee fly",
        ("queen bee",),
        ("wasps",),
        Filter(kinds=frozenset({"pdf"}), folder_words=("Tax 2023",)),
        without=Filter(languages=frozenset({"de"})),
    )


def test_filter_and_mode_are_passed_on() -> None:
    where = kinds("pdf")
    assert query_of("bees", where, Mode.WORDS) == Query("bees", filter=where, mode=Mode.WORDS)
    assert query_of("bees type:mail", where).filter == kinds("pdf", "mail")


def test_two_filters_hold_at_once_and_values_of_the_same_are_any_of_them() -> None:
    one = Filter(frozenset({"a"}), frozenset({"b"}), (b"/c",), ("d",), 5, 9, ((1, 2),), names=("e",))
    other = Filter(frozenset({"x"}), folders=(b"/c", b"/y"), since=7, until=20, authors=("z",))
    assert merged(one, other) == Filter(
        frozenset({"a", "x"}),
        frozenset({"b"}),
        (b"/c", b"/y"),
        ("d",),
        7,
        9,
        ((1, 2),),
        names=("e",),
        authors=("z",),
    )
    assert merged(one, Filter()) == merged(Filter(), one) == one


def test_of_a_very_long_query_the_beginning_counts() -> None:
    assert len(query_of("b" * (2 * LONGEST)).text) == LONGEST


def test_chips_are_all_that_is_more_than_a_word() -> None:
    chips = understand('a "b c" -d -"e" type:pdf,word -in:f date:7d', NOW).chips
    assert [(chip.aspect, chip.value, chip.negated) for chip in chips] == [
        (Aspect.PHRASE, "b c", False),
        (Aspect.WORDS, "d", True),
        (Aspect.PHRASE, "e", True),
        (Aspect.KIND, "pdf", False),
        (Aspect.KIND, "document", False),
        (Aspect.FOLDER, "f", True),
        (Aspect.DATE, "7d", False),
    ]


def test_one_part_alone_is_a_filter_as_if_it_were_not_negated() -> None:
    year = query_of("after:2024", now=NOW).filter
    parts = understand("-after:2024 -type:pdf -in:x", NOW).parts
    assert [single(part, NOW) for part in parts] == [year, kinds("pdf"), Filter(folder_words=("x",))]
