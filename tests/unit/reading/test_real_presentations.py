"""Real presentations and OpenDocument texts of other people, where they are at hand."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from app.domain.errors import Reason, Unreadable
from app.reading.draft import Draft, compose
from app.reading.office.odf import is_odt, read_odt
from app.reading.office.pptx import is_pptx, read_pptx

FILES = Path(__file__).resolve().parents[4] / "shared" / "data" / "files"

pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="no real files at ../shared/data/files")


@pytest.mark.parametrize(
    ("pattern", "is_kind", "reader", "least"),
    [("*.pptx", is_pptx, read_pptx, 140), ("*.odt", is_odt, read_odt, 49)],
    ids=["pptx", "odt"],
)
def test_every_file_is_a_document_or_has_no_text(
    pattern: str,
    is_kind: Callable[[bytes, BinaryIO], bool],
    reader: Callable[[BinaryIO, int], Draft],
    least: int,
) -> None:
    ended = Counter[str]()

    for path in FILES.rglob(pattern):
        with path.open("rb") as source:
            assert is_kind(source.read(4096), source)
            try:
                ended["read"] += len(compose(reader(source, 1_000_000), 1_000_000).left_out) == 0
            except Unreadable as error:
                ended[error.reason] += 1

    assert ended["read"] >= least
    assert ended.keys() <= {"read", Reason.EMPTY}
