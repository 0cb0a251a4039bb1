"""Opening a hit at its place: which program, with which words, and that it is really started."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.document import Place, SegmentKind
from app.domain.hit import Hit
from app.gui.default_program import default_command, windows_words
from app.gui.lines import line_of
from app.gui.viewers import LINES, PAGES, open_at_place, placed_command
from tests.gui.conftest import Wait
from tests.gui.made_hits import made_hit

PAGE = Place(SegmentKind.PAGE, 3, "iii")
Associate = Callable[[str, str], None]
linux = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="desktop entries are of Linux")


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "A report #1.pdf"
    path.write_bytes(b"%PDF-1.7")
    return path


@pytest.fixture
def code(tmp_path: Path) -> Path:
    path = tmp_path / "bees.txt"
    path.write_bytes(b"first\r\n\r\nhoney  bees\r\ndance at noon\r\n")
    return path


@pytest.fixture
def associate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Associate:
    """Makes a program the default for a kind of file: a script that notes its words in `words`."""
    data, config = tmp_path / "data", tmp_path / "config"
    for name, value in {
        "XDG_DATA_HOME": data,
        "XDG_DATA_DIRS": tmp_path / "nothing",
        "XDG_CONFIG_HOME": config,
        "XDG_CONFIG_DIRS": tmp_path / "nothing",
        "XDG_CURRENT_DESKTOP": "",
    }.items():
        monkeypatch.setenv(name, str(value))

    def make(program: str, kind: str) -> None:
        script = tmp_path / program
        script.write_text(
            f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{tmp_path}/new'\nmv '{tmp_path}/new' '{tmp_path}/words'\n"
        )
        script.chmod(0o755)
        (data / "applications").mkdir(parents=True)
        entry = f'[Desktop Entry]\nType=Application\nExec="{script}" %U\n[Desktop Action x]\nExec=other\n'
        (data / "applications" / f"{program}.desktop").write_text(entry)
        config.mkdir()
        (config / "mimeapps.list").write_text(
            f"[Default Applications]\n{kind}=gone.desktop;{program}.desktop;\n"
        )

    return make


def pdf_hit(path: Path, place: Place = PAGE) -> Hit:
    return made_hit(path=path, place=place)


def text_hit(path: Path, text: str) -> Hit:
    return made_hit(text=text, kind="text", path=path)


# What is said to a program.


def words(command: str, hit: Hit) -> list[str]:
    return placed_command(command.split(), hit)[1:]


def test_a_viewer_is_told_the_page_as_it_likes_it(pdf: Path) -> None:
    hit, address = pdf_hit(pdf), pdf.as_uri()
    assert words("/usr/bin/evince %U", hit) == ["--page-label=iii", address]
    assert words("okular -qwindowtitle %c %U", hit) == ["-qwindowtitle", "--page", "3", address]
    assert words("zathura %f", hit) == ["--page=3", str(pdf)]
    assert words("qpdfview --unique %F", hit) == ["--unique", f"{pdf}#3"]
    assert words("/usr/lib/firefox/firefox %u", hit) == [f"{address}#page=3"]
    assert words("env HINT=x.desktop /snap/bin/chromium %U", hit) == [
        "HINT=x.desktop",
        "/snap/bin/chromium",
        f"{address}#page=3",
    ]


def test_a_page_without_a_name_is_told_by_its_number(pdf: Path) -> None:
    assert words("evince %U", pdf_hit(pdf, Place(SegmentKind.PAGE, 12, "")))[0] == "--page-label=12"


def test_a_program_in_a_flatpak_gets_the_file_between_its_marks(pdf: Path) -> None:
    command = "/usr/bin/flatpak run --command=evince --file-forwarding org.gnome.Evince @@u %U @@"
    assert words(command, pdf_hit(pdf))[-4:] == ["--page-label=iii", "@@u", pdf.as_uri(), "@@"]


def test_programs_of_windows_are_known_by_their_names(pdf: Path) -> None:
    acrobat = windows_words(r'"C:\Program Files\Adobe\Acrobat.exe" "%1"')
    assert placed_command(acrobat, pdf_hit(pdf))[1:] == ["/A", "page=3", str(pdf)]
    edge = windows_words(r'"C:\Edge\msedge.exe" --single-argument %1')
    assert placed_command(edge, pdf_hit(pdf))[1:] == ["--single-argument", f"{pdf.as_uri()}#page=3"]


def test_an_editor_is_told_the_line(code: Path) -> None:
    hit = text_hit(code, "honey  bees\ndance at noon")
    assert words("/usr/share/code/code --unity-launch %F", hit) == ["--unity-launch", "--goto", f"{code}:3"]
    assert words("kate -b %U", hit) == ["-b", "--line", "3", code.as_uri()]
    assert words("gedit %U", hit) == ["+3", code.as_uri()]


def test_what_is_not_known_is_opened_plainly(pdf: Path, code: Path) -> None:
    assert placed_command(["strange-viewer", "%U"], pdf_hit(pdf)) == []
    assert placed_command(["evince", "%U"], pdf_hit(pdf, Place(SegmentKind.WHOLE, 1, ""))) == []
    assert placed_command(["gedit", "%U"], text_hit(code, "not in the file")) == []
    assert placed_command([], pdf_hit(pdf)) == []
    assert not open_at_place(replace(pdf_hit(pdf), path=pdf.with_name("gone.pdf")))


def test_every_way_fills_in(pdf: Path) -> None:
    for name in PAGES:
        assert any("3" in word or "iii" in word for word in words(f"{name} %U", pdf_hit(pdf)))
    assert all("{line}" in "".join((*way.options, way.target)) for way in LINES.values())


# Which program, and that it starts.


@linux
def test_the_default_program_is_started_at_the_page(
    associate: Associate, pdf: Path, tmp_path: Path, wait: Wait
) -> None:
    associate("evince", "application/pdf")
    assert default_command(pdf) == [str(tmp_path / "evince"), "%U"]
    assert open_at_place(pdf_hit(pdf))
    wait((tmp_path / "words").exists)
    assert (tmp_path / "words").read_text().splitlines() == ["--page-label=iii", pdf.as_uri()]


@linux
def test_a_program_for_all_text_is_the_one_for_code(associate: Associate, tmp_path: Path) -> None:
    associate("kate", "text/plain")
    script = tmp_path / "bees.py"
    script.write_text("def dance():\n    pass\n")
    assert default_command(script) == [str(tmp_path / "kate"), "%U"]


@linux
def test_without_a_program_there_is_no_command(associate: Associate, pdf: Path, tmp_path: Path) -> None:
    assert default_command(pdf) == []
    associate("evince", "application/pdf")
    entry = tmp_path / "data" / "applications" / "evince.desktop"
    entry.write_text(entry.read_text().replace("[Desktop Action", "Terminal=true\n[Desktop Action"))
    assert default_command(pdf) == [], "a program in a terminal"
    entry.write_text('[Desktop Entry]\nExec="not closed %U\n')
    assert default_command(pdf) == []


# Lines.


def test_a_passage_is_found_on_its_line_as_far_as_its_text_was_kept(code: Path) -> None:
    assert line_of(code, "honey  bees\ndance at noon") == 3
    assert line_of(code, "  \n dance at noon \nand what is not there") == 4
    assert line_of(code, "nothing of it") == 0
    assert line_of(code, "") == 0
    assert line_of(code.with_name("gone.txt"), "bees") == 0


def test_a_file_in_utf_16_has_lines_too(tmp_path: Path) -> None:
    path = tmp_path / "wide.txt"
    path.write_text("one\ntwo\n", encoding="utf-16")
    assert line_of(path, "two") == 2
