"""A newer question overtakes an older one; nothing else is lost or changes its place."""

import threading
from pathlib import Path

from app.domain.scope import EVERYTHING
from app.engine.inbox import End, Inbox, Item, News
from app.engine.requests import AddFolders, ListUnread, Search, Show

SHOW = Show(1, 7, 0, 4, "bees")


def taken(*items: Item) -> list[Item]:
    inbox = Inbox()
    for item in items:
        inbox.post(item)
    found: list[Item] = []
    while (item_taken := inbox.take(0)) is not None:
        found.append(item_taken)
    return found


def test_only_the_newest_question_of_a_kind_is_seen_to() -> None:
    assert taken(Search(1, "b"), SHOW, Search(2, "be"), Search(3, "bee")) == [SHOW, Search(3, "bee")]


def test_everything_else_is_seen_to_in_order() -> None:
    add = AddFolders((Path("/a"),))
    assert taken(add, News(EVERYTHING), ListUnread(), add, ListUnread()) == [
        add,
        News(EVERYTHING),
        ListUnread(),
        add,
        ListUnread(),
    ]


def test_what_the_user_said_is_done_before_the_end_and_no_question_is_answered() -> None:
    add = AddFolders((Path("/a"),))
    assert taken(Search(1, "b"), add, SHOW, End()) == [add, End()]


def test_a_question_that_arrives_later_overtakes_one_that_still_waits() -> None:
    inbox = Inbox()
    inbox.post(News(EVERYTHING))
    inbox.post(Search(1, "b"))
    assert inbox.take(0) == News(EVERYTHING)
    inbox.post(Search(2, "be"))
    assert inbox.take(0) == Search(2, "be")
    assert inbox.take(0) is None


def test_somebody_who_waits_is_woken() -> None:
    inbox = Inbox()
    post = threading.Timer(0.01, inbox.post, [News(EVERYTHING)])
    post.start()
    assert inbox.take(None) == News(EVERYTHING)
    post.join()
