"""Messages as bytes: what is said arrives, and nonsense is noticed."""

import io
import os
import sys
from pathlib import Path

import pytest

from app.domain.document import Place, SegmentKind
from app.domain.events import Counted, Phase
from app.domain.hit import Excerpt, FoundPassage, Hit, Results, Snippet, Stretch
from app.domain.query import Unknown
from app.domain.scope import NOTHING, Scope
from app.domain.settings import Appearance, Settings
from app.domain.state import Activity, Doing
from app.engine.answers import Found, Refused, Shown, Working
from app.engine.messages import Message
from app.engine.orders import LookThrough
from app.engine.requests import AddFolders, ChangeSettings, LookAgain, Search
from app.engine.wire import HEADER, LONGEST_FRAME, Nonsense, frame, read

PLACE = Place(SegmentKind.PAGE, 3, "iii")
HIT = Hit(
    document_id=7,
    path=Path("/home/a b.txt"),
    title="Bees",
    kind="text",
    modified_ns=1,
    score=0.5,
    snippet=Snippet("bees", ((0, 4),)),
    passages=(FoundPassage(1, 0, 4, PLACE, "", "bees", 0.5),),
    copies=(Path("/home/c.txt"),),
)
EXCERPT = Excerpt(
    7, Path("/a"), "t", "text", "bees", 2, 9, (0, 4), ((0, 4),), stretches=(Stretch(PLACE, 0, 4),)
)


@pytest.mark.parametrize(
    "message",
    [
        Search(1, "bees \U0001f41d", 9),
        Found(1, Results((HIT,), 1, {"kind": {"text": 1}})),
        Found(2, Results((), 0, unknown=(Unknown("kind", "pfd", ("pdf",)),))),
        Shown(2, None),
        Shown(2, EXCERPT),
        LookAgain(),
        LookThrough(1),
        LookThrough(2, Scope(frozenset({Path("/home/a"), Path("/home/b")}))),
        LookThrough(3, NOTHING),
        ChangeSettings(Settings(appearance=Appearance.DARK, paused=True)),
        Working(Activity(Doing.ENCODING, 1, 2, 0.5)),
        Counted(Phase.WORDS, 1, 2),
    ],
    ids=lambda message: type(message).__name__,
)
def test_what_is_said_arrives(message: Message) -> None:
    stream = io.BytesIO(frame(message) * 2)
    assert [read(stream), read(stream), read(stream)] == [message, message, None]


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
def test_a_path_of_any_bytes_arrives() -> None:
    message = AddFolders((Path(os.fsdecode(b"/home/\xff\xfe \xc3\xa4")),))
    assert read(io.BytesIO(frame(message))) == message


def test_a_lone_surrogate_becomes_a_question_mark_in_its_place() -> None:
    results = Results((HIT,), 1, {"folder": {"a\udcff": 2}}, note="x\ud800y\U0001f41d")
    arrived = read(io.BytesIO(frame(Found(1, results))))
    assert arrived == Found(1, Results((HIT,), 1, {"folder": {"a?": 2}}, note="x?y\U0001f41d"))
    assert read(io.BytesIO(frame(Search(1, "\udfffbees")))) == Search(1, "?bees")


def test_a_message_cut_short_is_the_end() -> None:
    whole = frame(Refused("no"))
    assert all(read(io.BytesIO(whole[:length])) is None for length in range(len(whole)))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"null",
        b"\xff\xfe",
        b'{"name":"Fnord","fields":{}}',
        b'{"name":"Search","fields":{}}',
        b'{"name":"Refused","fields":{"sentence":3}}',
        b"[" * 100000,
    ],
    ids=lambda body: body[:24],
)
def test_what_is_no_message_is_nonsense(body: bytes) -> None:
    with pytest.raises(Nonsense):
        read(io.BytesIO(HEADER.pack(len(body)) + body))


def test_an_announcement_beyond_reason_is_nonsense() -> None:
    with pytest.raises(Nonsense):
        read(io.BytesIO(HEADER.pack(LONGEST_FRAME + 1)))
