"""The mount table: what is mounted where, which drive it is, and what people call it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.indexing import mount_table as module
from app.indexing import volumes
from app.indexing.mount_table import mount_table, share_name
from app.indexing.volumes import SYSTEM, Volume

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has drives with letters")
Table = Callable[..., dict[str, Volume]]

LINES = {
    "/": "27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw",
    "/home": "30 27 0:40 /@home /home rw shared:2 - btrfs /dev/mapper/disk rw",
    "/media/anna/MY DOCS": r"40 27 8:17 / /media/anna/MY\040DOCS rw - vfat /dev/sdb1 rw",
    "/mnt/nas": "41 27 0:50 / /mnt/nas rw - nfs4 nas:/volume1/photos rw",
    "/mnt/memory": "42 27 0:51 / /mnt/memory rw - tmpfs none rw",
    "/mnt/part": "43 27 8:17 /letters /mnt/part rw - vfat /dev/sdb1 rw",
    "/mnt/sea": "44 27 0:52 / /mnt/sea rw - fuse.sshfs anna@sea.example:/home/anna rw",
}


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Table:
    """What is read from these lines, as they stand in Linux's table."""

    def read(*lines: str) -> dict[str, Volume]:
        (tmp_path / "mountinfo").write_text("".join(f"{line}\n" for line in lines))
        return {os.fspath(point): volume for point, volume in mount_table().items()}

    monkeypatch.setattr(volumes, "MOUNTS", tmp_path / "mountinfo")
    monkeypatch.setattr(module, "DISKS", tmp_path / "disk")
    monkeypatch.setattr(module, "BLOCK_DEVICES", tmp_path / "block")
    return read


def test_every_line_is_a_volume_where_it_is_mounted(table: Table) -> None:
    found = table(*LINES.values())
    assert set(found) == set(LINES)
    assert found["/"] == SYSTEM
    assert len({volume.id for volume in found.values()}) == len(LINES)
    assert table("nonsense", "", "1 2 3 - 4") == {}


def test_the_last_of_several_at_one_place_is_the_one_that_is_seen(table: Table) -> None:
    over = "50 40 0:60 / /mnt/nas rw - tmpfs none rw"
    assert table(LINES["/mnt/nas"], over)["/mnt/nas"].name == "nas"
    assert table(over, LINES["/mnt/nas"])["/mnt/nas"].name == "photos on nas"


def test_file_systems_that_number_their_files_anew_are_known(table: Table) -> None:
    found = table(*LINES.values())
    assert [point for point, volume in found.items() if not volume.stable_ids] == [
        *("/media/anna/MY DOCS", "/mnt/nas", "/mnt/part", "/mnt/sea")
    ]
    assert [point for point, volume in found.items() if volume.remote] == ["/mnt/nas", "/mnt/sea"]


def test_a_drive_is_known_by_its_number_and_called_by_its_label(table: Table, tmp_path: Path) -> None:
    device = next((path for path in map(Path, ("/dev/loop0", "/dev/vda", "/dev/sda")) if path.exists()), None)
    if device is None:
        pytest.skip("there is no drive here")
    for kind, name in (("by-uuid", "1234-ABCD"), ("by-label", "HOLI\\x20DAYS")):
        (tmp_path / "disk" / kind).mkdir(parents=True)
        (tmp_path / "disk" / kind / name).symlink_to(device)
    number = device.stat().st_rdev
    by_number = f"40 27 {os.major(number)}:{os.minor(number)} / /media/x rw - vfat /dev/nowhere rw"
    by_name = f"40 27 0:44 / /media/x rw - btrfs {device} rw"
    for line in (by_number, by_name):
        assert (table(line)["/media/x"].id, table(line)["/media/x"].name) == ("1234-ABCD", "HOLI DAYS")
    assert table(by_number.replace(" / /media", " /part /media"))["/media/x"].id == "1234-ABCD/part"


def test_another_drive_in_the_same_place_with_the_same_line_is_another(table: Table, tmp_path: Path) -> None:
    device = Path("/dev/null")
    (tmp_path / "disk" / "by-uuid").mkdir(parents=True)
    number = device.stat().st_rdev
    line = f"40 27 {os.major(number)}:{os.minor(number)} / /media/x rw - ext4 /dev/sdb1 rw"
    found = []
    for uuid in ("first", "second"):
        link = tmp_path / "disk" / "by-uuid" / uuid
        link.symlink_to(device)
        found.append(table(line)["/media/x"].id)
        link.unlink()
    assert found == ["first", "second"]


def test_a_drive_that_was_pulled_out_is_not_there_though_it_is_still_mounted(
    table: Table, tmp_path: Path
) -> None:
    (tmp_path / "block" / "254:0").mkdir(parents=True)
    assert set(table(*LINES.values())) == set(LINES) - {"/media/anna/MY DOCS", "/mnt/part"}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("nas:/volume1/photos", "photos on nas"),
        ("//nas/photos", "photos on nas"),
        ("//nas/photos/2024/", "2024 on nas"),
        ("anna@sea.example:/home/anna", "anna on sea.example"),
        ("[fe80::1]:/export", "export on [fe80::1]"),
        ("anna@sea.example:", "sea.example"),
        ("gvfsd-fuse", "gvfsd-fuse"),
        ("", ""),
    ],
)
def test_a_share_is_called_by_its_last_folder_and_its_server(source: str, name: str) -> None:
    assert share_name(source) == name


def test_where_the_system_has_no_such_table_names_and_sizes_tell_drives_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volumes, "MOUNTS", tmp_path / "none")
    told = (
        module.Mount(Path("/"), "apfs", "/dev/disk3s1"),
        module.Mount(tmp_path, "exfat", "/dev/disk4s1"),
        module.Mount(Path("/Volumes/photos"), "smbfs", "//anna@nas/photos"),
    )
    monkeypatch.setattr(module, "_told_by_system", lambda: told)
    found = mount_table()
    assert found[Path("/")] == SYSTEM
    assert (found[tmp_path].name, found[tmp_path].stable_ids) == (tmp_path.name, False)
    assert found[tmp_path].id.startswith(f"exfat:{tmp_path.name}:")
    assert found[Path("/Volumes/photos")].name == "photos on nas"
