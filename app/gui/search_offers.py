"""What is offered to be searched for again, for what is typed."""

from dataclasses import dataclass

from app.domain.searches import KnownSearches

MOST = 8
"""Rows; more would be read slower than typed."""
MOST_SAVED = 4
"""Of these, so that the history has room; the menu lists all."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A search that can be chosen."""

    text: str
    name: str = ""
    """Under which it was saved; empty: it is one of late."""


def offers(known: KnownSearches, typed: str) -> list[Offer]:
    """Saved searches, then those of late, newest first, that hold every word of *typed*, case aside."""
    words = typed.casefold().split()

    def fits(offer: Offer) -> bool:
        told = f"{offer.name} {offer.text}".casefold()
        return offer.text != typed.strip() and all(word in told for word in words)

    saved = [Offer(search.text, search.name) for search in known.saved]
    named = {offer.text for offer in saved}
    recent = [Offer(text) for text in known.recent if text not in named]
    fitting = [offer for offer in saved if fits(offer)][:MOST_SAVED]
    return (fitting + [offer for offer in recent if fits(offer)])[:MOST]
