"""What is held in memory of the whole catalogue says what the catalogue says."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from app.catalogue.catalogue import Catalogue
from tests.unit.catalogue.samples import IN_MEMORY, document, file, put


class Changing(RuleBasedStateMachine):
    """Documents come, change, are called otherwise and go."""

    documents = Bundle("documents")

    def __init__(self) -> None:
        super().__init__()
        self.catalogue = Catalogue(IN_MEMORY, write=True)
        self.put = 0

    @rule(target=documents, pages=st.integers(0, 3))
    def come(self, pages: int) -> int:
        self.put += 1
        return put(self.catalogue, file(f"{self.put}/scan.txt"), document(*(["bees"] * pages)))

    @rule(one=documents, pages=st.integers(0, 3))
    def change(self, one: int, pages: int) -> None:
        (row,) = self.catalogue.lookup.documents([one]).values()
        put(self.catalogue, file(row.location.path), document(*(["wax"] * pages), language="de"))

    @rule(one=documents)
    def move(self, one: int) -> None:
        self.put += 1
        self.catalogue.documents.move(one, file(f"{self.put}/moved.txt"))

    @rule(one=consumes(documents))
    def go(self, one: int) -> None:
        self.catalogue.documents.forget([one])

    @invariant()
    def says_the_same(self) -> None:
        asked = self.catalogue._connection.execute
        owners = dict(asked("SELECT id, document FROM passages"))
        ids = np.array(list(owners), np.int64)
        assert self.catalogue.owners.of(ids).tolist() == list(owners.values())
        assert self.catalogue.owners.of(np.array([0, 10**6])).tolist() == [0, 0]
        for document_id in {*owners.values()}:
            kept = self.catalogue.owners.passages_of(np.array([document_id]))
            assert {i for i in owners if kept[i]} == {i for i, of in owners.items() if of == document_id}
        facts = self.catalogue.facts.current()
        rows = asked("SELECT id, language FROM documents WHERE text NOT NULL ORDER BY id").fetchall()
        told = [facts.languages.labels[code] for code in facts.languages.codes.tolist()]
        assert list(zip(facts.ids.tolist(), told, strict=True)) == rows
        assert set(self.catalogue.lookup.languages()) == {language for _, language in rows}

    def teardown(self) -> None:
        self.catalogue.close()


Changing.TestCase.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
TestChanging = Changing.TestCase
