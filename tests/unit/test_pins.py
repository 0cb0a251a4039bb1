"""Every dependency has one version, and no file says from where it must come."""

import importlib.util
import re
import shutil
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
EXACT = re.compile(r"[a-z0-9-]+==[0-9][A-Za-z0-9.+!]*( ; .+)?")


@pytest.fixture(scope="module")
def pin() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pin", ROOT / "packaging" / "pin.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The pinned files in a folder of their own, to be spoiled."""
    (tmp_path / "packaging").mkdir()
    for name in ("pyproject.toml", "packaging/requirements.lock"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_project_is_pinned_and_up_to_date(pin: ModuleType, copy: Path) -> None:
    assert pin.problems(copy) == []


def test_every_constraint_names_one_exact_version() -> None:
    constraints = _project()["tool"]["uv"]["constraint-dependencies"]
    assert constraints
    assert [line for line in constraints if not EXACT.fullmatch(line)] == []


def test_every_requirement_names_one_exact_version_and_its_hashes() -> None:
    blocks = re.split(r"\n(?=[^\s#])", _requirements())[1:]
    assert blocks
    for block in blocks:
        requirement, *rest = block.splitlines()
        assert EXACT.fullmatch(requirement.removesuffix("\\").rstrip()), requirement
        assert any("--hash=sha256:" in line for line in rest), requirement


def test_no_address_no_index_and_no_path_is_named() -> None:
    constraints = "\n".join(_project()["tool"]["uv"]["constraint-dependencies"])
    for text in (constraints, _requirements()):
        assert "://" not in text
        assert not re.search(r"^-", text, re.MULTILINE)
        assert str(ROOT) not in text
        assert str(Path.home() / "x").removesuffix("x") not in text


def test_every_dependency_of_the_project_is_covered() -> None:
    project = _project()
    pinned = {_name(line) for line in project["tool"]["uv"]["constraint-dependencies"]}
    runtime = {_name(line) for line in project["project"]["dependencies"]}
    development = {_name(line) for group in project["dependency-groups"].values() for line in group}
    assert runtime | development <= pinned
    assert runtime <= {_name(line) for line in _requirements().splitlines() if line[:1].isalnum()}


def test_requirements_leave_out_what_only_development_needs() -> None:
    names = {_name(line) for line in _requirements().splitlines() if line[:1].isalnum()}
    assert names.isdisjoint({"pytest", "ruff", "mypy", "hypothesis", "pre-commit", "import-linter"})


def test_numpy_has_a_version_for_either_side_of_python_3_12() -> None:
    found = [
        line for line in _project()["tool"]["uv"]["constraint-dependencies"] if line.startswith("numpy==")
    ]
    assert len(found) == 2
    assert all(" ; python_full_version" in line for line in found)


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ('"pypdf[crypto,fonts]==', '"pypdf[crypto,fonts]>=', "not an exact version: pypdf"),
        ('    "watchdog==', '    "watch-cat==1.0",\n    "watchdog==', "watch-cat==1.0 is missing"),
        ('requires-python = ">=3.11', 'requires-python = ">=3.12', "made from another pyproject.toml"),
        ('    "anyio==', '    "anyio>=', "not an exact version: anyio"),
        ('    "anyio==', '    "anyio @ file:///anyio-', "names an address"),
    ],
)
def test_a_project_that_was_changed_without_pinning_is_found_out(
    pin: ModuleType, copy: Path, was: str, becomes: str, complaint: str
) -> None:
    project = copy / "pyproject.toml"
    text = project.read_text("utf-8")
    assert was in text

    project.write_text(text.replace(was, becomes, 1), encoding="utf-8")

    assert any(complaint in problem for problem in pin.problems(copy))


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ("\nanyio==", "\n--extra-index-url somewhere\nanyio==", "names an address or an index"),
        ("\nanyio==", "\nanyio==0.", "is not what constraint-dependencies says"),
        ("\nanyio==", "\nanyio>=", "not an exact version: anyio"),
        ("\nfilelock==", "\nfilelock-of-another-name==", "filelock=="),
    ],
)
def test_spoiled_requirements_are_found_out(
    pin: ModuleType, copy: Path, was: str, becomes: str, complaint: str
) -> None:
    requirements = copy / "packaging" / "requirements.lock"
    text = requirements.read_text("utf-8")
    assert was in text

    requirements.write_text(text.replace(was, becomes, 1), encoding="utf-8")

    assert any(complaint in problem for problem in pin.problems(copy))


def test_missing_requirements_are_found_out(pin: ModuleType, copy: Path) -> None:
    (copy / "packaging" / "requirements.lock").unlink()

    assert any("is missing" in problem for problem in pin.problems(copy))


def test_a_lock_that_says_something_else_is_found_out(pin: ModuleType, copy: Path) -> None:
    lock = '[[package]]\nname = "anyio"\nversion = "0.1"\nsource = { registry = "somewhere" }\n'
    (copy / "uv.lock").write_text(lock, encoding="utf-8")

    assert any("uv.lock" in problem for problem in pin.problems(copy))


def test_a_package_with_two_versions_is_pinned_by_marker(pin: ModuleType) -> None:
    here = {"registry": "somewhere"}
    lock = {
        "package": [
            {"name": "b", "version": "2", "source": here, "resolution-markers": ["p >= '3'", "p == '2'"]},
            {"name": "b", "version": "1", "source": here, "resolution-markers": ["p < '2'"]},
            {"name": "a", "version": "7", "source": here},
            {"name": "ours", "version": "0", "source": {"virtual": "."}},
        ]
    }

    assert pin.pins_of(lock) == ["a==7", "b==1 ; p < '2'", "b==2 ; p >= '3' or p == '2'"]


def test_writing_constraints_leaves_the_rest_of_the_project_as_it_was(pin: ModuleType) -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    bare = pin.with_constraints(text, [])

    once = pin.with_constraints(bare, ["a==1", "b==2 ; x < '3'"])
    twice = pin.with_constraints(once, ["a==1", "b==2 ; x < '3'"])

    assert "constraint-dependencies" not in bare
    assert twice == once
    assert tomllib.loads(once)["tool"]["uv"]["constraint-dependencies"] == ["a==1", "b==2 ; x < '3'"]
    assert pin.with_constraints(once, []) == bare


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def _requirements() -> str:
    return (ROOT / "packaging" / "requirements.lock").read_text("utf-8")


def _name(requirement: str) -> str:
    return re.split(r"[\[=<>!~ ;]", requirement, maxsplit=1)[0]
