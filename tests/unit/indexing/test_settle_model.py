"""Any sequence of changes to a folder, with stops and breakdowns between, ends where a fresh library begins."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.domain.errors import LibraryUnusable
from app.domain.events import Event
from tests.fakes.folder import FolderOfFiles
from tests.unit.indexing.small_library import DAMAGED, SmallLibrary, says_afresh

ODD = "é\n.txt" if os.name == "posix" else "é.txt"
names = st.sampled_from(["a.txt", "b.txt", "c.md", "README", "d/a.txt", "d/e/b.txt", ODD])
texts = st.sampled_from(["bees", "bees\fwax", "honey", DAMAGED, "", "queen " * 300])


class FolderMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.folder = FolderOfFiles(self.place / "home")
        self.library = SmallLibrary(self.place / "data")
        self.library.user.add(self.folder.root)

    def files(self) -> list[str]:
        found = self.folder.root.rglob("*")
        return sorted(str(path.relative_to(self.folder.root)) for path in found if path.is_file())

    @rule(name=names, text=texts, just_now=st.booleans(), settled=st.booleans())
    def write(self, name: str, text: str, just_now: bool, settled: bool) -> None:
        self.folder.write(name, text, just_now=just_now)
        if settled:
            self.settle()

    @precondition(lambda self: self.files())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        self.folder.delete(data.draw(st.sampled_from(self.files())))

    @precondition(lambda self: self.files())
    @rule(data=st.data())
    def touch(self, data: st.DataObject) -> None:
        self.folder.touch(data.draw(st.sampled_from(self.files())))

    @precondition(lambda self: self.files())
    @rule(data=st.data(), to=names, settled=st.booleans())
    def move(self, data: st.DataObject, to: str, settled: bool) -> None:
        self.folder.move(data.draw(st.sampled_from(self.files())), to)
        if settled:
            self.settle()

    @precondition(lambda self: self.files())
    @rule(data=st.data(), to=names, keeps_time=st.booleans())
    def copy(self, data: st.DataObject, to: str, keeps_time: bool) -> None:
        source = self.folder.root / data.draw(st.sampled_from(self.files()))
        target = self.folder.root / to
        target.parent.mkdir(parents=True, exist_ok=True)
        if target != source:
            (shutil.copy2 if keeps_time else shutil.copy)(source, target)

    @precondition(lambda self: (self.folder.root / "d").is_dir())
    @rule(to=st.sampled_from(["D", "f/d"]))
    def move_folder(self, to: str) -> None:
        if not (self.folder.root / to).exists():
            self.folder.move("d", to)

    @rule(after=st.integers(0, 6))
    def settle_and_be_stopped(self, after: int) -> None:
        def stop(_: Event) -> None:
            self.library.stopped = len(self.library.events) > after

        self.library.on_event = stop
        self.library.settle()
        self.library.on_event, self.library.stopped = None, False

    @rule(reopened=st.booleans())
    def settle_and_break(self, reopened: bool) -> None:
        def fail(_: object) -> None:
            raise LibraryUnusable("the disk is full")

        self.library.on_encode = fail
        try:
            self.library.settle()
        except LibraryUnusable:
            if reopened:
                self.library.reopen()
        self.library.on_encode = None

    @rule()
    def settle(self) -> None:
        self.library.settle()
        ids = self.library.ids()
        self.library.settle()
        assert self.library.ids() == ids
        assert (self.library.readers_made, self.library.encoders_made) == (0, 0)

    @invariant()
    def no_two_documents_are_one_file(self) -> None:
        (folder,) = self.library.user.folders()
        places = [stored.file.location for stored in self.library.catalogue.documents.stored(folder.id)]
        assert len(places) == len(set(places))

    def teardown(self) -> None:
        try:
            self.library.settle()
            assert self.library.says() == says_afresh(self.library, self.place / "fresh")
        finally:
            self.library.close()
            shutil.rmtree(self.place)


TestFolderMachine: Callable[..., object] = FolderMachine.TestCase
FolderMachine.TestCase.settings = settings(
    max_examples=40, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
