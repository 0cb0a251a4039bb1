"""What an archive holds, through the real catalogue: kept, renamed, forgotten with it."""

import time
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import pytest

from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import File, Location
from app.domain.contents import Member
from app.domain.document import Document, Kind, Place, Segment, SegmentKind, Stamp
from app.domain.errors import Reason, Unreadable
from app.indexing.inside import Inside


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite", write=True)


def document(text: str) -> Document:
    return Document(Kind.TEXT, text, (Segment(Place(SegmentKind.WHOLE, 1, ""), 0, len(text)),))


def member(name: str, text: str) -> Member:
    outcome = document(text) if text else Unreadable(Reason.EMPTY)
    return Member(name, blake2b(text.encode(), digest_size=16).digest(), outcome)


def archive(content: bytes = b"one", path: bytes = b"a.zip") -> File:
    now = time.time_ns()
    return File(Location(1, path), Stamp(3, now - 10**10, 7), now, content)


def take(
    catalogue: Catalogue, file: File, members: Sequence[Member], failure: Unreadable | None = None
) -> list[tuple[int | None, bool]]:
    with catalogue.transaction():
        inside = Inside(catalogue.documents, file, "r")
        taken = [inside.take(one) for one in members]
        inside.end(file, failure)
    return taken


def names(catalogue: Catalogue) -> dict[str, int]:
    rows = catalogue._connection.execute("SELECT member, id FROM documents WHERE member <> ''")
    return dict(rows.fetchall())


def found(catalogue: Catalogue, word: str) -> list[int]:
    rows = catalogue._connection.execute(
        "SELECT p.document FROM passage_words w JOIN passages p ON p.id = w.rowid WHERE w.words MATCH ?",
        (word,),
    )
    return [row[0] for row in rows]


def found_by_name(catalogue: Catalogue, word: str) -> list[int]:
    rows = catalogue._connection.execute(
        "SELECT rowid FROM document_words WHERE name MATCH ? OR path MATCH ?", (word, word)
    )
    return [row[0] for row in rows]


def is_consistent(catalogue: Catalogue) -> bool:
    """Whether the contentless tables hold exactly the words of what is there: taking all out leaves nothing."""
    catalogue.documents.forget([one.id for one in catalogue.documents.stored(1)])
    count = catalogue._connection.execute
    return not any(
        count(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - names from the next line
        for table in ("documents", "passages", "segments", "texts", "passage_vocabulary")
    )


HERON, OTTER = "the heron waits", "the otter sleeps"


def test_what_is_inside_is_found_and_the_archive_is_no_document(catalogue: Catalogue) -> None:
    (heron, _), (otter, _) = take(catalogue, archive(), [member("h.txt", HERON), member("b/o.txt", OTTER)])

    assert found(catalogue, "heron") == [heron]
    assert found_by_name(catalogue, "b") == [otter]
    assert found_by_name(catalogue, "zip") == [heron, otter]
    totals = catalogue.totals()
    assert (totals.documents, totals.files, totals.archives, totals.inside) == (2, 1, 1, 2)
    assert [one.file.location.member for one in catalogue.documents.stored(1)] == [""]
    assert is_consistent(catalogue)


def test_counts_add_up_with_what_could_not_be_read(catalogue: Catalogue) -> None:
    take(catalogue, archive(), [member("h.txt", HERON), member("e.txt", ""), member("f.txt", "")])
    catalogue.documents.fail(archive(b"x", b"b.zip"), Reason.ENCRYPTED, "", "r")
    totals = catalogue.totals()

    assert totals.failed == {"empty": 2, "encrypted": 1}
    assert (totals.inside, totals.inside_failed) == (1, {"empty": 2})
    plain = totals.documents - totals.inside
    failed = sum(totals.failed.values()) - sum(totals.inside_failed.values())
    assert totals.files == plain + totals.archives + failed


def test_what_is_inside_still_is_kept_whatever_it_is_called_now(catalogue: Catalogue) -> None:
    (heron, _), (otter, _) = take(catalogue, archive(), [member("1", HERON), member("2", OTTER)])

    taken = take(catalogue, archive(b"two"), [member("2", HERON), member("1", OTTER), member("3", "new")])

    assert taken[:2] == [(heron, False), (otter, False)]
    assert taken[2][1]
    assert names(catalogue) == {"2": heron, "1": otter, "3": taken[2][0]}
    assert is_consistent(catalogue)


def test_what_is_inside_no_more_is_forgotten(catalogue: Catalogue) -> None:
    take(catalogue, archive(), [member("1", HERON), member("2", OTTER)])
    take(catalogue, archive(b"two"), [member("2", OTTER)])

    assert list(names(catalogue)) == ["2"]
    assert found(catalogue, "heron") == []
    assert is_consistent(catalogue)


def test_the_same_document_twice_is_two_documents(catalogue: Catalogue) -> None:
    (first, _), (second, _) = take(catalogue, archive(), [member("1", HERON), member("2", HERON)])

    assert first != second
    assert take(catalogue, archive(b"two"), [member("1", HERON), member("2", HERON)]) == [
        (first, False),
        (second, False),
    ]


def test_an_archive_that_was_not_read_to_its_end_is_looked_at_again(catalogue: Catalogue) -> None:
    with catalogue.transaction():
        Inside(catalogue.documents, archive(), "r").take(member("1", HERON))
    (stored,) = catalogue.documents.stored(1)

    assert stored.reader == ""
    assert found(catalogue, "heron")
    ((_, is_new),) = take(catalogue, archive(), [member("1", HERON)])
    assert not is_new
    assert catalogue.documents.stored(1)[0].reader == "r"


def test_an_archive_that_breaks_off_keeps_what_was_read_and_says_so(catalogue: Catalogue) -> None:
    take(catalogue, archive(), [member("1", HERON)], Unreadable(Reason.DAMAGED))
    known = catalogue.lookup.known(Location(1, b"a.zip"))

    assert known is not None
    assert not known.failed
    assert known.left_out == "what follows the first 1 documents"


def test_an_archive_of_which_nothing_can_be_read_has_a_reason(catalogue: Catalogue) -> None:
    take(catalogue, archive(), [], Unreadable(Reason.DAMAGED))
    assert catalogue.totals().failed == {"damaged": 1}

    take(catalogue, archive(b"two"), [])
    assert catalogue.totals().failed == {"empty": 1}


def test_rules_hold_inside_an_archive_too(catalogue: Catalogue) -> None:
    hidden = [".git/config", "node_modules/a.js", "__MACOSX/._h.txt", "~$h.docx", "a/id_rsa"]
    taken = take(catalogue, archive(), [member(name, HERON) for name in (*hidden, "h.txt")])

    assert [document is not None for document, _ in taken] == [False] * 5 + [True]


def test_an_archive_that_becomes_a_document_forgets_what_it_held(catalogue: Catalogue) -> None:
    take(catalogue, archive(), [member("1", HERON)])
    catalogue.documents.store(archive(b"two"), document(OTTER), "r")

    assert names(catalogue) == {}
    assert catalogue.totals().archives == 0
    assert is_consistent(catalogue)


def test_an_archive_moves_with_all_that_it_holds(catalogue: Catalogue) -> None:
    ((heron, _),) = take(catalogue, archive(), [member("1", HERON)])
    (stored,) = catalogue.documents.stored(1)
    catalogue.documents.move(stored.id, archive(path=b"new/b.zip"))

    assert heron is not None
    row = catalogue.lookup.documents([heron])[heron]
    assert row.location == Location(1, b"new/b.zip", "1")
    assert found_by_name(catalogue, "new") == [heron]
    assert is_consistent(catalogue)


def test_a_copy_of_an_archive_shares_its_texts(catalogue: Catalogue) -> None:
    take(catalogue, archive(), [member("1", HERON), member("2", OTTER)])
    copy = archive(path=b"copy.zip")
    twin = catalogue.documents.twin(copy, "r")
    assert twin is not None
    catalogue.documents.clone(copy, twin)

    assert catalogue.totals().documents == 4
    assert len(found(catalogue, "heron")) == 2
    assert catalogue._connection.execute("SELECT count(*) FROM texts").fetchone() == (2,)
    assert is_consistent(catalogue)


def test_what_failed_inside_is_tried_again_with_its_archive(catalogue: Catalogue) -> None:
    take(catalogue, archive(), [member("1", HERON), member("2", "")])

    assert catalogue.documents.retry_failures("damaged") == 0
    assert catalogue.documents.retry_failures("empty") == 1
    assert catalogue.documents.stored(1)[0].reader == ""
