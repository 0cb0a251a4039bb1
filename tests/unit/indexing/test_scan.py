"""Looking through a folder: what is found, what is passed over and why, and what could not be looked into."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import Stamp
from app.indexing import scan as scan_module
from app.indexing.ignore import Rule, file_rule, folder_rule, is_cloud_placeholder
from app.indexing.scan import scan
from tests.fakes.folder import LONG_AGO, MAY_OPEN_EVERYTHING, FolderOfFiles


@pytest.fixture
def folder(tmp_path: Path) -> FolderOfFiles:
    return FolderOfFiles(tmp_path / "home")


def found(folder: FolderOfFiles, *exclude: Path) -> set[bytes]:
    return {one.path for one in scan(folder.root, frozenset(exclude)).files}


# What is there.


def test_files_are_found_at_any_depth_with_their_stamps(folder: FolderOfFiles) -> None:
    folder.write("a.txt", "12345")
    status = folder.write("b/c/d.txt", "").stat()
    result = scan(folder.root)
    assert {one.path for one in result.files} == {b"a.txt", b"b/c/d.txt"}
    (deep,) = [one for one in result.files if one.path == b"b/c/d.txt"]
    assert deep.stamp == Stamp(0, (LONG_AGO + 1) * 10**9, status.st_ino & (2**63 - 1))
    assert deep.looked_ns > deep.stamp.modified_ns
    assert (dict(result.skipped), result.unreachable) == ({}, {})


def test_an_empty_folder_is_no_trouble(folder: FolderOfFiles) -> None:
    result = scan(folder.root)
    assert (result.files, dict(result.skipped), result.unreachable) == ([], {}, {})


def test_a_file_of_any_name_is_found_by_its_bytes(folder: FolderOfFiles) -> None:
    names = [b"caf\xe9.txt", b"line\nbreak.txt", b"quote\"'.txt", "🐝.txt".encode(), b" ", b"-rf", b"\\"]
    root = os.fsencode(folder.root) + b"/d\xff/"
    try:
        os.mkdir(root)  # noqa: PTH102  # bytes, which no Path takes
        for name in names:
            with open(root + name, "wb"):  # noqa: PTH123  # bytes, which no Path takes
                pass
    except (OSError, ValueError):
        pytest.skip("this file system does not take such names")
    assert found(folder) == {b"d\xff/" + name for name in names}


@pytest.mark.skipif(os.mkdir not in os.supports_dir_fd, reason="no such folder can be made here")
def test_a_folder_deeper_than_a_path_may_be_long_stops_nobody(folder: FolderOfFiles) -> None:
    folder.write("a.txt", "bees")
    here = os.open(folder.root, os.O_RDONLY)
    for _ in range(25):
        os.mkdir("d" * 200, dir_fd=here)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    result = scan(folder.root)
    assert [one.path for one in result.files] == [b"a.txt"]
    assert len(result.unreachable) == 1


@pytest.mark.parametrize("seconds", [-(2**31), 2**33, 2**34 - 1, 10**17])
def test_a_time_that_no_clock_can_have_shown_is_no_trouble(folder: FolderOfFiles, seconds: int) -> None:
    path = folder.write("a.txt", "bees")
    try:
        os.utime(path, (seconds, seconds))
    except (OSError, OverflowError):
        pytest.skip("this system does not take such a time")
    (one,) = scan(folder.root).files
    assert -(2**63) <= one.stamp.modified_ns < 2**63


# What is passed over.

FOLDER_RULES = {
    Rule.HIDDEN: [".git", ".cache", ".x"],
    Rule.SYSTEM: [
        *("$RECYCLE.BIN", "System Volume Information", "AppData", "lost+found", "__MACOSX"),
        *("$WINDOWS.~BT", "Windows.old", "Backups.backupdb", "MobileSync", "@eaDir", "#recycle"),
    ],
    Rule.BUILD: [
        *("node_modules", "__pycache__", "venv", "Fotos.photoslibrary", "Clew.app", "x.dist-info"),
        *("Cache", "Caches", "Code Cache", "GPUCache", "INetCache", "Musik.musiclibrary"),
    ],
    None: [
        *("git", "application", "my.apps", "appdata2", "node", "Völker"),
        *("Build", "Target", "dist", "bin", "vendor", "CVs", "Library", "Windows", "snap", "Geocaches"),
    ],
}
FILE_RULES = {
    Rule.TEMPORARY: [
        "~$letter.docx",
        ".~lock.a.odt#",
        "a.part",
        "a.CRDOWNLOAD",
        "a.tmp",
        "a.txt~",
        ".a.txt.swp",
    ],
    Rule.HIDDEN: [".profile", ".x.txt"],
    Rule.SYSTEM: ["Thumbs.db", "desktop.ini", "Icon\r", "pagefile.sys", "NTUSER.DAT"],
    Rule.SECRET: [
        *("server.KEY", "a.pem", "passwords.kdbx", "id_rsa", "ID_ED25519", "logins.json", "a.gpg"),
        *("login.keychain-db", "safe.psafe3", "wallet.dat"),
    ],
    None: ["a.txt", "README", "key.txt", "id_rsa.pub", "part.txt", "pem", "a~b.txt", "tmp", "a.asc", "a.bak"],
}


@pytest.mark.parametrize(("rule", "name"), [(rule, n) for rule, names in FOLDER_RULES.items() for n in names])
def test_folders_are_passed_over_by_rule(folder: FolderOfFiles, rule: Rule | None, name: str) -> None:
    assert folder_rule(name) == rule
    folder.write(f"{name}/a.txt", "bees")
    folder.write(f"{name}/b.txt", "bees")
    result = scan(folder.root)
    assert len(result.files) == (2 if rule is None else 0)
    assert dict(result.skipped) == ({} if rule is None else {rule: 1})


@pytest.mark.parametrize(("rule", "name"), [(rule, n) for rule, names in FILE_RULES.items() for n in names])
def test_files_are_passed_over_by_rule(folder: FolderOfFiles, rule: Rule | None, name: str) -> None:
    assert file_rule(name) == rule
    if os.name == "nt" and not name.isprintable():
        pytest.skip("Windows does not take such a name")
    folder.write(name, "bees")
    result = scan(folder.root)
    assert len(result.files) == (rule is None)
    assert dict(result.skipped) == ({} if rule is None else {rule: 1})


def test_the_folder_itself_may_have_any_name(tmp_path: Path) -> None:
    for name in (".hidden", "node_modules", "AppData"):
        chosen = FolderOfFiles(tmp_path / name)
        chosen.write("a.txt", "bees")
        assert found(chosen) == {b"a.txt"}


@pytest.mark.parametrize("mark", ["CACHEDIR.TAG", ".nomedia", ".trackerignore", "pyvenv.cfg", "conda-meta"])
def test_a_folder_marked_as_of_no_interest_is_not_entered(folder: FolderOfFiles, mark: str) -> None:
    folder.write(f"cache/{mark}", "")
    folder.write("cache/deep/a.txt", "bees")
    folder.write("b.txt", "bees")
    assert found(folder) == {b"b.txt"}


@pytest.mark.parametrize(
    ("attributes", "flags", "size", "expected"),
    [
        (0x1000, 0, 9, True),  # offline
        (0x0004_0000, 0, 9, True),  # recall on open
        (0x0040_0000, 0, 9, True),  # recall on data access
        (0, 0x4000_0000, 9, True),  # dataless
        (0x20, 0x8000, 9, False),
        (0x1000, 0, 0, False),
    ],
)
def test_what_lies_only_in_the_cloud_is_told_by_its_attributes(
    attributes: int, flags: int, size: int, expected: bool
) -> None:
    assert is_cloud_placeholder(attributes, flags, Stamp(size, 0, 0)) == expected


def test_what_is_excluded_is_neither_found_nor_counted(folder: FolderOfFiles) -> None:
    for name in ("a.txt", "ab.txt", "out/b.txt", "out/deep/c.txt", "outer/d.txt", ".hidden/e.txt"):
        folder.write(name, "bees")
    root = folder.root
    assert found(folder, root / "out", root / "a.txt", root / "nowhere") == {b"ab.txt", b"outer/d.txt"}
    assert dict(scan(root, frozenset({root / ".hidden"})).skipped) == {}


# What is no plain file.


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files here")
def test_what_is_no_regular_file_is_never_opened(
    folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(folder.root / "pipe.txt")
    (folder.root / "to pipe.txt").symlink_to(folder.root / "pipe.txt")
    monkeypatch.chdir(folder.root)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")
        result = scan(folder.root)
    assert result.files == []
    assert dict(result.skipped) == {Rule.SPECIAL: 3}


def test_a_link_to_a_file_is_that_file_and_a_link_to_a_folder_is_not_followed(folder: FolderOfFiles) -> None:
    file = folder.write("deep/a.txt", "bees")
    (folder.root / "link.txt").symlink_to(file)
    (folder.root / "up").symlink_to(folder.root)
    (folder.root / "deep" / "loop").symlink_to(folder.root / "deep")
    result = scan(folder.root)
    assert {one.path for one in result.files} == {b"deep/a.txt", b"link.txt"}
    assert {one.stamp for one in result.files} == {result.files[0].stamp}
    assert dict(result.skipped) == {Rule.SPECIAL: 2}


def test_links_to_nothing_and_to_each_other_are_passed_over(folder: FolderOfFiles) -> None:
    folder.write("a.txt", "bees")
    (folder.root / "dead.txt").symlink_to(folder.root / "nowhere")
    (folder.root / "one.txt").symlink_to(folder.root / "two.txt")
    (folder.root / "two.txt").symlink_to(folder.root / "one.txt")
    result = scan(folder.root)
    assert [one.path for one in result.files] == [b"a.txt"]
    assert (dict(result.skipped), result.unreachable) == ({Rule.SPECIAL: 2}, {})


# What cannot be looked at.


def test_a_folder_that_is_away_is_unreachable_as_a_whole(tmp_path: Path) -> None:
    assert set(scan(tmp_path / "nowhere").unreachable) == {b""}
    (tmp_path / "file").write_text("bees")
    assert set(scan(tmp_path / "file").unreachable) == {b""}


@pytest.mark.skipif(MAY_OPEN_EVERYTHING, reason="root may look into every folder")
def test_a_folder_without_permission_is_named(folder: FolderOfFiles) -> None:
    folder.write("open/a.txt", "bees")
    folder.write("shut/deep/b.txt", "bees")
    (folder.root / "shut").chmod(0)
    result = scan(folder.root)
    (folder.root / "shut").chmod(0o700)
    assert [one.path for one in result.files] == [b"open/a.txt"]
    assert result.unreachable == {b"shut": "Permission denied"}


def test_a_folder_that_refuses_is_named_and_the_others_are_looked_through(
    folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("open/a.txt", "bees")
    folder.write("shut/deep/b.txt", "bees")
    look = os.scandir

    def refuse(path: bytes) -> Iterator["os.DirEntry[bytes]"]:
        if os.path.basename(path) == b"deep":  # noqa: PTH119  # bytes, which no Path takes
            raise PermissionError(13, "Permission denied")
        return look(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = scan(folder.root)
    assert [one.path for one in result.files] == [b"open/a.txt"]
    assert result.unreachable == {b"shut/deep": "Permission denied"}


def test_a_file_that_vanishes_meanwhile_is_no_trouble(
    folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("stays.txt", "bees")
    gone = folder.write("goes.txt", "bees")

    def rule(name: str) -> Rule | None:
        gone.unlink(missing_ok=True)
        return file_rule(name)

    monkeypatch.setattr(scan_module, "file_rule", rule)
    result = scan(folder.root)
    assert ([one.path for one in result.files], result.unreachable) == ([b"stays.txt"], {})


def test_a_folder_that_vanishes_meanwhile_is_kept_until_the_next_look(
    folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("a.txt", "bees")
    (folder.root / "goes").mkdir()

    def rule(name: str) -> Rule | None:
        (folder.root / name).rmdir()
        return folder_rule(name)

    monkeypatch.setattr(scan_module, "folder_rule", rule)
    result = scan(folder.root)
    assert ([one.path for one in result.files], set(result.unreachable)) == ([b"a.txt"], {b"goes"})
    assert scan(folder.root).unreachable == {}
