"""The rules of the house, as far as a machine can keep them. None of them needs git."""

import ast
import fnmatch
import importlib.metadata
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = ("app", "packaging", "tests")
LONGEST_FILE = 300
DRAWERS = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}
HEAVY = ("PySide6", "shiboken6", "lancedb", "pyarrow", "onnxruntime")
LIGHT = ("app.domain", "app.search", "app.cli")
REGISTRY = re.compile(
    r"[:]//[^\s\"'<>)]*\b(py(pi|thon\w*hosted)|npmjs|crates)\b|(index-url|find-links)\s*[=:]"
)
"""An address of a registry, or an option that names one."""


def project_files() -> Iterator[Path]:
    """Every file of the project, whether the tree is a checkout or was unpacked from an archive."""
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()]

    def walk(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            if path.name == ".git" or any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored):
                continue
            if path.is_dir() and not path.is_symlink():
                yield from walk(path)
            elif path.is_file():
                yield path

    return walk(ROOT)


FILES = list(project_files())
PYTHON = [path for path in FILES if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in CODE]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a child in the root of the project."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_walk_sees_the_project_and_nothing_that_was_made_from_it() -> None:
    names = {name(path) for path in FILES}
    assert {"pyproject.toml", "README.md", ".ci/run", "app/__init__.py"} <= names
    assert not any(
        part in entry.split("/") for entry in names for part in (".venv", "__pycache__", "uv.lock")
    )


# Files and names.


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in PYTHON}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_nothing_is_called_after_a_drawer() -> None:
    words = {name(path): set(re.split(r"[/_.]", name(path).lower())) for path in PYTHON}
    assert [path for path, parts in words.items() if parts & DRAWERS] == []


def test_every_package_says_what_it_is_for() -> None:
    folders = {path.parent for path in PYTHON if path.relative_to(ROOT).parts[0] == "app"}
    assert folders
    silent = [
        name(folder)
        for folder in sorted(folders)
        if not (start := folder / "__init__.py").exists()
        or not ast.get_docstring(ast.parse(start.read_text("utf-8")))
    ]
    assert silent == []


def test_our_packaging_folder_does_not_shadow_the_library_of_that_name() -> None:
    assert list((ROOT / "packaging").rglob("__init__.py")) == []
    found = python("-c", "import packaging.version; print(packaging.version.__file__)")
    assert found.returncode == 0, found.stderr
    assert ROOT / "packaging" not in Path(found.stdout.strip()).parents


def test_no_file_names_a_registry_of_packages() -> None:
    assert [found for path in FILES for found in _lines_with(REGISTRY, path)] == []


def test_no_file_names_a_folder_of_this_machine() -> None:
    here = [folder.as_posix() for folder in (ROOT, Path.home()) if len(folder.parts) > 1]
    pattern = re.compile("|".join(rf"(?<![\w.~-]){re.escape(folder)}/" for folder in here))
    assert [found for path in FILES for found in _lines_with(pattern, path)] == []


def test_every_decision_is_listed() -> None:
    decisions = ROOT / "docs" / "decisions"
    listed = (decisions / "README.md").read_text("utf-8")
    assert [path.name for path in sorted(decisions.glob("[0-9]*.md")) if f"({path.name})" not in listed] == []


# Imports.


def test_imports_go_down_and_libraries_stay_in_their_layer() -> None:
    done = python(
        "-c",
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True, no_logo=True))",
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", LIGHT)
def test_light_parts_load_nothing_heavy(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not built yet")
    done = python(
        "-c", f"import sys, {module}; print(*[heavy for heavy in {HEAVY!r} if heavy in sys.modules])"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


@pytest.mark.parametrize("library", ["lancedb", "onnxruntime"])
def test_what_must_not_be_loaded_is_there_to_be_loaded(library: str) -> None:
    assert importlib.metadata.version(library)


# What ships beside the code.


def test_sample_documents_are_what_their_texts_make() -> None:
    done = python("packaging/sample/make.py", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_sample_shows_every_kind_and_stays_small() -> None:
    sample = [path for path in FILES if path.is_relative_to(ROOT / "resources" / "sample")]
    assert {path.suffix for path in sample} == {".txt", ".md", ".html", ".pdf", ".docx"}
    assert sum(path.stat().st_size for path in sample) < 400_000


def test_one_sample_answers_the_first_query_of_the_readme_without_its_words() -> None:
    asked = re.search(r'search "([^"]+)" --in resources/sample', (ROOT / "README.md").read_text("utf-8"))
    assert asked is not None
    page = (ROOT / "resources" / "sample" / "Study" / "Messages in the dark.html").read_text("utf-8")
    article = page[page.index("<article>") : page.index("</article>")].lower()
    assert set(re.findall(r"[a-z]+", article)).isdisjoint(asked[1].split())


def test_the_commands_of_the_readme_are_those_of_the_workflow() -> None:
    command = "python -m pip install uv && python -m uv run pytest"
    assert command in (ROOT / "README.md").read_text("utf-8").splitlines()
    assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def _lines_with(pattern: re.Pattern[str], path: Path) -> Iterator[str]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        return  # a picture or a network: nothing that a person reads
    for number, line in enumerate(lines, 1):
        if pattern.search(line):
            yield f"{name(path)}:{number}: {line.strip()[:200]}"
