"""Names are matched by SQL as a look at each document by itself would match them."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.analysis.folding import fold
from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import File, Location
from app.domain.document import Document, Kind, Stamp
from app.domain.query import Filter
from tests.unit.catalogue.filed import native
from tests.unit.catalogue.samples import IN_MEMORY, READER, document

PATHS = [
    "Tax 2023/Invoice.PDF",
    "tax/Été/CAFÉ.tar.gz",
    "a/b/c.txt",
    "100%/x_y.md",
    "東京/報告.txt",
    "top.zip",
    "back\\slash.rc",
]
MEMBERS = ["", "inner/Über Bienen.docx", "mail 7"]
AUTHORS = ["", "Anna Müller", "bob; ANNA", "O'Neil 100%"]
DOCUMENTS = [(1 + n % 2, path, member, AUTHORS[n % 4]) for n, path in enumerate(PATHS) for member in MEMBERS]
ROOTS = {1: native(b"/home/\xc3\x89va/Docs"), 2: native(b"/mnt/Tax")}
parts = st.sampled_from(
    [
        "tax",
        "Tax 2023",
        "ete",
        "ÉTÉ",
        "cafe",
        "é",
        "a/b",
        "b",
        "docs",
        "eva/docs",
        "docs/tax",
        "Tax/100%",
        "%",
        "_",
        "pdf",
        "gz",
        "tar.gz",
        "txt",
        "docx",
        "anna",
        "muller",
        "O'N",
        "東",
        "top.zip/inner",
        "inner",
        "mail",
        ".",
    ]
) | st.text(st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"]), min_size=1, max_size=3)


@pytest.fixture(scope="module")
def named() -> Iterator[Catalogue]:
    opened = Catalogue(IN_MEMORY, write=True)
    for number, (folder, path, member, author) in enumerate(DOCUMENTS):
        where = File(Location(folder, path.encode(), member), Stamp(0, number, 7), 0, b"%16d" % number)
        what = document("bees")
        opened.documents.store(
            where, Document(Kind.TEXT, what.text, what.segments, author=author, language="en"), READER
        )
    yield opened
    opened.close()


def plain(text: str) -> str:
    return fold(text) or text


def naive(number: int, where: Filter) -> list[bool]:
    """For each field that asks whether the document has any of its values."""
    folder, path, member, author = DOCUMENTS[number]
    inside = f"{path}/{member}" if member else path
    *above, name = inside.split("/")
    root = [plain(part) for part in ROOTS[folder].decode().replace(os.sep, "/").split("/") if part]
    trail = [*root, *map(plain, above)]

    def follows(run: str) -> bool:
        wanted = [plain(part) for part in run.replace(os.sep, "/").split("/") if part]
        ends = [
            end
            for end in range(len(root), len(trail) + 1)
            if trail[max(0, end - len(wanted)) : end] == wanted
        ]
        return bool(wanted and ends)

    asked = {
        "names": [plain(part) in plain(name) for part in where.names],
        "extensions": [name.casefold().endswith("." + end.casefold()) for end in where.extensions],
        "authors": [plain(part) in plain(author) for part in where.authors],
        "folder_words": [follows(run) for run in where.folder_words],
        "periods": [first <= number < last for first, last in where.periods],
    }
    return [any(values) for values in asked.values() if values]


filters = st.builds(
    Filter,
    names=st.lists(parts, max_size=2).map(tuple),
    extensions=st.frozensets(parts.filter(lambda part: "/" not in part), max_size=2),
    authors=st.lists(parts, max_size=2).map(tuple),
    folder_words=st.lists(parts, max_size=2).map(tuple),
    periods=st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=1).map(tuple),
)


@given(filters, filters)
@example(Filter(names=("É",)), Filter())
@example(Filter(folder_words=("home",)), Filter())
@example(Filter(names=("k\\s",)), Filter())
@example(Filter(folder_words=("docs/tax 2023",)), Filter(names=("invoice",)))
def test_names_are_matched_as_a_look_at_each_document_would(
    named: Catalogue, where: Filter, without: Filter
) -> None:
    expected = [n for n in range(len(DOCUMENTS)) if all(naive(n, where)) and not any(naive(n, without))]
    rows = named.lookup.documents(named.matching.documents(where, ROOTS, without).tolist())
    assert sorted(row.modified_ns for row in rows.values()) == expected
