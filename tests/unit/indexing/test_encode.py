"""The second half of indexing: what the encoder is given, and in which order and portions."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from app.catalogue.catalogue import Catalogue
from app.domain.dense_filter import DenseFilter
from app.domain.errors import LibraryUnusable
from app.domain.events import Counted, Event, Phase
from app.domain.ports import IndexMark, Upkeep, UpkeepOutcome
from app.domain.vectors import Vectors
from app.indexing import encode
from app.indexing.encode import CONTEXT_CHARACTERS, Encoding, describe, with_context
from tests.fakes.encoder import WordEncoder
from tests.fakes.index import MemoryIndex
from tests.unit.catalogue.samples import IN_MEMORY, document, file, passages_of, put

DIMENSION = 16


# Context.


@pytest.mark.parametrize(
    ("title", "heading", "text", "expected"),
    [
        ("", "", "bees", "bees"),
        ("Hive", "", "bees", "Hive\nbees"),
        ("Hive", "Life > Work", "bees", "Hive > Life > Work\nbees"),
        ("Hive", "Hive", "bees", "Hive\nbees"),
        ("Hive", "Life", "Hive\n\nbees", "Life\nHive\n\nbees"),
        ("", "Life", "Life\nbees", "Life\nbees"),
    ],
)
def test_the_encoder_sees_title_and_headings_unless_the_text_opens_with_them(
    title: str, heading: str, text: str, expected: str
) -> None:
    assert with_context(title, heading, text) == expected


def test_a_long_title_leaves_the_decision_to_the_text() -> None:
    assert with_context("t" * 1000, "h" * 1000, "bees") == "t" * CONTEXT_CHARACTERS + "\nbees"


# Order and portions.


class RecordingIndex(MemoryIndex):
    """Says how many rows each flush and what upkeep came."""

    def __init__(self) -> None:
        super().__init__(DIMENSION)
        self.flushes: list[int] = []
        self.is_due = False
        self.upkeeps: list[bool] = []
        self.outcome = UpkeepOutcome.DONE

    def flush(self) -> IndexMark:
        before = self.count()
        mark = super().flush()
        self.flushes.append(self.count() - before)
        return mark

    def upkeep_due(self) -> bool:
        return self.is_due

    def upkeep(self, *, erase: bool = False) -> Upkeep:
        super().upkeep(erase=erase)
        self.upkeeps.append(erase)
        self._mark = IndexMark(self.mark.version + 1, "tidied")
        return Upkeep(self.outcome, self._mark)


class RecordingEncoder(WordEncoder):
    """Keeps how many texts it was given at once, and whether it was closed."""

    def __init__(self) -> None:
        super().__init__(DIMENSION)
        self.batches: list[list[str]] = []
        self.closed = False

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.batches.append(list(texts))
        return super().encode_passages(texts)

    def close(self) -> None:
        self.closed = True


class Half:
    """The second half alone, on a catalogue filled by hand."""

    def __init__(self) -> None:
        self.catalogue = Catalogue(IN_MEMORY, write=True)
        self.index = RecordingIndex()
        self.events: list[Event] = []
        self.encoders: list[RecordingEncoder] = []
        self.stopped = False
        self.encoding = Encoding(
            self.catalogue, self.index, self.encoder, self.events.append, stopped=lambda: self.stopped
        )

    def encoder(self) -> RecordingEncoder:
        self.encoders.append(RecordingEncoder())
        return self.encoders[-1]

    def put(self, name: str, *pages: str, modified: int = 0) -> list[int]:
        identity = put(self.catalogue, file(name, modified=modified), document(*pages))
        return passages_of(self.catalogue, identity)


@pytest.fixture
def half() -> Iterator[Half]:
    made = Half()
    yield made
    made.encoding.close()
    made.catalogue.close()


def test_passages_are_encoded_newest_first_in_full_batches(
    half: Half, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encode, "BATCH", 3)
    half.put("old.txt", "old 1", "old 2", modified=1)
    half.put("new.txt", "new 1", "new 2", modified=2)
    half.encoding.reconcile()
    assert half.encoding.run() == 4
    assert half.encoders[0].batches == [["new 1", "new 2", "old 1"], ["old 2"]]
    assert half.events == [Counted(Phase.MEANING, 3, 4), Counted(Phase.MEANING, 4, 4)]


def test_vectors_are_made_durable_in_portions(half: Half, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encode, "BATCH", 2)
    monkeypatch.setattr(encode, "FLUSH", 4)
    half.put("a.txt", *(f"page {number}" for number in range(11)))
    half.encoding.run()
    assert half.index.flushes == [4, 4, 3]


def test_the_encoder_is_made_when_it_is_needed_and_once(half: Half) -> None:
    half.encoding.reconcile()
    assert (half.encoding.run(), half.encoders) == (0, [])
    half.put("a.txt", "bees")
    half.encoding.run()
    half.put("b.txt", "wax")
    half.encoding.run()
    assert len(half.encoders) == 1
    half.encoding.close()
    half.encoding.close()
    assert half.encoders[0].closed


def test_each_vector_lies_under_its_passage(half: Half) -> None:
    passages = half.put("a.txt", "bees", "wax", "bees")
    half.encoding.run()
    ids, vectors = half.index.vectors(np.array(passages))
    by_id = dict(zip(ids.tolist(), vectors, strict=True))
    expected = WordEncoder(DIMENSION).encode_passages(["bees", "wax", "bees"])
    assert np.array_equal(np.stack([by_id[passage] for passage in passages]), expected)


def test_the_index_knows_kind_language_and_document(half: Half) -> None:
    half.put("a.txt", "bees")
    half.encoding.run()
    vector = WordEncoder(DIMENSION).encode_query("bees")
    for where, found in [
        (DenseFilter(frozenset({"text"}), frozenset({"en"}), np.array([1])), 1),
        (DenseFilter(kinds=frozenset({"pdf"})), 0),
        (DenseFilter(languages=frozenset({"de"})), 0),
        (DenseFilter(documents=np.array([2])), 0),
    ]:
        assert len(half.index.nearest(vector, 5, where)[0]) == found


def test_strays_are_taken_out_even_where_nothing_waits(half: Half) -> None:
    half.put("a.txt", "bees")
    half.encoding.run()
    half.catalogue.documents.forget([1])
    assert half.encoding.run() == 0
    assert (half.index.count(), len(half.encoders)) == (0, 1)
    assert len(half.catalogue.progress.strays()) == 0


# The mark.


def test_while_index_and_catalogue_agree_no_id_is_compared(
    half: Half, monkeypatch: pytest.MonkeyPatch
) -> None:
    half.put("a.txt", "bees")
    half.encoding.run()
    assert half.catalogue.progress.mark() == describe(half.index.mark)
    monkeypatch.setattr(half.index, "passage_ids", lambda: pytest.fail("compared"))
    half.encoding.reconcile()


def test_a_mark_used_again_after_a_fall_back_is_told_from_its_first_use() -> None:
    assert describe(IndexMark(3, "one")) != describe(IndexMark(3, "other"))


def test_the_state_after_an_upkeep_is_noted(half: Half) -> None:
    half.put("a.txt", "bees")
    half.encoding.run()
    half.encoding.tidy()
    assert half.index.upkeeps == []
    half.index.is_due = True
    half.encoding.tidy()
    assert half.index.upkeeps == [False]
    assert half.catalogue.progress.mark() == describe(half.index.mark)


def test_an_upkeep_without_room_is_not_tried_again_by_the_same_writer(half: Half) -> None:
    half.put("a.txt", "bees")
    half.encoding.run()
    half.index.is_due, half.index.outcome = True, UpkeepOutcome.DISK_TIGHT
    assert not half.encoding.tidy()
    assert half.encoding.tidy()
    assert half.index.upkeeps == [False]


def test_whoever_is_wanted_elsewhere_does_not_tidy(half: Half) -> None:
    half.put("a.txt", "bees")
    half.encoding.run()
    half.index.is_due = half.stopped = True
    half.encoding.tidy()
    assert half.index.upkeeps == []


def test_erasing_flushes_what_was_forgotten_and_tidies_in_any_case(half: Half) -> None:
    half.put("a.txt", "bees")
    half.put("b.txt", "wax")
    half.encoding.run()
    half.catalogue.documents.forget([1])
    half.encoding.tidy(erase=True)
    assert (half.index.passage_ids().tolist(), half.index.upkeeps) == ([2], [True])
    assert len(half.encoders[0].batches) == 1


def test_an_upkeep_that_is_due_after_an_error_finds_nothing_unflushed(half: Half) -> None:
    half.put("a.txt", "bees")

    def refuse() -> IndexMark:
        raise LibraryUnusable("the disk is full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(half.index, "flush", refuse)
        with pytest.raises(LibraryUnusable):
            half.encoding.run()
    half.catalogue.documents.forget([1])
    half.index.is_due = True
    half.encoding.reconcile()
    half.encoding.run()
    half.encoding.tidy()
    assert (half.index.count(), half.index.upkeeps) == (0, [False])
