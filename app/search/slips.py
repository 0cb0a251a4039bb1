"""Words of the library that a word may be a slip for.

At most one slip in a word of four letters or more, two from eight letters on (Damerau 1964, "A technique
for computer detection and correction of spelling errors": four of five misspelt words hold one). The first
letter is taken to be right unless nothing else is near.
"""

from app.analysis.edits import LONGEST
from app.analysis.tokens import is_unspaced
from app.analysis.vocabulary import Vocabulary

SHORTEST = 4
LONG = 8
"""Letters from which on two slips are forgiven."""
MOST = 3
"""Words that are asked for in the place of one."""
LEAST_SHARE = 0.02
"""Of the frequency of the most frequent of them."""
HARDLY = 2
"""In so few passages a word may be a slip that others made."""
SHORTEST_HARDLY = 6
TIMES = 100
"""More passages must hold what is asked for in its place."""


def corrections(word: str, words: Vocabulary, count: int = 0) -> list[str]:
    """Words at the least distance, the most frequent first; *count* passages hold *word* itself."""
    if not _may_be_slip(word, count):
        return []
    found = words.near(word, 1, same_first=True)
    if not found and len(word) >= LONG and not count:
        found = words.near(word, 2, same_first=True)
    if not found and not count:
        found = words.near(word, 1, same_first=False)
    least = min((distance for distance, _ in found), default=0)
    told = [(int(words.counts[place]), words.word(place)) for distance, place in found if distance == least]
    told = sorted((one for one in told if _is_prose(one[1])), key=lambda one: (-one[0], one[1]))
    enough = max(TIMES * count, LEAST_SHARE * told[0][0]) if told else 0
    return [other for frequency, other in told[:MOST] if frequency >= enough]


def _may_be_slip(word: str, count: int) -> bool:
    shortest = SHORTEST_HARDLY if count else SHORTEST
    return shortest <= len(word) <= LONGEST and _is_prose(word) and not is_unspaced(word)


def _is_prose(word: str) -> bool:
    """No number, no identifier."""
    return not any(map(str.isdigit, word))
