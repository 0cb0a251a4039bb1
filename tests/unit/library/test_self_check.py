"""A library is asked for sentences that were taken out of it: what only the sentence says does not help."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.self_check import SelfCheck
from app.library.cloze import Cloze, draw, spread
from app.library.held_out import Statistics, bm25
from app.library.library import Library
from app.library.self_check import self_check
from tests.fakes.folder import FolderOfFiles

DOCUMENTS = 25
TOPICS = "abcdefghijklmnopqrstuvwxy"


@pytest.fixture
def folder(tmp_path: Path) -> FolderOfFiles:
    return FolderOfFiles(tmp_path / "home")


def of_its_own(document: int, number: int) -> str:
    """A sentence whose words stand nowhere else; names are letters, for figures are no prose."""
    mark = f"{TOPICS[document]}{TOPICS[number]}"
    return " ".join(f"{word}{mark}q" for word in ("zun", "wex", "pir", "lom", "dak", "hib", "sor")) + "."


def on_a_topic(document: int, number: int) -> str:
    """A sentence that shares words with those around it, and with no other document."""
    topic = TOPICS[document] * 3
    return f"The {topic}bird and the {topic}fish met {topic}man near {TOPICS[number] * 2}bridge."


def fill(folder: FolderOfFiles, sentence: Callable[[int, int], str], sentences: int = 20) -> None:
    for document in range(DOCUMENTS):
        text = " ".join(sentence(document, number) for number in range(sentences))
        folder.write(f"{TOPICS[document]}letter.txt", text)


def checked(library: Library, folder: FolderOfFiles, sample: int = 60) -> SelfCheck:
    library.user.add(folder.root)
    library.index()
    return self_check(library, lambda _done, _total: None, lambda: False, sample)


def drawn(library: Library, most: int = 1_000) -> list[Cloze]:
    return draw(library.catalogue, [f.id for f in library.user.folders()], most, lambda: False)


# The measure.


def test_a_sentence_is_not_found_by_itself_nor_by_a_neighbour_that_repeats_it(
    library: Library, folder: FolderOfFiles
) -> None:
    fill(folder, of_its_own)
    result = checked(library, folder)
    assert result.passages == 50
    assert library.catalogue.totals().passages > DOCUMENTS  # which overlap
    assert result.modes["words"].first == 0
    assert result.modes["words"].first_ten == 0
    assert result.modes["meaning"].first <= 12  # one of 25 by chance
    assert result.modes["hybrid"].first <= 12


def test_a_document_that_goes_on_about_its_topic_comes_first(library: Library, folder: FolderOfFiles) -> None:
    fill(folder, on_a_topic)
    result = checked(library, folder)
    assert result.is_enough
    assert {mode: tally.first for mode, tally in result.modes.items()} == dict.fromkeys(
        ("words", "meaning", "hybrid"), result.passages
    )


def test_a_copy_that_was_changed_elsewhere_is_right_and_does_not_tell(
    library: Library, folder: FolderOfFiles
) -> None:
    fill(folder, of_its_own)
    for document in range(DOCUMENTS):
        path = folder.root / f"{TOPICS[document]}letter.txt"
        folder.write(f"copies/{path.name}", "Dear reader of this letter.\n\n" + path.read_text())
    result = checked(library, folder)
    assert result.modes["words"].first == 0
    assert result.modes["meaning"].first <= 12


def test_a_copy_that_comes_first_is_the_same_document(library: Library, folder: FolderOfFiles) -> None:
    fill(folder, on_a_topic)
    for document in range(DOCUMENTS):
        path = folder.root / f"{TOPICS[document]}letter.txt"
        folder.write(f"copies/{path.name}", "Dear reader of this letter.\n\n" + path.read_text())
    result = checked(library, folder)
    assert result.modes["words"].first == result.passages


def test_the_library_stays_as_it_is_and_answers_the_same_twice(
    library: Library, folder: FolderOfFiles
) -> None:
    fill(folder, on_a_topic, sentences=7)
    first = checked(library, folder)
    before = {path: path.read_bytes() for path in library.places.data.rglob("*.sqlite")}
    again = self_check(library, lambda _done, _total: None, lambda: False, 60)
    assert (again.modes, again.languages) == (first.modes, first.languages)
    assert {path: path.read_bytes() for path in library.places.data.rglob("*.sqlite")} == before


def test_languages_that_the_encoder_does_not_know_are_told(
    library: Library, folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(folder, on_a_topic)
    monkeypatch.setattr(type(library.recipe), "languages", frozenset({"fr"}))
    assert checked(library, folder, sample=3).foreign == {"en": DOCUMENTS}


def test_it_ends_where_it_is_stopped(library: Library, folder: FolderOfFiles) -> None:
    fill(folder, on_a_topic)
    library.user.add(folder.root)
    library.index()
    told: list[tuple[int, int]] = []
    result = self_check(library, lambda *counts: told.append(counts), lambda: len(told) == 4)
    assert result.passages == 4
    assert not result.is_enough
    assert told[-1][0] == 4


def test_an_empty_library_has_nothing_to_ask_for(library: Library) -> None:
    result = self_check(library, lambda _done, _total: None, lambda: False)
    assert (result.passages, result.modes, result.is_enough) == (0, {}, False)


# The sample.


def test_every_document_gives_one_sentence_before_any_gives_two(
    library: Library, folder: FolderOfFiles
) -> None:
    fill(folder, on_a_topic)
    library.user.add(folder.root)
    library.index()
    assert len({cloze.document for cloze in drawn(library, DOCUMENTS)}) == DOCUMENTS
    assert len(drawn(library, DOCUMENTS + 3)) == DOCUMENTS + 3
    passages = [cloze.passage for cloze in drawn(library)]
    assert len(passages) == len(set(passages)) > DOCUMENTS
    for cloze in drawn(library):
        assert library.catalogue.lookup.text(cloze.document)[cloze.start : cloze.end] == cloze.sentence
        assert cloze.sentence.endswith(".")


def test_what_is_no_sentence_or_all_there_is_or_the_title_is_not_asked_for(
    library: Library, folder: FolderOfFiles
) -> None:
    title = "The long report about the bees of the old garden"
    rest = " ".join(f"In hour {n} it rained." for n in range(20))
    folder.write("figures.txt", " ".join(f"{n} {n * 7} 0.{n}." for n in range(200)))
    folder.write("short.txt", "This is the only sentence of a very short letter.")
    folder.write(f"{title}.txt", f"{title}. {rest}")
    folder.write("words.txt", "Yes. No. Perhaps so. " * 60)
    library.user.add(folder.root)
    library.index()
    assert [cloze.sentence for cloze in drawn(library)] == []


def test_every_beginning_of_the_order_has_the_languages_in_their_proportions() -> None:
    import numpy as np

    documents = {"en": list(range(300)), "de": list(range(300, 400))}
    ordered = spread(documents, np.random.default_rng(1))
    assert sorted(ordered) == list(range(400))
    for count in (20, 100, 200):
        assert abs(sum(document >= 300 for document in ordered[:count]) - count / 4) <= 1


# BM25 by hand.


def test_bm25_by_hand_is_that_of_the_catalogue(library: Library, folder: FolderOfFiles) -> None:
    from app.analysis.analyser import words_and_stems
    from app.catalogue.sparse import Term
    from app.domain.query import Filter

    fill(folder, on_a_topic, sentences=6)
    library.user.add(folder.root)
    library.index()
    sparse, lookup = library.catalogue.sparse, library.catalogue.lookup
    terms = [Term("bridge"), Term("near"), Term("aaabird")]
    ids, scores = sparse.passages(terms, 100, Filter(), None)
    assert len(ids) > 0
    found = {}
    for i, row in lookup.passages(ids.tolist()).items():
        words = words_and_stems(lookup.text(row.document)[row.start : row.end], "en")
        found[i] = " ".join(words).split()
    labels = 3
    all_words = [
        " ".join(words_and_stems(lookup.text(row.document)[row.start : row.end], "en")).split()
        for row in lookup.passages(range(1, 1_000)).values()
    ]
    average = sum(len(words) + labels for words in all_words) / len(all_words)
    statistics = Statistics(library.catalogue.sampling, average)
    forms = [form for term in terms for form in (term.surface, *term.stems)]
    for i, score in zip(ids.tolist(), scores.tolist(), strict=True):
        by_hand = bm25([*found[i], *["label"] * labels], forms, statistics)
        assert by_hand == pytest.approx(score, rel=1e-3)
