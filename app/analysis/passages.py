"""A document as the sparse search takes it in: cut into passages, each with its words and stems."""

from collections.abc import Callable, Sequence

from app.analysis.analyser import words_and_stems
from app.domain.document import Analysed, Document
from app.domain.passage import Passage, split


def analysed(
    document: Document, split: Callable[[Document], Sequence[Passage]] = split
) -> tuple[Analysed, ...]:
    """The passages of *document* with their words, as far as nobody has made them yet."""
    if document.passages is not None:
        return document.passages
    return tuple(
        Analysed(
            passage.segment, passage.start, passage.end, *words_and_stems(passage.text, document.language)
        )
        for passage in split(document)
    )
