"""From real files to a hit: recipes, a paper as PDF, and mail, as people have them."""

import shutil
from pathlib import Path

import pytest

from tests.integration.program import ROOT, Program

HOME = ROOT.parent / "shared" / "data" / "home"
RECIPES = "Recipes/BasedCooking/c*.md"
PAPER = "Papers/caching/a-program-optimization-for-automatic-database-result-caching.pdf"

pytestmark = pytest.mark.skipif(not HOME.is_dir(), reason=f"{HOME} is not on this machine")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few dozen real files; the originals are not touched."""
    folder = tmp_path_factory.mktemp("home")
    for path in [*HOME.glob(RECIPES), HOME / PAPER]:
        shutil.copy2(path, folder)
    return folder


@pytest.fixture(scope="module")
def real(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    program = Program(tmp_path_factory.mktemp("real") / "library")
    settled = program.ask("index", folder)
    assert settled["failed"] == 0
    assert settled["seen"] == settled["read"] == len(list(folder.iterdir()))
    return program


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("spaghetti with egg and bacon", "carbonara.md"),
        ("raw fish marinated in lime juice", "ceviche.md"),
    ],
)
def test_a_question_finds_its_document(real: Program, folder: Path, question: str, name: str) -> None:
    assert folder / name in real.found(question)[:3]


def test_a_hit_in_a_paper_names_its_page(real: Program) -> None:
    question = "speeding up web applications by remembering the answers of SQL queries"
    hit = real.ask("search", question)["hits"][0]
    assert Path(hit["path"]).name == Path(PAPER).name
    assert hit["place"]["kind"] == "page"
    assert hit["place"]["index"] >= 1
