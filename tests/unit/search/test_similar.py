"""What is similar: by passages, itself and its copies left out, within the same filters as a search."""

from pathlib import Path

import pytest

from app.domain.document import Kind
from app.domain.hit import Results
from app.domain.query_language.understood import query_of
from app.domain.vectors import Ids, Vectors
from app.indexing.document_vectors import fill
from app.search import similar
from app.search.similar import DAMAGED, NOT_YET, NOTHING, Similar, Source
from app.store.failures import IndexDamaged
from tests.fakes.encoder import WordEncoder
from tests.unit.search.small_corpus import DIMENSION, STICK, SmallCorpus


class Seeker:
    """Asks a small corpus what is similar."""

    def __init__(self, corpus: SmallCorpus) -> None:
        self.corpus = corpus
        self.similar = Similar(
            corpus.catalogue,
            corpus.index,
            lambda: corpus.folders,
            lambda: lambda folder, _: corpus.away.get(folder, ""),
        )

    def settle(self) -> None:
        self.corpus.encode()
        fill(self.corpus.catalogue, self.corpus.index, lambda: False)

    def to(self, document: int, typed: str = "", limit: int = 10) -> Results:
        return self.similar.search(self.similar.source([document]), query_of(typed), limit)

    def to_text(self, *texts: str) -> Results:
        source = Source(WordEncoder(DIMENSION).encode_passages(texts), texts)
        return self.similar.search(source, query_of(""))

    def names(self, document: int, typed: str = "") -> list[str]:
        return [hit.path.name for hit in self.to(document, typed).hits]


@pytest.fixture
def seeker(corpus: SmallCorpus) -> Seeker:
    return Seeker(corpus)


DANCE, SUN, HIVE = "bees dance on the comb", "the sun is a compass for bees", "workers guard the hive"
PLUMS, CAKE = "plums ripen in september", "butter flour and sugar for the cake"


def test_what_shares_most_passages_comes_first(corpus: SmallCorpus, seeker: Seeker) -> None:
    bees = corpus.put("bees.txt", DANCE, SUN, HIVE)
    corpus.put("half.txt", DANCE, PLUMS)
    corpus.put("twin.txt", SUN, DANCE + " again", HIVE)
    corpus.put("cake.txt", CAKE, PLUMS)
    seeker.settle()
    assert seeker.names(bees) == ["twin.txt", "half.txt", "cake.txt"]


def test_a_document_of_two_subjects_is_found_by_either(corpus: SmallCorpus, seeker: Seeker) -> None:
    corpus.put("both.txt", DANCE, CAKE)
    bees, cake = corpus.put("bees.txt", DANCE, SUN), corpus.put("cake.txt", CAKE)
    corpus.put_many(20, "nothing of either kind", "minutes of a meeting")
    seeker.settle()
    assert seeker.names(bees)[0] == seeker.names(cake)[0] == "both.txt"


def test_itself_and_its_copies_are_left_out(corpus: SmallCorpus, seeker: Seeker) -> None:
    bees = corpus.put("bees.txt", DANCE, content="same")
    corpus.put("copy.txt", DANCE, content="same")
    corpus.put("other.txt", DANCE, HIVE)
    seeker.settle()
    assert seeker.names(bees) == ["other.txt"]


def test_copies_of_a_hit_are_one_hit(corpus: SmallCorpus, seeker: Seeker) -> None:
    bees = corpus.put("bees.txt", DANCE)
    corpus.put("one.txt", DANCE, SUN, content="same")
    corpus.put("two.txt", DANCE, SUN, content="same")
    seeker.settle()
    (hit,) = seeker.to(bees).hits
    assert len(hit.copies) == 1


def test_a_hit_shows_the_two_passages_that_agree_best(corpus: SmallCorpus, seeker: Seeker) -> None:
    bees = corpus.put("bees.txt", PLUMS, DANCE)
    corpus.put("other.txt", CAKE, DANCE + " today", HIVE)
    seeker.settle()
    (hit,) = seeker.to(bees).hits
    assert hit.snippet.text == hit.passages[0].text == DANCE + " today"
    assert hit.place.index == 2
    assert hit.most_alike == DANCE
    assert hit.confidence is None
    assert hit.score < hit.passages[0].score


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("type:pdf", ["paper.pdf"]),
        ("-type:pdf", ["note.txt"]),
        ("in:archive", ["paper.pdf"]),
        ("type:mail", []),
    ],
)
def test_filters_hold(corpus: SmallCorpus, seeker: Seeker, typed: str, expected: list[str]) -> None:
    bees = corpus.put("bees.txt", DANCE)
    corpus.put("archive/paper.pdf", DANCE, SUN, kind=Kind.PDF)
    corpus.put("note.txt", DANCE, HIVE)
    seeker.settle()
    assert seeker.names(bees, typed) == expected


def test_a_narrow_filter_reaches_far_down(corpus: SmallCorpus, seeker: Seeker) -> None:
    bees = corpus.put("bees.txt", DANCE)
    corpus.put_many(30, DANCE, name="near")
    corpus.put("far.pdf", CAKE, kind=Kind.PDF)
    seeker.settle()
    assert seeker.names(bees, "type:pdf") == ["far.pdf"]


def test_as_many_are_shown_as_were_asked_for(
    corpus: SmallCorpus, seeker: Seeker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similar, "CANDIDATES", 3)
    bees = corpus.put("bees.txt", DANCE)
    corpus.put_many(12, DANCE, HIVE)
    seeker.settle()
    assert len(seeker.to(bees, limit=2).hits) == 2
    assert len(seeker.to(bees, limit=8).hits) == 8


def test_a_text_needs_no_document(corpus: SmallCorpus, seeker: Seeker) -> None:
    corpus.put("bees.txt", DANCE, SUN)
    corpus.put("cake.txt", CAKE)
    seeker.settle()
    assert seeker.to_text("bees dance").hits[0].path.name == "bees.txt"


def test_what_is_away_says_so_and_what_left_the_library_is_not_shown(
    corpus: SmallCorpus, seeker: Seeker
) -> None:
    bees = corpus.put("bees.txt", DANCE)
    corpus.put("stick.txt", DANCE, SUN, folder=2)
    seeker.settle()
    corpus.away[2] = "Stick"
    (hit,) = seeker.to(bees).hits
    assert (hit.path, hit.away) == (STICK / "stick.txt", "Stick")
    del corpus.folders[1]
    assert seeker.to(bees).hits == ()


def test_facets_count_what_was_compared(corpus: SmallCorpus, seeker: Seeker) -> None:
    bees = corpus.put("bees.txt", DANCE)
    corpus.put("paper.pdf", DANCE, SUN, kind=Kind.PDF)
    corpus.put("note.txt", DANCE, HIVE)
    seeker.settle()
    assert seeker.to(bees).facets["kind"] == {"pdf": 1, "text": 1}
    assert seeker.to(bees).total == 2


# Not the whole truth.


def test_a_document_that_is_not_encoded_yet_says_so(corpus: SmallCorpus, seeker: Seeker) -> None:
    corpus.put("other.txt", DANCE)
    seeker.settle()
    bees = corpus.put("bees.txt", DANCE)
    assert seeker.to(bees) == Results((), 0, note=NOT_YET)


def test_an_empty_library_has_nothing_similar(corpus: SmallCorpus, seeker: Seeker) -> None:
    assert seeker.to_text(DANCE).hits == ()
    bees = corpus.put("bees.txt", DANCE)
    assert seeker.to(bees).note == NOT_YET
    seeker.settle()
    assert seeker.to(bees).note == NOTHING


def test_while_others_wait_the_answer_says_how_many(corpus: SmallCorpus, seeker: Seeker) -> None:
    bees = corpus.put("bees.txt", DANCE)
    corpus.put("other.txt", DANCE, SUN)
    seeker.settle()
    corpus.put("new.txt", DANCE, HIVE)
    found = seeker.to(bees)
    assert [hit.path.name for hit in found.hits] == ["other.txt"]
    assert "2 passages" in found.note


def test_vectors_of_an_older_rule_are_passed_over(corpus: SmallCorpus, seeker: Seeker) -> None:
    bees = corpus.put("bees.txt", DANCE)
    other = corpus.put("other.txt", DANCE, SUN)
    seeker.settle()
    corpus.catalogue.document_vectors.store([(bees, b"\x01\x02"), (other, b"\x03\x04")])
    assert seeker.to(bees).hits == ()


def test_a_damaged_index_is_a_note(
    corpus: SmallCorpus, seeker: Seeker, monkeypatch: pytest.MonkeyPatch
) -> None:
    bees = corpus.put("bees.txt", DANCE)
    corpus.put("other.txt", DANCE, SUN)
    seeker.settle()
    source = seeker.similar.source([bees])

    def damaged(_: Ids) -> tuple[Ids, Vectors]:
        raise IndexDamaged

    monkeypatch.setattr(corpus.index, "vectors", damaged)
    assert seeker.similar.search(source, query_of("")).note == DAMAGED


def test_a_document_that_vanishes_between_is_passed_over(corpus: SmallCorpus, seeker: Seeker) -> None:
    bees = corpus.put("bees.txt", DANCE)
    gone = corpus.put("gone.txt", DANCE, SUN)
    corpus.put("other.txt", DANCE, HIVE)
    seeker.settle()
    source = seeker.similar.source([bees])
    corpus.catalogue.documents.forget([gone])
    found = seeker.similar.search(source, query_of(""))
    assert [hit.path for hit in found.hits] == [Path(corpus.folders[0].path / "other.txt")]
