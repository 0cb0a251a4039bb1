"""Room is kept by, given up when SQLite has none, and laid by again."""

from pathlib import Path

import pytest

from app.catalogue.user import UserFile
from app.domain.errors import DiskFull
from app.library import library as library_module
from app.library import reserve
from app.library.library import Library
from app.places import Places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data")


def full_while(there: Path) -> type[UserFile]:
    """A user file on a disk that is full as long as *there* is there."""

    class Refused(UserFile):
        def __init__(self, path: Path) -> None:
            if there.exists():
                raise DiskFull
            super().__init__(path)

    return Refused


def test_a_library_lays_room_by_once(places: Places) -> None:
    Library(places).close()
    content = places.reserve.read_bytes()
    assert len(content) == reserve.RESERVE_BYTES
    Library(places).close()
    assert places.reserve.read_bytes() == content


def test_on_a_full_disk_it_gives_the_room_up_and_opens(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library(places).close()
    with monkeypatch.context() as patch:
        patch.setattr(library_module, "UserFile", full_while(places.reserve))
        Library(places).close()
        assert not places.reserve.exists()
    Library(places).close()
    assert places.reserve.exists()


def test_where_there_is_no_room_left_to_give_up_it_says_so(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "UserFile", full_while(tmp_path))
    with pytest.raises(DiskFull):
        Library(places)


def test_without_room_for_it_nothing_half_is_laid_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "reserve"

    def half(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:1_000])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    reserve.lay_by(place)
    assert not place.exists()
