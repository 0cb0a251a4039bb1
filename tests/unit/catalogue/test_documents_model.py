"""Whatever is done to a catalogue, it answers like a fresh one with the same documents.

The words lie in contentless FTS5 tables: what is taken out must be said word for word as it was
put in. One wrong token would stay for ever and bend every score, so scores are compared too.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.analysis.passages import analysed
from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import File
from app.domain.document import Document, Kind
from app.domain.errors import Reason
from tests.unit.catalogue.samples import (
    IN_MEMORY,
    READER,
    check_words,
    document,
    everything,
    file,
    passages_of,
    put,
)

WORDS = ["bee", "bees", "Straße", "strassen", "東京都", "C++", "parseHTML", "ﷺ", "½", "the"]
PATHS = [b"a.txt", b"b.md", b"bee/a.txt", b"caf\xe9/bees.txt", "🐝\n東京都.txt".encode()]

texts = st.lists(st.sampled_from([*WORDS, ".", "\n\n", "\ud800", "\x00"]), max_size=12).map(" ".join)
documents = st.builds(
    document,
    texts,
    texts,
    title=st.sampled_from(["", *WORDS[:4]]),
    language=st.sampled_from(["", "en", "de", "ja"]),
    kind=st.sampled_from(Kind),
    label=st.sampled_from(["", "bees", "Straße"]),
)
paths = st.sampled_from(PATHS)
folders = st.integers(1, 2)
contents = st.sampled_from(["one", "two"])


@dataclass
class Known:
    """What the model holds of a file: how it was found, and what it said; None where it could not be read."""

    id: int
    file: File
    document: Document | None


class CatalogueMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.catalogue = Catalogue(IN_MEMORY, write=True)
        self.known: dict[tuple[int, bytes], Known] = {}
        self.ids_used: set[int] = set()
        self.encoded: set[int] = set()
        self.clock = 0

    def found(self, path: bytes, folder: int, content: str) -> File:
        self.clock += 1
        return file(path, folder=folder, content=content, modified=self.clock)

    def took(self, identity: int, where: File, what: Document | None) -> None:
        key = (where.location.folder, where.location.path)
        if key in self.known:
            assert self.known[key].id == identity
        else:
            assert identity not in self.ids_used
        self.ids_used.add(identity)
        self.known[key] = Known(identity, where, what)

    @initialize(what=documents)
    def begin_with_a_document(self, what: Document) -> None:
        self.store(PATHS[0], 1, "one", what)

    @rule(path=paths, folder=folders, content=contents, what=documents)
    def store(self, path: bytes, folder: int, content: str, what: Document) -> None:
        where = self.found(path, folder, content)
        self.took(put(self.catalogue, where, what), where, what)

    @rule(path=paths, folder=folders)
    def fail(self, path: bytes, folder: int) -> None:
        where = self.found(path, folder, "bad")
        self.took(self.catalogue.documents.fail(where, Reason.DAMAGED, "", READER), where, None)

    @rule(data=st.data(), path=paths, folder=folders)
    def clone(self, data: st.DataObject, path: bytes, folder: int) -> None:
        key = (folder, path)
        readable = [k for k, known in self.known.items() if known.document is not None and k != key]
        if not readable:
            return
        twin = self.known[data.draw(st.sampled_from(readable))]
        where = self.found(path, folder, "one")
        self.took(self.catalogue.documents.clone(where, twin.id), where, twin.document)

    @precondition(lambda self: self.known)
    @rule(data=st.data(), path=paths, folder=folders)
    def move(self, data: st.DataObject, path: bytes, folder: int) -> None:
        if (folder, path) in self.known:
            return
        moving = self.known.pop(data.draw(st.sampled_from(sorted(self.known))))
        where = self.found(path, folder, "one")
        where = File(where.location, where.stamp, where.looked_ns, moving.file.content_hash)
        self.catalogue.documents.move(moving.id, where)
        self.known[folder, path] = Known(moving.id, where, moving.document)

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def forget(self, data: st.DataObject) -> None:
        gone = data.draw(st.lists(st.sampled_from(sorted(self.known)), min_size=1, unique=True))
        assert self.catalogue.documents.forget(self.known.pop(key).id for key in gone) == len(gone)

    @rule()
    def derive_anew(self) -> None:
        self.catalogue.documents.derive_anew(analysed)

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def encode(self, data: st.DataObject) -> None:
        some = self.known[data.draw(st.sampled_from(sorted(self.known)))]
        passages = passages_of(self.catalogue, some.id)
        self.catalogue.progress.flushed(passages, self.catalogue.progress.strays()[:0], "1:")
        self.encoded |= set(passages)

    @invariant()
    def every_file_has_its_document(self) -> None:
        stored = [s for folder in (1, 2) for s in self.catalogue.documents.stored(folder)]
        assert {(s.id, s.file, s.failed) for s in stored} == {
            (known.id, known.file, known.document is None) for known in self.known.values()
        }

    @invariant()
    def nothing_is_left_without_an_owner(self) -> None:
        execute = self.catalogue._connection.execute
        assert execute("PRAGMA foreign_key_check").fetchall() == []
        unread = "SELECT id FROM texts WHERE id NOT IN (SELECT text FROM documents WHERE text IS NOT NULL)"
        assert execute(unread).fetchall() == []

    @invariant()
    def the_encoded_passages_are_there_or_strays(self) -> None:
        there = {p for known in self.known.values() for p in passages_of(self.catalogue, known.id)}
        assert set(self.catalogue.progress.strays().tolist()) == self.encoded - there
        assert self.catalogue.progress.waiting() == len(there - self.encoded)

    @invariant()
    def the_words_contradict_neither_themselves_nor_a_fresh_catalogue(self) -> None:
        check_words(self.catalogue)
        fresh = Catalogue(IN_MEMORY, write=True)
        for known in sorted(self.known.values(), key=lambda one: one.id):
            if known.document is None:
                fresh.documents.fail(known.file, Reason.DAMAGED, "", READER)
            else:
                put(fresh, known.file, known.document)
        assert everything(self.catalogue, WORDS) == everything(fresh, WORDS)
        fresh.close()

    def teardown(self) -> None:
        self.catalogue.close()


TestCatalogueMachine: Callable[..., object] = CatalogueMachine.TestCase
CatalogueMachine.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
