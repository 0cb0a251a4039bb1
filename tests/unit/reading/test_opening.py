"""Looking at a path in ways that cannot block, download or write."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from app.domain.errors import Reason, Unreadable
from app.reading.process.opening import MEGABYTE, check, open_checked

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


def reason_of(path: Path, most: int = MEGABYTE) -> Reason:
    with pytest.raises(Unreadable) as looked:
        check(path, most)
    with pytest.raises(Unreadable) as opened:
        os.close(open_checked(path, most))
    assert looked.value.reason is opened.value.reason
    return looked.value.reason


def test_a_file_has_a_size_and_opens(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("heron")

    descriptor = open_checked(path, 5)

    assert check(path, 5) == 5
    assert os.read(descriptor, 9) == b"heron"
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.write(descriptor, b"x")
    os.close(descriptor)


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("heron")
    (tmp_path / "b.txt").symlink_to("a.txt")

    assert check(tmp_path / "b.txt", MEGABYTE) == 5


def test_what_is_not_there_is_gone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nowhere")

    for name in ("missing", "file/below", "loop", "dangling", "x" * 5000, "a\0b"):
        assert reason_of(tmp_path / name) is Reason.GONE


@posix
@pytest.mark.timeout(10)
def test_a_pipe_without_a_writer_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert reason_of(tmp_path / "pipe") is Reason.UNKNOWN_KIND


@posix
def test_devices_and_folders_are_no_files(tmp_path: Path) -> None:
    assert reason_of(Path(os.devnull)) is Reason.UNKNOWN_KIND
    assert reason_of(tmp_path) is Reason.UNKNOWN_KIND


def test_a_file_without_bytes_is_empty_and_one_with_too_many_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()

    assert reason_of(path) is Reason.EMPTY
    with path.open("wb") as file:
        file.truncate(3 * MEGABYTE)
    assert reason_of(path, 2 * MEGABYTE) is Reason.TOO_LARGE


def test_the_limit_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(3 * MEGABYTE))

    with pytest.raises(Unreadable, match="2 MB"):
        check(tmp_path / "a.txt", 2 * MEGABYTE)


@posix
def test_a_file_without_permission_is_said(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (tmp_path / "a.txt").write_text("heron")
    (tmp_path / "a.txt").chmod(0)

    assert reason_of(tmp_path / "a.txt") is Reason.NO_PERMISSION


def test_an_error_of_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "stat", refuse)

    with pytest.raises(Unreadable) as caught:
        check(tmp_path, MEGABYTE)
    assert caught.value.reason is Reason.NO_PERMISSION


def test_want_of_descriptors_is_no_fault_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, "too many open files")

    monkeypatch.setattr(os, "open", refuse)

    with pytest.raises(OSError, match="too many"):
        open_checked(tmp_path / "a.txt", MEGABYTE)


@pytest.mark.parametrize(
    "placeholder",
    [{"st_file_attributes": 0x00400000}, {"st_file_attributes": 0x1020}, {"st_flags": 0x40000000}],
    ids=["recalled when read", "offline", "dataless"],
)
def test_a_placeholder_in_the_cloud_is_never_opened(
    placeholder: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Status:
        st_mode = stat.S_IFREG
        st_size = 100
        st_file_attributes = placeholder.get("st_file_attributes", 0)
        st_flags = placeholder.get("st_flags", 0)

    monkeypatch.setattr(Path, "stat", lambda _: Status)

    with pytest.raises(Unreadable) as caught:
        check(tmp_path / "a.txt", MEGABYTE)
    assert caught.value.reason is Reason.CLOUD_ONLY
