"""The plan: what the disk says against what the catalogue holds, and nothing lost between the two."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.rows import File, Location, Stored
from app.domain.document import Stamp
from app.indexing.plan import AHEAD_NS, RACY_NS, Move, Unseen, plan

READER = "2"
LOOKED = 10**18
NOBODY: dict[int, Unseen] = {}


def a_file(path: str, stamp: int, *, folder: int = 1, looked: int = LOOKED, content: str = "x") -> File:
    where = Location(folder, path.encode())
    return File(where, Stamp(stamp, stamp, stamp), looked, content.encode())


def stored(
    identity: int, path: str, stamp: int, *, reader: str = READER, failed: bool = False, content: str = "x"
) -> Stored:
    return Stored(identity, a_file(path, stamp, content=content), failed, reader)


# One file at a time.


def test_what_is_as_it_was_is_left_alone() -> None:
    assert plan([a_file("a.txt", 1)], [stored(1, "a.txt", 1)], READER, NOBODY).is_empty


def test_a_new_file_is_looked_at_and_a_vanished_one_forgotten() -> None:
    what = plan([a_file("new.txt", 2)], [stored(1, "old.txt", 1)], READER, NOBODY)
    assert (what.look, what.moves) == ((a_file("new.txt", 2),), ())
    assert [document.id for document in what.forget] == [1]


def test_any_change_of_the_stamp_is_looked_at() -> None:
    for changed in (Stamp(2, 1, 1), Stamp(1, 2, 1), Stamp(1, 1, 2)):
        now = replace(a_file("a.txt", 1), stamp=changed)
        assert plan([now], [stored(1, "a.txt", 1)], READER, NOBODY).look == (now,)


def test_a_file_under_another_name_with_the_very_same_stamp_has_moved() -> None:
    now = a_file("b/new.txt", 1, folder=2)
    what = plan([now], [stored(1, "old.txt", 1)], READER, NOBODY)
    assert (what.look, what.moves, what.forget) == ((), (Move(1, now),), ())


def test_two_files_that_swapped_their_names_are_both_looked_at() -> None:
    known = [stored(1, "a.txt", 1), stored(2, "b.txt", 2)]
    now = [a_file("a.txt", 2), a_file("b.txt", 1)]
    what = plan(now, known, READER, NOBODY)
    assert (set(what.look), what.moves, what.forget) == (set(now), (), ())


def test_a_moved_file_of_another_suffix_is_looked_at() -> None:
    what = plan([a_file("a.md", 1)], [stored(1, "a.txt", 1)], READER, NOBODY)
    assert (len(what.look), what.moves, len(what.forget)) == (1, (), 1)


def test_a_file_without_a_suffix_may_move() -> None:
    now = a_file("LICENSE", 1)
    assert plan([now], [stored(1, "README", 1)], READER, NOBODY).moves == (Move(1, now),)


def test_where_two_vanished_files_look_alike_none_has_moved() -> None:
    known = [stored(1, "a.txt", 1), stored(2, "b.txt", 1)]
    what = plan([a_file("c.txt", 1)], known, READER, NOBODY)
    assert (what.moves, len(what.look), len(what.forget)) == ((), 1, 2)


# Stamps that say too little.


def test_a_stamp_as_young_as_the_clock_is_rough_is_looked_at_again() -> None:
    for age, looks in (
        (0, 1),
        (RACY_NS - 1, 1),
        (RACY_NS, 0),
        (-RACY_NS, 1),
        (1 - AHEAD_NS, 1),
        (-AHEAD_NS, 0),
    ):
        known = stored(1, "a.txt", LOOKED - age)
        assert len(plan([known.file], [known], READER, NOBODY).look) == looks, age
        renamed = a_file("b.txt", LOOKED - age)
        assert len(plan([renamed], [known], READER, NOBODY).moves) == 1 - looks, age


def test_what_another_reader_read_is_looked_at() -> None:
    known = stored(1, "a.txt", 1, reader="1")
    assert plan([known.file], [known], READER, NOBODY).look == (known.file,)


def test_what_another_reader_read_is_looked_at_where_it_has_moved_to() -> None:
    now = a_file("b.txt", 1)
    what = plan([now], [stored(1, "a.txt", 1, reader="1")], READER, NOBODY)
    assert (what.moves, what.look, what.forget) == ((Move(1, now),), (now,), ())


def test_what_could_not_be_opened_or_changed_while_it_was_read_is_tried_again() -> None:
    unopened = stored(1, "a.txt", 1, content="", failed=True)
    torn = stored(3, "c.txt", 3, content="")
    damaged = stored(2, "b.txt", 2, failed=True)
    what = plan([unopened.file, damaged.file, torn.file], [unopened, damaged, torn], READER, NOBODY)
    assert what.look == (torn.file, unopened.file)


# What nobody could look at.


def test_what_lies_where_nobody_could_look_is_neither_forgotten_nor_moved() -> None:
    known = [stored(1, "a/x.txt", 1), stored(2, "ab/x.txt", 2), stored(3, "a.txt", 3), stored(4, "a", 4)]
    what = plan([a_file("elsewhere.txt", 1)], known, READER, {1: Unseen((b"a",))})
    assert [document.id for document in what.forget] == [2, 3]
    assert what.moves == ()
    assert plan([], known, READER, {1: Unseen((b"",))}).is_empty
    assert len(plan([], known, READER, {2: Unseen((b"",))}).forget) == 4


def on_volume(file: File, volume: str, number: int) -> File:
    return replace(file, volume=volume, stamp=replace(file.stamp, file_id=number))


def test_what_lies_on_a_volume_that_is_away_is_neither_forgotten_nor_moved() -> None:
    known = [stored(1, "a.txt", 1), stored(2, "b.txt", 2)]
    known = [replace(known[0], file=on_volume(known[0].file, "stick", 1)), known[1]]
    away = {1: Unseen(volumes=frozenset({"stick"}))}
    assert [document.id for document in plan([], known, READER, away).forget] == [2]
    moved = on_volume(a_file("new.txt", 1), "stick", 1)
    assert plan([moved], known[:1], READER, away).moves == ()
    assert plan([moved], known[:1], READER, NOBODY).moves == (Move(1, moved),)


def test_a_stamp_on_another_volume_means_nothing() -> None:
    known = stored(1, "a.txt", 1)
    other = replace(known.file, volume="stick")
    assert plan([other], [known], READER, NOBODY).look == (other,)
    renamed = replace(a_file("b.txt", 1), volume="stick")
    assert plan([renamed], [known], READER, NOBODY).moves == ()


def test_a_stamp_without_a_number_tells_a_change_and_no_move() -> None:
    known = stored(1, "a.txt", 1)
    known = replace(known, file=on_volume(known.file, "stick", 0))
    assert plan([known.file], [known], READER, NOBODY).is_empty
    renamed = on_volume(a_file("b.txt", 1), "stick", 0)
    assert plan([renamed], [known], READER, NOBODY).look == (renamed,)


# Any disk against any catalogue.

paths = st.sampled_from(["a.txt", "b.txt", "c.md", "d/a.txt", "d/b.txt", "d/c.md", "dd/a.txt", "readme"])
stamps = st.integers(1, 4)
keys = st.tuples(st.integers(1, 2), paths)
disk = st.dictionaries(keys, stamps)
catalogue = st.dictionaries(
    keys,
    st.tuples(
        stamps, st.sampled_from([LOOKED, 3]), st.sampled_from(["", "x"]), st.booleans(), st.sampled_from("12")
    ),
)
unlooked = st.dictionaries(st.integers(1, 2), st.lists(st.sampled_from([b"", b"d", b"dd", b"a.txt"])))


@given(disk, catalogue, unlooked)
def test_every_file_and_every_document_is_accounted_for(
    disk: dict[tuple[int, str], int],
    catalogue: dict[tuple[int, str], tuple[int, int, str, bool, str]],
    unlooked: dict[int, list[bytes]],
) -> None:
    found = [a_file(path, stamp, folder=folder) for (folder, path), stamp in disk.items()]
    known = [
        Stored(i, a_file(path, stamp, folder=folder, looked=looked, content=content), failed, reader)
        for i, ((folder, path), (stamp, looked, content, failed, reader)) in enumerate(catalogue.items(), 1)
    ]
    what = plan(found, known, READER, {i: Unseen(tuple(places)) for i, places in unlooked.items()})
    at = {document.file.location: document for document in known}
    by_id = {document.id: document for document in known}
    there = {file.location for file in found}
    looked, moved = set(what.look), {move.file for move in what.moves}

    def stale(document: Stored) -> bool:
        stamp = document.file.stamp.modified_ns
        unsure = not document.file.content_hash or document.reader != READER
        return -RACY_NS < stamp - document.file.looked_ns < AHEAD_NS or unsure

    def kept(document: Stored) -> bool:
        names = document.file.location.path.split(b"/")
        prefixes = {b"", *(b"/".join(names[:depth]) for depth in range(1, len(names) + 1))}
        return not prefixes.isdisjoint(unlooked.get(document.file.location.folder, []))

    # Every file found is unchanged, moved, or looked at.
    assert looked | moved <= set(found)
    assert len(looked) == len(what.look)
    for file in found:
        document = at.get(file.location)
        if document is None:
            assert file in looked | moved
        else:
            unchanged = document.file.stamp == file.stamp and not stale(document)
            assert (file in looked) == (not unchanged)
            assert file not in moved
    # Every document is still there, kept, moved, or forgotten.
    forgotten, moving = [document.id for document in what.forget], [move.id for move in what.moves]
    left = [d.id for d in known if d.file.location in there or kept(d)]
    assert sorted([*left, *forgotten, *moving]) == sorted(by_id)
    # What moved is the same file, without doubt, and goes where nothing was.
    assert len(moved) == len(what.moves)
    for move in what.moves:
        document = by_id[move.id]
        assert document.file.stamp == move.file.stamp
        assert document.file.location.suffix == move.file.location.suffix
        assert move.file.location not in at
        assert not -RACY_NS < document.file.stamp.modified_ns - document.file.looked_ns < AHEAD_NS
        assert (move.file in looked) == stale(document)
    # Newest first.
    ages = [file.stamp.modified_ns for file in what.look]
    assert ages == sorted(ages, reverse=True)


@given(disk, catalogue)
def test_a_plan_says_the_same_whatever_the_order_of_the_disk(
    disk: dict[tuple[int, str], int], catalogue: dict[tuple[int, str], tuple[int, int, str, bool, str]]
) -> None:
    found = [a_file(path, stamp, folder=folder) for (folder, path), stamp in disk.items()]
    known = [
        Stored(i, a_file(path, stamp, folder=folder, looked=looked, content=content), failed, reader)
        for i, ((folder, path), (stamp, looked, content, failed, reader)) in enumerate(catalogue.items(), 1)
    ]
    one, other = plan(found, known, READER, NOBODY), plan(found[::-1], known[::-1], READER, NOBODY)
    assert len(one.look) == len(other.look)
    assert {move.id for move in one.moves} == {move.id for move in other.moves}
    assert {document.id for document in one.forget} == {document.id for document in other.forget}
