"""After the passages, the documents: what each is compared by follows whatever happens to it."""

import numpy as np
import pytest

from app.catalogue.document_vectors import DocumentVectors
from app.domain.events import Counted, Event, Phase
from app.domain.ports import IndexMark
from app.indexing import document_vectors
from tests.fakes.folder import FolderOfFiles
from tests.fakes.index import MemoryIndex
from tests.unit.indexing.small_library import DIMENSION, SmallLibrary


def names(library: SmallLibrary) -> set[str]:
    return {path.name for path in library.document_vectors()}


def test_each_document_has_a_vector_once_it_is_settled(library: SmallLibrary, folder: FolderOfFiles) -> None:
    folder.write("bees.txt", "Bees dance in the hive.\fThey fly by the sun.")
    folder.write("herons.txt", "Herons nest in the park.")
    folder.write("broken.txt", "%damaged")
    library.settle()
    assert names(library) == {"bees.txt", "herons.txt"}


def test_a_document_that_changed_has_another_vector(library: SmallLibrary, folder: FolderOfFiles) -> None:
    folder.write("bees.txt", "Bees dance in the hive.")
    folder.write("herons.txt", "Herons nest in the park.")
    library.settle()
    before = library.document_vectors()
    bees, herons = folder.root / "bees.txt", folder.root / "herons.txt"
    folder.write("bees.txt", "Plums ripen late in the garden.")
    library.settle()
    after = library.document_vectors()
    assert after[bees] != before[bees]
    assert after[herons] == before[herons]


def test_copies_have_the_same_vector(library: SmallLibrary, folder: FolderOfFiles) -> None:
    folder.write("bees.txt", "Bees dance in the hive.\fThey fly by the sun.")
    folder.write("copy.txt", "Bees dance in the hive.\fThey fly by the sun.")
    library.settle()
    made = library.document_vectors()
    assert len(set(made.values())) == 1


def test_what_is_gone_has_none(library: SmallLibrary, folder: FolderOfFiles) -> None:
    folder.write("bees.txt", "Bees dance in the hive.")
    folder.write("herons.txt", "Herons nest in the park.")
    library.settle()
    (folder.root / "bees.txt").unlink()
    library.settle()
    assert names(library) == {"herons.txt"}


def test_where_encoding_is_stopped_only_whole_documents_get_one(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    folder.write("long.txt", "\f".join(f"Page {number} of the bees." for number in range(300)))
    folder.write("short.txt", "Herons nest in the park.")

    def stop(event: Event) -> None:
        library.stopped = isinstance(event, Counted) and event.phase is Phase.MEANING

    library.on_event = stop
    library.settle()
    assert library.catalogue.progress.waiting() > 0
    assert list(library.catalogue.document_vectors.rows()) == []
    library.reopen()
    library.settle()
    assert names(library) == {"long.txt", "short.txt"}


def test_a_crash_half_way_costs_nothing_but_the_rest(
    library: SmallLibrary, folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        folder.write(f"{number}.txt", f"Hive number {number}.")
    monkeypatch.setattr(document_vectors, "PASSAGES", 2)
    store, calls = DocumentVectors.store, [0]

    def die_at_the_second(self: DocumentVectors, codes: list[tuple[int, bytes]]) -> None:
        calls[0] += 1
        if calls[0] == 2:
            raise RuntimeError("killed")
        store(self, codes)

    monkeypatch.setattr(DocumentVectors, "store", die_at_the_second)
    with pytest.raises(RuntimeError, match="killed"):
        library.settle()
    assert len(library.catalogue.document_vectors.due()) == 4
    library.reopen()
    library.settle()
    assert len(library.document_vectors()) == 6
    assert calls[0] == 4


def test_where_the_index_was_lost_they_are_made_anew(library: SmallLibrary, folder: FolderOfFiles) -> None:
    folder.write("bees.txt", "Bees dance in the hive.")
    library.settle()
    before = library.document_vectors()
    library.index = MemoryIndex(DIMENSION)
    library.reopen()
    assert library.index.mark == IndexMark()
    library.settle()
    assert library.document_vectors() == before


def test_under_another_rule_they_are_made_anew(
    library: SmallLibrary, folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("bees.txt", "Bees dance in the hive.")
    library.settle()
    before = library.document_vectors()
    monkeypatch.setattr(document_vectors, "DOCUMENT_RULE", "another")
    monkeypatch.setattr(document_vectors, "codes_of", lambda vector, dimension: b"\x01" * len(vector))
    library.settle()
    ((_, codes),) = library.catalogue.document_vectors.rows()
    assert np.all(codes == 1)
    assert len(before) == 1
    assert library.encoded == [], "the passages were not encoded again"


def test_of_a_very_long_document_some_passages_are_enough(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    folder.write("long.txt", "\f".join(f"Page {number} of the bees." for number in range(200)))
    asked: list[int] = []
    vectors = library.index.vectors

    def counted(ids: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> object:
        asked.append(len(ids))
        return vectors(ids)

    library.index.vectors = counted  # type: ignore[method-assign,assignment]  # counts what is read
    library.settle()
    assert asked == [64]
