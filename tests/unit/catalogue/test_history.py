"""What was searched for is kept for the user alone, in bounds, and gone when he erases it."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.catalogue import history as history_file
from app.catalogue.history import LONGEST, History
from app.catalogue.saved_searches import SavedSearches
from app.catalogue.schema import USER
from app.catalogue.user import UserFile
from app.domain.errors import WrongUse
from app.domain.searches import SavedSearch


@pytest.fixture
def user(tmp_path: Path) -> Iterator[UserFile]:
    opened = UserFile(tmp_path / "user.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def history(user: UserFile) -> History:
    return user.history


@pytest.fixture
def searches(user: UserFile) -> SavedSearches:
    return user.searches


SEED = 1
"""One of those that leave pieces behind where the file is not written anew."""


def holding(folder: Path, words: bytes) -> list[str]:
    """Names of the files that hold *words*."""
    return [path.name for path in sorted(folder.iterdir()) if words in path.read_bytes()]


# The history.


def test_the_newest_search_comes_first_and_the_same_text_stands_once(history: History) -> None:
    for text in ("bees", "boiler", "invoice", "bees"):
        history.keep(text)
    assert history.recent() == ("bees", "invoice", "boiler")
    assert history.recent(2) == ("bees", "invoice")


def test_white_space_and_bytes_that_are_no_text_do_not_count(history: History) -> None:
    history.keep("  bees \n dance ")
    history.keep("bees dance")
    history.keep("\udcff invoice")
    history.keep("   ")
    assert history.recent() == ("? invoice", "bees dance")


def test_what_was_half_of_a_search_gives_way_to_it(history: History) -> None:
    history.keep("boiler")
    history.keep("bees")
    history.keep("bees dance", instead_of="bees")
    assert history.recent() == ("bees dance", "boiler")


def test_what_was_pasted_is_not_kept(history: History) -> None:
    history.keep("x" * (LONGEST + 1))
    assert history.recent() == ()


def test_the_oldest_give_way(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_file, "KEPT", 3)
    for number in range(5):
        history.keep(f"search {number}")
    assert history.recent() == ("search 4", "search 3", "search 2")


@pytest.mark.parametrize("others", [0, 400])
def test_what_is_erased_is_in_no_file_any_more(
    user: UserFile, history: History, tmp_path: Path, others: int
) -> None:
    history.keep("zyzzyva brevanto")
    for number in range(others):
        history.keep(f"search {number} " + "with many words " * 5)
    assert holding(tmp_path, b"zyzzyva") != []
    assert history.remove("zyzzyva brevanto") == 1
    assert holding(tmp_path, b"zyzzyva") == []
    assert len(history.recent()) == others
    history.keep("quokka")
    with closing(UserFile(tmp_path / "user.sqlite")) as beside:  # the engine's, while the command line erases
        assert beside.history.recent(1) == ("quokka",)
        assert history.erase() == others + 1
        assert beside.history.recent() == ()
    for words in (b"quokka", b"with many words"):
        assert holding(tmp_path, words) == []


def test_pieces_that_moved_from_page_to_page_are_gone_as_well(
    user: UserFile, history: History, tmp_path: Path
) -> None:
    connection, chance = user._connection, random.Random(SEED)  # noqa: S311  # no secret
    connection.execute("PRAGMA synchronous=OFF")  # quick; nobody pulls a plug
    there, gone = list[str](), list[str]()
    for number in range(500):
        there.append(f"<{number}> {'w' * chance.randint(0, 900)} <{number}/>")
        history.keep(there[-1])
        if chance.random() < 0.5:
            gone.append(there.pop(chance.randrange(len(there))))
            connection.execute("DELETE FROM history WHERE text = ?", (gone[-1],))
    history.remove(there[0])
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [
        text for text in gone if text.split()[0].encode() in held or text.split()[2].encode() in held
    ] == []


def test_an_older_file_is_brought_up_to_date(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "user.sqlite", isolation_level=None)) as old:
        for step in USER[:2]:
            old.executescript(step)
        old.execute("PRAGMA user_version=2")
        old.execute("INSERT INTO exclusions VALUES (x'2f61')")
    with closing(UserFile(tmp_path / "user.sqlite")) as user:
        user.history.keep("bees")
        assert user.exclusions() == {Path("/a")}
        assert user.history.recent() == ("bees",)


# Saved searches.


def test_saved_searches_are_listed_by_name(searches: SavedSearches) -> None:
    searches.save("tax", "invoice type:pdf")
    searches.save(" Bees ", "how do bees  navigate")
    assert searches.all() == (
        SavedSearch("Bees", "how do bees navigate"),
        SavedSearch("tax", "invoice type:pdf"),
    )


def test_a_name_that_is_taken_is_taken_over_case_aside(searches: SavedSearches) -> None:
    searches.save("Tax", "invoice")
    searches.save("TAX", "receipt")
    assert searches.all() == (SavedSearch("TAX", "receipt"),)


def test_a_search_is_called_otherwise(searches: SavedSearches) -> None:
    searches.save("Tax", "invoice")
    searches.save("Bees", "bees")
    searches.rename("tax", "TAX")
    searches.rename("gone", "x")
    assert [search.name for search in searches.all()] == ["Bees", "TAX"]
    with pytest.raises(WrongUse, match="already"):
        searches.rename("Bees", "tax")
    with pytest.raises(WrongUse, match="needs a name"):
        searches.rename("Bees", "  ")


@pytest.mark.parametrize(("name", "text"), [("", "bees"), ("Bees", " "), ("\n", "")])
def test_a_saved_search_has_a_name_and_a_text(searches: SavedSearches, name: str, text: str) -> None:
    with pytest.raises(WrongUse, match="needs a name"):
        searches.save(name, text)
    assert searches.all() == ()


def test_a_saved_search_that_is_removed_is_in_no_file_any_more(
    searches: SavedSearches, tmp_path: Path
) -> None:
    searches.save("Zyzzyva", "brevanto")
    assert searches.remove("zyzzyva")
    assert not searches.remove("zyzzyva")
    assert holding(tmp_path, b"Zyzzyva") == holding(tmp_path, b"brevanto") == []
