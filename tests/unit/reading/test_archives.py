import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable, Mapping

import pytest

from app.domain.contents import Member
from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.reading.archives import entries, members
from app.reading.reader import read_document, read_file

HERON = b"The heron waits in shallow water."
OTTER = b"The otter sleeps on its back."


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def tarred(files: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form) as archive:
        folder = tarfile.TarInfo("folder")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return target.getvalue()


def inside(data: bytes, name: str, place: str = "", *, skip: bool = False) -> list[Member]:
    found = read_file(io.BytesIO(data), name, place=place, skip=skip)
    assert not isinstance(found, Document)
    return [member for member, _ in found if member]


def texts(data: bytes, name: str) -> dict[str, str]:
    return {
        member.name: member.outcome.text
        if isinstance(member.outcome, Document)
        else str(member.outcome.reason)
        for member in inside(data, name)
    }


def reason_of(data: bytes) -> Reason:
    with pytest.raises(Unreadable) as caught:
        inside(data, "a.zip")
    return caught.value.reason


FILES = {"heron.txt": HERON, "deep/er/otter.md": OTTER}
READ = {"heron.txt": HERON.decode(), "deep/er/otter.md": OTTER.decode()}


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_zip_is_a_folder_of_documents(method: int) -> None:
    assert texts(zipped(FILES, method), "a.zip") == READ


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_a_tar_is_one_too_packed_or_not(form: int, pack: Callable[[bytes], bytes]) -> None:
    assert texts(pack(tarred(FILES, form)), "a.tar.gz") == READ


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize(
    ("name", "inner"), [("heron.txt.gz", "heron.txt"), ("heron", "heron"), ("h.tgz", "h.tar")]
)
def test_a_packed_file_is_one_document(pack: Callable[[bytes], bytes], name: str, inner: str) -> None:
    assert texts(pack(HERON), name) == {inner: HERON.decode()}


def test_what_is_inside_is_told_by_its_content_not_by_the_name_of_the_archive() -> None:
    assert texts(zipped(FILES), "backup.bak") == READ


def test_archives_inside_archives_are_opened_until_they_lie_too_deep() -> None:
    data = zipped({"heron.txt": HERON})
    for _ in range(members.NESTED + 1):
        data = zipped({"in.zip": data})

    assert texts(data, "a.zip") == {"/".join(["in.zip"] * (members.NESTED + 1)): "too-large"}
    assert texts(zipped({"in.zip": zipped(FILES), "o.txt": OTTER}), "a.zip") == {
        **{f"in.zip/{name}": text for name, text in READ.items()},
        "o.txt": OTTER.decode(),
    }


def test_an_archive_that_holds_itself_ends() -> None:
    data = zipped({"in.zip": zipped({"in.zip": b""})})
    again = {"in.zip": data, "too.zip": data}
    for _ in range(6):
        again = {"in.zip": zipped(again), "too.zip": zipped(again)}

    found = inside(zipped(again), "a.zip")

    assert 0 < len(found) < 100
    assert not any(isinstance(member.outcome, Document) for member in found)


def test_what_cannot_be_read_is_named_with_its_reason() -> None:
    files = {"a.txt": b"", "b.png": b"\x89PNG\r\n\x1a\n....", "c.txt": HERON}

    assert texts(zipped(files), "a.zip") == {"a.txt": "empty", "b.png": "not-text", "c.txt": HERON.decode()}


def test_a_name_stays_inside_its_archive_and_on_its_line() -> None:
    files = {"../../etc/passwd": HERON, "/abs\\olute/x\n\u202ey.txt": HERON, "\x00": OTTER, "//": OTTER}

    assert set(texts(tarred(files), "a.tar")) <= {
        "etc/passwd",
        "abs/olute/x \u202ey.txt",
        "unnamed",
        "folder",
    }


def test_reading_goes_on_at_any_place() -> None:
    files = {f"{number}.txt": f"The heron waits for {number} fish.".encode() for number in range(8)}
    for data in (zipped(files), tarred(files), gzip.compress(tarred(files))):
        found = read_file(io.BytesIO(data), "a")
        assert not isinstance(found, Document)
        places = [place for member, place in found if member]
        whole = inside(data, "a")

        for number, place in enumerate(places, start=1):
            assert inside(data, "a", place) == whole[number:]


def test_the_first_document_can_be_named_and_passed_over() -> None:
    first, second = inside(zipped(FILES), "a.zip", skip=True)

    assert (first.name, second.name) == tuple(FILES)
    assert isinstance(first.outcome, Unreadable)
    assert isinstance(second.outcome, Document)


def test_behind_a_document_that_was_passed_over_an_inner_archive_is_gone_on_with_at_itself() -> None:
    data = zipped({"heron.txt": HERON, "in.zip": zipped(FILES)})
    found = read_file(io.BytesIO(data), "a.zip", skip=True)
    assert not isinstance(found, Document)
    places = [place for _, place in found]

    assert places[1] == places[0]
    assert [member.name for member in inside(data, "a.zip", places[1])] == [
        f"in.zip/{name}" for name in FILES
    ]


def test_a_file_that_is_one_document_is_not_read_where_it_is_to_be_passed_over() -> None:
    with pytest.raises(Unreadable) as caught:
        read_file(io.BytesIO(HERON), "heron.txt", skip=True)

    assert caught.value.reason is Reason.CRASHED


def test_programs_are_no_folders_of_documents() -> None:
    with pytest.raises(Unreadable) as caught:
        read_file(io.BytesIO(zipped({"README.txt": HERON})), "program.jar")

    assert caught.value.reason is Reason.UNKNOWN_KIND


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    nothing = bytes(50_000_000)

    assert reason_of(zipped({"a.txt": nothing})) is Reason.TOO_LARGE
    assert texts(gzip.compress(nothing), "a.txt.gz") == {"a.txt": "too-large"}
    assert reason_of(gzip.compress(tarred({"a.txt": nothing, "b.txt": HERON}))) is Reason.TOO_LARGE


def test_members_that_overlap_are_a_bomb() -> None:
    data = bytearray(zipped({"a.txt": OTTER * 1000, "b.txt": OTTER * 1000}, zipfile.ZIP_STORED))
    directory = data.index(b"PK\x01\x02")
    for _ in range(100):  # the same bytes again and again, by the directory alone
        entry = data[directory : directory + 51]
        data[directory:directory] = entry
    end = data.rindex(b"PK\x05\x06")
    data[end + 8 : end + 12] = (102).to_bytes(2, "little") * 2
    data[end + 12 : end + 16] = (end - directory).to_bytes(4, "little")

    assert reason_of(bytes(data)) is Reason.TOO_LARGE


def test_a_large_entry_is_named_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("zip_entries", "tar_entries"):
        monkeypatch.setattr(f"app.reading.archives.{module}.ENTRY_BYTES", 100)
    files = {"large.txt": OTTER * 10, "heron.txt": HERON}

    for data in (zipped(files), tarred(files), gzip.compress(tarred(files))):
        assert texts(data, "a") == {"large.txt": "too-large", "heron.txt": HERON.decode()}
    assert texts(gzip.compress(OTTER * 10), "a.gz") == {"a": "too-large"}
    assert entries.ENTRY_BYTES > 1_000_000


def test_a_locked_entry_needs_a_password() -> None:
    data = bytearray(zipped({"a.txt": HERON}, zipfile.ZIP_STORED))
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + flags] |= 1

    assert texts(bytes(data), "a.zip") == {"a.txt": "encrypted"}


def test_a_document_alone_is_asked_for_in_vain_where_there_are_several() -> None:
    with pytest.raises(Unreadable) as caught:
        read_document(io.BytesIO(zipped(FILES)), "a.zip")

    assert caught.value.reason is Reason.UNKNOWN_KIND


@pytest.mark.parametrize("make", [zipped, tarred, lambda files: gzip.compress(tarred(files))])
def test_whatever_the_bytes_every_document_has_an_outcome(
    make: Callable[[Mapping[str, bytes]], bytes],
) -> None:
    good = make({f"{number}.txt": HERON * 20 for number in range(5)})
    chance = random.Random(4)  # noqa: S311 - the same ones every time
    for _ in range(300):
        data = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        del data[chance.randrange(len(data)) + 1 :]
        try:
            found = read_file(io.BytesIO(bytes(data)), "a.zip", 100_000)
            if not isinstance(found, Document):
                for member, place in found:
                    assert place.isascii()
                    assert member is None or member.name
        except Unreadable:
            pass
