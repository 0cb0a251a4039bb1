"""OLE files whose heads ask for more than there is."""

import io
import struct

import pytest

from app.domain.errors import Reason, Unreadable
from app.reading.office.ole import DAMAGE, opened
from tests.unit.reading.files import read
from tests.unit.reading.ole_files import ole
from tests.unit.reading.samples import SAMPLES

SIZE = 0x78
"""Where an entry of the directory states the size of its stream."""
LONG = bytes(range(256)) * 20


def test_a_stream_is_read() -> None:
    with opened(io.BytesIO(ole({"Long": LONG}))) as container:
        assert container.openstream("Long").read() == LONG


@pytest.mark.parametrize("shift", [0, 8, 11, 31, 40, 63, 65535])
def test_sectors_of_an_impossible_size_are_damage(shift: int) -> None:
    data = bytearray(SAMPLES["a.msg"])
    struct.pack_into("<H", data, 30, shift)

    with pytest.raises(DAMAGE), opened(io.BytesIO(data)):
        pass
    for name in ("a.msg", "a.xls"):
        with pytest.raises(Unreadable) as caught:
            read(bytes(data), name)
        assert caught.value.reason is Reason.DAMAGED


def test_a_stream_that_is_a_ring_is_no_longer_than_the_file() -> None:
    data = bytearray(ole({"Long": LONG}))
    entry = data.index("Long".encode("utf-16-le"))
    first = struct.unpack_from("<I", data, entry + 0x74)[0]
    table = data.index(struct.pack("<II", first + 1, first + 2))
    struct.pack_into("<I", data, table, first)
    struct.pack_into("<I", data, entry + SIZE, 0xFFFF_FFF0)

    with opened(io.BytesIO(data)) as container:
        assert len(container.openstream("Long").read()) <= len(data)
