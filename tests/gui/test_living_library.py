"""The library behind the window lives: files change, indexing rests, processes die, folders vanish."""

from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import psutil

from tests.gui.opening import Openings
from tests.gui.pages import WindowPage

BEES = "How bees find their way home"


def test_a_file_that_appears_is_found_without_a_click(filled_window: WindowPage, documents: Path) -> None:
    page = filled_window
    page.search("quokka")
    (documents / "Quokka.txt").write_text("The quokka is a small wallaby of Rottnest Island.")
    page.wait_for_titles("Quokka")


def test_a_pause_lets_new_files_wait_until_indexing_goes_on(
    filled_window: WindowPage, documents: Path
) -> None:
    page = filled_window
    page.do("Pause indexing")
    page.wait(lambda: page.activity == "Paused")
    (documents / "Quokka.txt").write_text("The quokka is a small wallaby of Rottnest Island.")
    page.search("bees")
    page.wait_for_titles(BEES)
    page.do("Go on indexing")
    page.search("quokka")
    page.wait_for_titles("Quokka")


def test_a_killed_engine_is_started_again_and_the_query_answered(filled_window: WindowPage) -> None:
    page = filled_window
    page.enter("how do bees")
    assert page.kill_engine()
    page.enter(" find their way")
    page.wait(lambda: "started again" in page.notice or page.notice == "")
    page.wait(lambda: page.titles[:1] == [BEES])
    page.wait(lambda: page.notice == "")


def test_an_engine_that_dies_again_and_again_is_given_up_with_a_button(filled_window: WindowPage) -> None:
    page = filled_window
    trouble = "Your library cannot be searched right now"
    page.wait(lambda: page.kill_engine() or page.headline == trouble)
    while page.headline != trouble:
        page.wait(lambda: page.kill_engine() or page.headline == trouble)
    page.click("nextStep")
    page.search("bees")
    page.wait_for_titles(BEES)


def test_a_folder_that_vanishes_is_told_and_keeps_its_hits(
    filled_window: WindowPage, documents: Path
) -> None:
    page = filled_window
    documents.rename(documents.with_name("away"))
    page.do("Look for changes now")
    page.wait(lambda: "documents" in page.notice)
    page.search("bees")
    page.wait_for_titles(BEES)


def test_a_removed_folder_leaves_no_hits(filled_window: WindowPage, documents: Path) -> None:
    page = filled_window
    page.search("bees")
    page.wait_for_titles(BEES)
    page.remove_folder(documents)
    page.wait(lambda: page.titles == [])
    assert documents.is_dir(), "the files stay"


def test_what_could_not_be_read_is_listed_with_a_reason(filled_window: WindowPage, documents: Path) -> None:
    page = filled_window
    (documents / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    page.wait(lambda: page.says_unread)
    page.do("Files that could not be read")
    page.wait(lambda: page.unread_rows() != [])
    assert [files for _, files in page.unread_rows()] == [["broken.pdf"]]
    assert page.unread_rows()[0][0].startswith("Damaged (1): Save it anew")


def test_what_could_not_be_read_can_be_tried_again(filled_window: WindowPage, documents: Path) -> None:
    page = filled_window
    broken = documents / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing more")
    page.wait(lambda: page.says_unread)
    page.do("Files that could not be read")
    page.wait(lambda: page.unread_rows() != [])
    page.wait_until_settled()
    page.click("retryAll")
    page.wait(lambda: page.activity != "Up to date")
    page.wait_until_settled()
    assert page.unread_rows() != [], "it is as broken as before"


def test_closing_the_window_leaves_no_process(open_window: Openings, documents: Path) -> None:
    page = open_window()
    page.add(documents)
    page.wait(lambda: page.has_engine)
    children = psutil.Process().children(recursive=True)
    page.close()
    _, alive = psutil.wait_procs(children, timeout=30)
    assert not alive


def test_a_library_of_a_newer_clew_is_not_touched(open_window: Openings, documents: Path) -> None:
    page = open_window()
    page.add(documents)
    page.wait_until_settled()
    page.close()
    make_newer(open_window.data)
    page = open_window()
    page.wait(lambda: page.headline == "Your library cannot be searched right now")
    assert "newer" in page.sentence


def test_a_data_folder_that_cannot_be_used_is_told_and_can_be_tried_again(
    open_window: Openings, tmp_path: Path
) -> None:
    place = tmp_path / "library"
    place.write_text("a file where the folder should be")
    page = open_window.on(place)
    page.wait(lambda: page.headline == "Your library cannot be searched right now")
    place.unlink()
    page.click("nextStep")
    page.wait(lambda: page.is_welcome)


def make_newer(library: Path) -> None:
    """Make *library* one that a later version wrote."""
    with closing(connect(library / "catalogue.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 9999")
