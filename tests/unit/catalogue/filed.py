"""Documents in several folders, for the tests of filters and rows."""

import os

from app.catalogue.catalogue import Catalogue
from app.domain.document import Kind
from app.domain.errors import Reason
from app.domain.query import Filter
from tests.unit.catalogue.samples import EVERYTHING, IN_MEMORY, READER, document, file, put


def native(path: bytes) -> bytes:
    """An absolute path as this system writes it."""
    return path.replace(b"/", os.fsencode(os.sep))


FOLDERS = {1: native(b"/home/u"), 2: native(b"/home/u/nested"), 3: native(b"/media/Stick")}
FILES: list[tuple[int, bytes, Kind, str, int]] = [
    (1, b"top.txt", Kind.TEXT, "en", 10),
    (1, b"a/one.md", Kind.MARKDOWN, "de", 20),
    (1, b"ab/two.txt", Kind.TEXT, "en", 30),
    (1, b"a/b/three.pdf", Kind.PDF, "", 40),
    (1, b"a0/four.txt", Kind.TEXT, "fr", 50),
    (1, b"a-b/nine.txt", Kind.TEXT, "en", 5),  # `-` and `.` come before `/`
    (2, b"five.txt", Kind.TEXT, "en", 60),
    (2, b"a/six.html", Kind.HTML, "de", 70),
    (3, b"caf\xe9/seven.txt", Kind.TEXT, "en", 80),
    (3, "Bienenstöcke/a\nb/eight.txt".encode(), Kind.TEXT, "de", 90),
]


def filed() -> Catalogue:
    """A catalogue with these files, and one that could not be read."""
    opened = Catalogue(IN_MEMORY, write=True)
    for folder, path, kind, language, modified in FILES:
        what = document(path.decode("utf-8", "replace"), language=language, kind=kind)
        put(opened, file(path, folder=folder, modified=modified), what)
    opened.documents.fail(file("a/broken.pdf"), Reason.DAMAGED, "", READER)
    return opened


def names(catalogue: Catalogue, where: Filter, without: Filter = EVERYTHING) -> set[str]:
    """Names without their suffix of the documents that pass."""
    ids = catalogue.matching.documents(where, FOLDERS, without).tolist()
    assert ids == sorted(set(ids))
    rows = catalogue.lookup.documents(ids)
    return {row.location.name.split(".")[0] for row in rows.values()}
