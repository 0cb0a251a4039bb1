"""What is offered to be searched for again, for what is typed."""

from app.domain.searches import KnownSearches, SavedSearch
from app.gui.search_offers import MOST, Offer, offers

KNOWN = KnownSearches(
    (SavedSearch("Insects", "how do bees navigate"),), ("boiler pressure", "Bees", "how do bees navigate")
)


def test_what_is_offered_holds_every_word_that_is_typed() -> None:
    assert offers(KNOWN, "") == [
        Offer("how do bees navigate", "Insects"),
        Offer("boiler pressure"),
        Offer("Bees"),
    ]
    assert offers(KNOWN, "bee") == [Offer("how do bees navigate", "Insects"), Offer("Bees")]
    assert offers(KNOWN, "INSECT nav") == [Offer("how do bees navigate", "Insects")]
    assert offers(KNOWN, "wasp") == []


def test_what_stands_in_the_field_already_is_not_offered() -> None:
    assert offers(KNOWN, "boiler pressure ") == []


def test_a_list_is_no_longer_than_can_be_read() -> None:
    many = KnownSearches(
        tuple(SavedSearch(f"s{n}", f"saved {n}") for n in range(9)), tuple(f"recent {n}" for n in range(99))
    )
    shown = offers(many, "")
    assert len(shown) == MOST
    assert [offer.name for offer in shown] == ["s0", "s1", "s2", "s3", "", "", "", ""]
