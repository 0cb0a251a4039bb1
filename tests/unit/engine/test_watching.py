"""Whatever happens to the folders is news; at rest there is none."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.scope import Scope
from app.engine import watching as module
from app.engine.watching import Watching
from app.indexing.presence import Sentry
from tests.integration.program import wait_until

PATIENCE_SECONDS = 30.0


class News:
    """Counts what is told."""

    def __init__(self) -> None:
        self._told = threading.Semaphore(0)

    def tell(self, _scope: Scope) -> None:
        self._told.release()

    def wait(self) -> None:
        assert self._told.acquire(timeout=PATIENCE_SECONDS)

    def is_there_none_for(self, seconds: float) -> bool:
        return not self._told.acquire(timeout=seconds)


@pytest.fixture
def news() -> News:
    return News()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "letters"
    made.mkdir()
    return made


@pytest.fixture
def watching(tmp_path: Path, folder: Path, news: News, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watching]:
    monkeypatch.setattr(module, "PRESENCE_SECONDS", 0.1)
    (tmp_path / "data").mkdir()
    made = Watching(tmp_path / "data", {folder: ()}, news.tell)
    news.wait()  # at the start
    yield made
    made.close(PATIENCE_SECONDS)


def test_at_rest_there_is_no_news(watching: Watching, news: News) -> None:
    assert news.is_there_none_for(1.5)


def test_a_file_that_changes_is_news(watching: Watching, folder: Path, news: News) -> None:
    (folder / "a.txt").write_text("bees")
    news.wait()


def test_a_folder_that_goes_and_comes_back_is_news_and_watched_again(
    watching: Watching, folder: Path, news: News
) -> None:
    away = folder.rename(folder.with_name("away"))
    news.wait()
    away.rename(folder)
    news.wait()
    wait_until(lambda: news.is_there_none_for(1.0), "rest")
    (folder / "a.txt").write_text("bees")
    news.wait()


def test_other_folders_are_news_and_watched(watching: Watching, tmp_path: Path, news: News) -> None:
    (tmp_path / "more").mkdir()
    watching.follow({tmp_path / "more": (), tmp_path / "nowhere": ()})
    news.wait()
    (tmp_path / "more" / "a.txt").write_text("bees")
    news.wait()


def test_a_watch_that_breaks_is_logged(
    tmp_path: Path, news: News, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Sentry, "look", lambda *_: 1 / 0)
    watching = Watching(tmp_path, {}, news.tell)
    wait_until(lambda: "ZeroDivisionError" in caplog.text, "the log")
    watching.close(PATIENCE_SECONDS)
