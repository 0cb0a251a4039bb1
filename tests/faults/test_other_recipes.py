"""An index that another Clew made: vectors come anew from stored text, no file is read, and words answer meanwhile."""

from pathlib import Path

import pytest

from app.domain.query import Query
from app.library import recipe
from app.library import writer as writer_module
from app.library.library import Library
from app.places import Places
from app.store.layout import tables
from tests.fakes.folder import FolderOfFiles
from tests.faults.same_library import contradictions


def test_vectors_of_another_recipe_are_made_anew_from_stored_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = FolderOfFiles(tmp_path / "home")
    folder.write("a.txt", "Bees find their way home by the sun.")
    folder.write("b.md", "# Cake\n\nButter and sugar.\n")
    places = Places(tmp_path / "library")
    with Library(places) as library:
        library.user.add(folder.root)
        library.index()
    (before,) = tables(places.index)

    def read_nothing(*_: object) -> None:
        raise AssertionError("a file is read")

    monkeypatch.setattr(recipe, "CONTEXT_RULE", "another rule")
    monkeypatch.setattr(writer_module, "ProcessReader", read_nothing)
    with Library(places) as library:
        assert [hit.path.name for hit in library.search(Query("bees")).hits] == ["a.txt"]
        settled = library.index()
        assert (settled.read, settled.failed) == (0, 0)
        assert library.search(Query("bees")).note == ""
        (after,) = tables(places.index)
        assert after != before
        assert contradictions(places.data) == []
