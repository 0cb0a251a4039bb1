"""A sample of passages, each with a sentence that can be taken out of it: the questions of a self-check."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.analysis.tokens import tokens
from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import DocumentRow, PassageRow
from app.domain.passage import weight

SEED = 2019
"""The same library gives the same questions."""
FEWEST_WORDS, MOST_CHARACTERS = 6, 300
"""Of a sentence: a shorter one says too little, a longer one is a list or a table."""
LEAST_LEFT = 140.0
"""Weight of what is left of a passage: about two sentences."""
MOST_TRIED = 12
"""Passages of a document that are looked at for a sentence."""
PROSE = 0.7
"""Share of letters in a sentence; rows of figures have fewer. Spaces do not count."""

_SENTENCE = re.compile(r"[^.!?\u2026\u3002\uff01\uff1f]+(?:[.!?\u2026]+(?=\s|$)|[\u3002\uff01\uff1f]+)")


@dataclass(frozen=True, slots=True)
class Cloze:
    """A passage and the sentence that is asked for; `text[start:end]` is that of the document."""

    document: int
    language: str
    passage: int
    sentence: str
    start: int
    end: int


def draw(catalogue: Catalogue, folders: Sequence[int], most: int, stopped: Callable[[], bool]) -> list[Cloze]:
    """Up to *most* questions, spread over documents and, by their shares, over languages.

    Each document gives one before any gives a second one.
    """
    chance = np.random.default_rng(SEED)
    offers = [
        _Offer(catalogue, document, chance)
        for document in spread(catalogue.sampling.documents(folders), chance)
    ]
    drawn: list[Cloze] = []
    while offers and len(drawn) < most:
        left: list[_Offer] = []
        for offer in offers:
            if len(drawn) >= most or stopped():
                return drawn
            if (cloze := offer.next()) is not None:
                drawn.append(cloze)
                left.append(offer)
        offers = left
    return drawn


def spread(documents: Mapping[str, Sequence[int]], chance: np.random.Generator) -> list[int]:
    """All documents, so that every beginning of the list has the languages in their proportions."""
    placed: list[tuple[float, int]] = []
    for group in documents.values():
        shuffled = chance.permutation(np.array(group, np.int64)).tolist()
        placed += [((place + 0.5) / len(group), document) for place, document in enumerate(shuffled)]
    return [document for _, document in sorted(placed)]


class _Offer:
    """The questions that one document gives, drawn when they are wanted."""

    def __init__(self, catalogue: Catalogue, document: int, chance: np.random.Generator) -> None:
        self._catalogue, self._document, self._chance = catalogue, document, chance
        self._clozes: Iterator[Cloze] | None = None

    def next(self) -> Cloze | None:
        if self._clozes is None:
            self._clozes = self._draw()
        return next(self._clozes, None)

    def _draw(self) -> Iterator[Cloze]:
        row = self._catalogue.lookup.documents([self._document]).get(self._document)
        passages = self._catalogue.sampling.passages(self._document)
        if row is None or not passages:
            return
        text = self._catalogue.lookup.text(self._document)
        for place in self._chance.permutation(len(passages))[:MOST_TRIED].tolist():
            passage = passages[place]
            found = _sentences(text, passage, row)
            if found:
                start, end = found[int(self._chance.integers(len(found)))]
                yield Cloze(row.id, row.language, passage.id, text[start:end], start, end)


def _sentences(text: str, passage: PassageRow, row: DocumentRow) -> list[tuple[int, int]]:
    """(start, end) of the sentences of a passage that can be taken out of it, in code points of *text*."""
    fields = [field for field in (row.title, row.location.name, passage.heading) if field]
    whole = weight(text[passage.start : passage.end])
    found: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text, passage.start, passage.end):
        sentence = match.group().strip()
        start = match.start() + match.group().index(sentence)
        if (
            _is_telling(sentence)
            and whole - weight(sentence) >= LEAST_LEFT
            and not _is_field(sentence, fields)
        ):
            found.append((start, start + len(sentence)))
    return found


def _is_field(sentence: str, fields: Sequence[str]) -> bool:
    """Whether it is said in title, name or heading, where it stays: in one of them, or little more than one."""
    said = " ".join(sentence.rstrip(".!?\u2026\u3002\uff01\uff1f").casefold().split())
    return any(
        said in field or (field in said and 2 * len(field) >= len(said))
        for field in map(str.casefold, fields)
    )


def _is_telling(sentence: str) -> bool:
    if len(sentence) > MOST_CHARACTERS or "\n\n" in sentence:
        return False
    visible = [character for character in sentence if not character.isspace()]
    letters = sum(character.isalpha() for character in visible)
    return letters >= PROSE * len(visible) and len(list(tokens(sentence))) >= FEWEST_WORDS
