"""Quality on the user's own library, without judgements: an inverse-cloze check.

A sentence is taken out of a passage, and asked for; the document it came from should come first,
found by what stands around the sentence (Lee, Chang and Toutanova 2019, "Latent Retrieval for Weakly
Supervised Open Domain Question Answering", section 4, where it is a task to learn from). The library
is not touched: `HeldOut` corrects what the two retrievals say.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from statistics import fmean

from app.analysis.analyser import words_and_stems
from app.catalogue.catalogue import Catalogue
from app.domain.query import Mode, Query
from app.domain.self_check import SelfCheck, Tally
from app.library.cloze import Cloze, draw
from app.library.held_out import HeldOut, Statistics
from app.library.library import Library

SAMPLE = 200
"""Passages."""
ENOUGH_OF_A_LANGUAGE = 20
"""Passages from which on a language has figures of its own."""
DEPTH = 10
MODES = (Mode.WORDS, Mode.MEANING, Mode.HYBRID)


def self_check(
    library: Library,
    tell: Callable[[int, int], None],
    stopped: Callable[[], bool],
    sample: int = SAMPLE,
    modes: Sequence[Mode] = MODES,
) -> SelfCheck:
    """Measure; *tell* hears how many of how many passages are done. Where *stopped*, what was done counts."""
    started = time.perf_counter()
    folders = [folder.id for folder in library.user.folders()]
    clozes = draw(library.catalogue, folders, sample, stopped)
    asked: list[tuple[Cloze, dict[Mode, int | None]]] = []
    with closing(library.recipe.encoder(threads=1)) as encoder:
        average = _words_in_a_passage(library.catalogue, clozes)
        statistics = Statistics(library.catalogue.sampling, average)
        for cloze in clozes:
            if stopped():
                break
            held_out = HeldOut(library.catalogue, encoder, cloze, statistics)
            asked.append((cloze, {mode: _rank(library, held_out, cloze, mode) for mode in modes}))
            tell(len(asked), len(clozes))
    documents = library.catalogue.sampling.documents(folders)
    known = library.recipe.languages
    return SelfCheck(
        passages=len(asked),
        modes=_tallies([ranks for _, ranks in asked]),
        languages=_by_language(asked),
        foreign={name: len(ids) for name, ids in documents.items() if name and name not in known},
        waiting=library.catalogue.progress.waiting(),
        seconds=time.perf_counter() - started,
    )


def _rank(library: Library, held_out: HeldOut, cloze: Cloze, mode: Mode) -> int | None:
    """Where the right document, or one that holds the same sentence, stands among the first: 1 is the first."""
    ranked = library.searcher.rank(Query(cloze.sentence, mode=mode), DEPTH, held_out.revise)
    right = held_out.documents
    return next((place for place, (document, _) in enumerate(ranked, 1) if document in right), None)


def _words_in_a_passage(catalogue: Catalogue, clozes: Sequence[Cloze]) -> float:
    """Words and stems together, on average over the sample."""
    rows = catalogue.lookup.passages(cloze.passage for cloze in clozes)
    counts = [
        len(" ".join(words_and_stems(text[row.start : row.end], cloze.language)).split())
        for cloze in clozes
        if (row := rows.get(cloze.passage)) and (text := catalogue.lookup.text(cloze.document))
    ]
    return fmean(counts) if counts else 1.0


def _by_language(asked: Sequence[tuple[Cloze, dict[Mode, int | None]]]) -> dict[str, dict[str, Tally]]:
    groups: dict[str, list[dict[Mode, int | None]]] = {}
    for cloze, ranks in asked:
        groups.setdefault(cloze.language, []).append(ranks)
    enough = {
        name: _tallies(ranks)
        for name, ranks in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
        if name and len(ranks) >= ENOUGH_OF_A_LANGUAGE
    }
    return enough if len(groups) > 1 else {}


def _tallies(ranks: Sequence[dict[Mode, int | None]]) -> dict[str, Tally]:
    """Mode -> how often the right document came up."""
    found: dict[str, Tally] = {}
    for one in ranks:
        for mode, rank in one.items():
            found[str(mode)] = found.get(str(mode), Tally()).with_rank(rank)
    return found
