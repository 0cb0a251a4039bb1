"""The words of the catalogue, searched: right scores, the best of what is allowed, and never an error."""

import math
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.analysis.tokens import tokens
from app.catalogue.catalogue import Catalogue
from app.catalogue.sparse import Term
from app.domain.document import Kind
from app.domain.query import Filter
from app.domain.query_language.understood import query_of
from app.search.terms import surfaces, terms_of
from tests.unit.catalogue.samples import EVERYTHING, IN_MEMORY, document, file, found, passages_of, put

WORDS = ["bee", "bees", "honey", "queen", "queens", "wax", "the"]
LONG = 10_000


@pytest.fixture
def catalogue() -> Iterator[Catalogue]:
    opened = Catalogue(IN_MEMORY, write=True)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def many() -> Iterator[Catalogue]:
    """Sixty documents of two pages, their words spread unevenly."""
    opened = Catalogue(IN_MEMORY, write=True)
    chance = np.random.default_rng(5)
    with opened.transaction():
        for number in range(60):
            pages = [
                " ".join([*chance.choice(WORDS, chance.integers(1, 30)), f"x{number % 7}"]) for _ in range(2)
            ]
            kind, language = list(Kind)[number % 3], ["en", "de", ""][number % 3]
            put(
                opened,
                file(f"{number}.txt"),
                document(*pages, kind=kind, language=language, title=pages[0][:9]),
            )
    yield opened
    opened.close()


# Scores.


def test_a_score_is_bm25_by_hand(catalogue: Catalogue) -> None:
    texts = ["bee wax wax", "honey honey bee bee bee", "queen", "comb comb comb"]
    for number, text in enumerate(texts):
        put(catalogue, file(f"{number}.txt"), document(text, language="xx"))  # no stems
    ids, scores = catalogue.sparse.passages([Term("bee"), Term("wax")], 10, EVERYTHING, None)
    rows = [text.split() for text in texts]
    # Three tokens of labels count for the length, though not for the score.
    lengths = [len(row) + 3 for row in rows]
    mean = sum(lengths) / len(lengths)
    expected: dict[int, float] = {}
    for number, row in enumerate(rows):
        for word in {"bee", "wax"} & set(row):
            holders = sum(word in other for other in rows)
            weight = max(1e-6, math.log((len(rows) - holders + 0.5) / (holders + 0.5)))
            count = row.count(word)
            part = weight * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * lengths[number] / mean))
            expected[number + 1] = expected.get(number + 1, 0.0) + part
    assert dict(zip(ids.tolist(), scores.tolist(), strict=True)) == pytest.approx(expected, rel=1e-5)
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)


def test_a_word_as_typed_beats_another_of_the_same_stem(catalogue: Catalogue) -> None:
    for path, text in [("exact", "bees in wax"), ("stem", "bee in wax"), ("none", "wax"), ("other", "comb")]:
        put(catalogue, file(path), document(text))
    for number in range(5):
        put(catalogue, file(f"filler {number}"), document("something else"))
    ids, _ = catalogue.sparse.passages(terms_of("bees", ["en"]), 10, EVERYTHING, None)
    assert [catalogue.lookup.documents_of(ids.tolist())[i] for i in ids.tolist()] == [1, 2]


def test_a_stem_belongs_to_its_language(catalogue: Catalogue) -> None:
    put(catalogue, file("de.txt"), document("Die Häuser am See", language="de"))
    put(catalogue, file("garten.txt"), document("Der Garten", language="de"))  # German is the main language
    put(catalogue, file("en.txt"), document("Haus is no English word", language="en"))
    assert found(catalogue, "Haus") == {b"de.txt", b"en.txt"}
    assert found(catalogue, "Häuser") == {b"de.txt"}


@given(st.lists(st.sampled_from([*WORDS, "x1", "nowhere"]), min_size=1, max_size=5, unique=True))
def test_no_passage_scores_more_than_is_attainable(many: Catalogue, words: list[str]) -> None:
    terms = terms_of(" ".join(words), ["en"])
    _, scores = many.sparse.passages(terms, 1, EVERYTHING, None)
    attainable = many.sparse.attainable(terms)
    assert attainable >= max(scores.tolist(), default=0.0)
    assert (attainable > 0) == bool(len(scores))


def test_a_document_is_named_by_the_words_where_title_and_name_hold_them_all(catalogue: Catalogue) -> None:
    put(catalogue, file("Bees/report.txt"), document("nothing", title="Annual report on bees"))
    put(catalogue, file("annual bees.txt"), document("report", title="Wax"))
    put(catalogue, file("annual report.txt"), document("bees", title="Wax"))
    named = catalogue.sparse.documents_named
    assert named(terms_of("the annual reports on a bee", ["en"])) == {1}
    assert named(terms_of("annual", ["en"])) == {1, 2, 3}
    assert named(terms_of("annual nowhere", ["en"])) == named([]) == set()
    catalogue.documents.move(1, file("Bees/report.txt", folder=2))
    assert named(terms_of("annual report bees", ["en"])) == {1}
    catalogue.documents.forget([1])
    assert named(terms_of("annual report bees", ["en"])) == set()


# The best of what is allowed.


@given(
    words=st.lists(st.sampled_from([*WORDS, "x1", "x2", "nowhere"]), min_size=1, max_size=4, unique=True),
    limit=st.integers(1, 40),
    allowed=st.none() | st.sets(st.integers(1, 70)),
    kinds=st.frozensets(st.sampled_from(["text", "html", "pdf"])),
    languages=st.frozensets(st.sampled_from(["en", "de", "xx"])),
)
def test_what_is_found_is_the_best_of_what_is_allowed(
    many: Catalogue,
    words: list[str],
    limit: int,
    allowed: set[int] | None,
    kinds: frozenset[str],
    languages: frozenset[str],
) -> None:
    terms, where = terms_of(" ".join(words), ["en", "de"]), Filter(kinds, languages)
    subset = None if allowed is None else np.array(sorted(allowed), np.int64)
    for search, document_of in (
        (many.sparse.passages, many.lookup.documents_of(range(1, 200))),
        (many.sparse.documents, {i: i for i in range(1, 70)}),
    ):
        every, every_score = search(terms, LONG, EVERYTHING, None)
        passing = set(many.matching.documents(where, {}).tolist())
        expected = {
            i: score
            for i, score in zip(every.tolist(), every_score.tolist(), strict=True)
            if document_of[i] in passing and (allowed is None or document_of[i] in allowed)
        }
        ids, scores = search(terms, limit, where, subset)
        assert scores.tolist() == sorted(expected.values(), reverse=True)[:limit]
        assert all(expected[i] == score for i, score in zip(ids.tolist(), scores.tolist(), strict=True))
        assert len(set(ids.tolist())) == len(ids)
        assert (ids.dtype.name, scores.dtype.name) == ("int64", "float32")


def test_nothing_allowed_and_nothing_asked_find_nothing(many: Catalogue) -> None:
    nobody, bee = np.array([], np.int64), [Term("bee")]
    for search in (many.sparse.passages, many.sparse.documents):
        assert len(search(bee, 10, EVERYTHING, nobody)[0]) == 0
        assert len(search([], 10, EVERYTHING, None)[0]) == 0
        assert len(search(bee, 0, EVERYTHING, None)[0]) == 0
        assert len(search(bee, 10, EVERYTHING, None)[0]) == 10


# Phrases.


def test_a_phrase_is_found_word_for_word_within_a_document(catalogue: Catalogue) -> None:
    put(catalogue, file("yes.txt"), document("Bees dance.", "The Queen Bee rests."))
    put(catalogue, file("turned.txt"), document("bee queen"))
    put(catalogue, file("apart.txt"), document("queen of the bee"))
    put(catalogue, file("stem.txt"), document("queen bees"))
    put(catalogue, file("title.txt"), document("nothing", title="Queen bee"))
    put(catalogue, file("queen bee.txt"), document("nothing"))
    with_phrase = catalogue.lookup.documents(catalogue.sparse.documents_with(["queen", "bee"]).tolist())
    assert {row.location.path for row in with_phrase.values()} == {b"yes.txt", b"title.txt", b"queen bee.txt"}


@given(st.integers(0, 119), st.integers(0, 30), st.integers(1, 4))
def test_every_run_of_words_of_a_passage_is_a_phrase_of_its_document(
    many: Catalogue, passage: int, start: int, length: int
) -> None:
    row = many.lookup.passages([passage + 1])[passage + 1]
    text = many.lookup.text(row.document)[row.start : row.end]
    run = [token.surface for token in tokens(text)][start : start + length]
    with_run = many.sparse.documents_with(run).tolist()
    assert (row.document in with_run) == bool(run)
    assert with_run == sorted(set(with_run))


def test_labels_are_no_words(catalogue: Catalogue) -> None:
    put(catalogue, file("a.txt"), document("bees"))
    for query in ("kind", "text", "kind=text", "lang=en", "folder"):
        assert found(catalogue, query) == set()
    assert len(catalogue.sparse.documents_with(["kind=text"])) == 0


# Never an error.

HOSTILE = [
    '"', '""', '"""', "*", "bee*", "^bee", "NEAR(bee wax, 5)", "bee AND", "AND OR NOT", "words : bee", "labels:x",
    "-", "--", "-bee", '-"', "(", ")", "{words}: bee", "bee + wax", "'; DROP TABLE documents; --", "\x00", "a\x00b",
    "\ud800", "\u1c8a", "\U00031350", "ﷺ", "½", 'bee\n"wax', "\\", "%_", "é\u0301", "\u202e", "C++", "'",
]  # fmt: skip


@given(st.text(max_size=60) | st.lists(st.sampled_from([*HOSTILE, *WORDS]), max_size=6).map(" ".join))
@example("".join(HOSTILE))
@example("bee " * 3000)
@example("\ud83d" * 100)
def test_whatever_is_typed_is_answered(many: Catalogue, typed: str) -> None:
    query = query_of(typed)
    terms = terms_of(query.text, many.lookup.languages())
    many.sparse.passages(terms, 5, EVERYTHING, None)
    many.sparse.passages(terms, 5, Filter(kinds=frozenset({"text"})), np.arange(9))
    many.sparse.documents(terms, 5, EVERYTHING, None)
    many.sparse.documents_named(terms)
    assert many.sparse.attainable(terms) >= 0
    for phrase in (*query.phrases, *query.excluded):
        many.sparse.documents_with(surfaces(phrase))


@given(st.text(st.characters(), min_size=1, max_size=5))
def test_a_term_of_any_characters_is_looked_up_and_no_more(many: Catalogue, surface: str) -> None:
    if "\x00" in surface or any("\ud800" <= character <= "\udfff" for character in surface):
        return  # no analyser makes such a word
    many.sparse.passages([Term(surface, (f"en/{surface}",))], 5, EVERYTHING, None)
    many.sparse.documents_with([surface])


@given(st.text(max_size=200), st.sampled_from(["", "en", "de", "ja"]))
def test_a_document_of_any_text_can_be_found_and_taken_out_again(text: str, language: str) -> None:
    catalogue = Catalogue(IN_MEMORY, write=True)
    keep = put(catalogue, file("keep.txt"), document("bee"))
    identity = put(catalogue, file("a.txt"), document(text, title=text.encode("utf-8", "replace").decode()))
    words = [token.surface for token in tokens(text)]
    if words and all(word.isascii() for word in words):  # SQLite may know fewer letters than Python
        assert identity in catalogue.sparse.documents_with(words[:1]).tolist()
        assert passages_of(catalogue, identity)
    catalogue.documents.forget([identity])
    for word in words:
        assert set(catalogue.sparse.documents_with([word]).tolist()) <= {keep}
    catalogue.close()
