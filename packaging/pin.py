"""Pins every dependency, transitive ones too, to one version, without naming where it comes from.

    python packaging/pin.py             pins what is new and keeps the rest
    python packaging/pin.py --upgrade   lets every indirect dependency move to its newest version
    python packaging/pin.py --check     says what is out of date, without network; exit 1 if anything is

`uv.lock` names download addresses, which differ from place to place, so it stays out of the
repository. Two things made from it are kept instead: `constraint-dependencies` in pyproject.toml
makes every `uv` command resolve to the same versions anywhere, and `packaging/requirements.lock`
adds the hashes for building releases.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PROJECT = "pyproject.toml"
REQUIREMENTS = "packaging/requirements.lock"

HEADER = """\
# Every runtime dependency by exact version and hash, for all platforms and Python versions.
# Written by packaging/pin.py from pyproject.toml; do not edit.
# {fingerprint}
"""
EXACT = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(\[[^\]]*\])?==(?P<version>[A-Za-z0-9.+!]+)( *; *.+)?"
)
CONSTRAINTS = re.compile(r"^constraint-dependencies = \[\n(?:    .*\n)*\]\n", re.MULTILINE)
UV_TABLE = re.compile(r"^\[tool\.uv\]\n", re.MULTILINE)

Pin = tuple[str, str]
"""Normalised name, exact version."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Pin or check; return the exit status."""
    parser = argparse.ArgumentParser(description="Pin every dependency to one version.")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="only say what is out of date")
    mode.add_argument("--upgrade", action="store_true", help="let indirect dependencies move")
    chosen = parser.parse_args(arguments)
    if not chosen.check:
        pin(ROOT, upgrade=chosen.upgrade)
    found = problems(ROOT)
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


def pin(root: Path, *, upgrade: bool = False) -> None:
    """Resolve in a folder apart and write constraints, requirements and `uv.lock` below *root*.

    Raises:
        subprocess.CalledProcessError: if the dependencies do not resolve; nothing is written then.
    """
    with tempfile.TemporaryDirectory(prefix="pin-") as scratch:
        apart = Path(scratch)
        _old_lock(root, apart, upgrade=upgrade)
        _write(apart / PROJECT, with_constraints((root / PROJECT).read_text("utf-8"), []))
        _uv("lock", at=apart)  # without the old pins, so that a new direct version may move others
        pins = pins_of(tomllib.loads((apart / "uv.lock").read_text("utf-8")))
        text = with_constraints((root / PROJECT).read_text("utf-8"), pins)
        _write(apart / PROJECT, text)
        _uv("lock", at=apart)
        exported = _uv(
            "export", "--frozen", "--no-default-groups", "--no-emit-project", "--no-header", at=apart
        )
        _write(root / PROJECT, text)
        _write(root / REQUIREMENTS, HEADER.format(fingerprint=fingerprint(tomllib.loads(text))) + exported)
        shutil.copyfile(apart / "uv.lock", root / "uv.lock")


def problems(root: Path) -> list[str]:
    """Sentences about everything that keeps *root* from being pinned and up to date; needs no network."""
    project = tomllib.loads((root / PROJECT).read_text("utf-8"))
    constraints: list[str] = project["tool"]["uv"].get("constraint-dependencies", [])
    requirements = (root / REQUIREMENTS).read_text("utf-8") if (root / REQUIREMENTS).exists() else ""
    return [
        *_addresses(constraints, requirements),
        *_loose("constraint-dependencies", constraints),
        *_loose(REQUIREMENTS, _requirement_lines(requirements)),
        *_uncovered(project, set(_pins(constraints)), requirements),
        *_outdated(root, project, constraints, requirements),
    ]


def pins_of(lock: Mapping[str, Any]) -> list[str]:
    """`name==version` of every package in a parsed `uv.lock`, sorted, with a marker where versions fork."""
    packages = [package for package in lock["package"] if "registry" in package["source"]]
    versions = Counter(package["name"] for package in packages)
    return [
        f"{package['name']}=={package['version']}"
        + (f" ; {' or '.join(package['resolution-markers'])}" if versions[package["name"]] > 1 else "")
        for package in sorted(packages, key=lambda package: (package["name"], package["version"]))
    ]


def with_constraints(pyproject: str, pins: Sequence[str]) -> str:
    """The text of pyproject.toml with *pins* as its constraint list, all else untouched."""
    without = CONSTRAINTS.sub("", pyproject)
    if not pins:
        return without
    lines = "".join(f"    {json.dumps(pin)},\n" for pin in pins)
    return UV_TABLE.sub(lambda table: f"{table[0]}constraint-dependencies = [\n{lines}]\n", without, count=1)


def fingerprint(project: Mapping[str, Any]) -> str:
    """Names everything in a parsed pyproject.toml that decides what is installed."""
    decisive = [
        project["project"]["requires-python"],
        project["project"].get("dependencies", []),
        project["project"].get("optional-dependencies", {}),
        project.get("dependency-groups", {}),
        project["tool"]["uv"],
    ]
    return "sha256:" + hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()


def _addresses(constraints: Sequence[str], requirements: str) -> Iterator[str]:
    for name, lines in (("constraint-dependencies", constraints), (REQUIREMENTS, requirements.splitlines())):
        for line in lines:
            if "://" in line or line.startswith("-"):
                yield f"{name}: names an address or an index: {line}"


def _loose(name: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        if not EXACT.fullmatch(line):
            yield f"{name}: not an exact version: {line}"


def _uncovered(project: Mapping[str, Any], pinned: set[Pin], requirements: str) -> Iterator[str]:
    runtime = project["project"].get("dependencies", [])
    groups = [
        *project.get("dependency-groups", {}).values(),
        *project["project"].get("optional-dependencies", {}).values(),
    ]
    direct = [*runtime, *(entry for group in groups for entry in group if isinstance(entry, str))]
    locked = set(_pins(_requirement_lines(requirements)))
    yield from _loose("dependencies", direct)
    for name, version in sorted(set(_pins(direct)) - pinned):
        yield f"constraint-dependencies: {name}=={version} is missing"
    for name, version in sorted(set(_pins(runtime)) - locked):
        yield f"{REQUIREMENTS}: {name}=={version} is missing"
    for name, version in sorted(locked - pinned):
        yield f"{REQUIREMENTS}: {name}=={version} is not what constraint-dependencies says"


def _outdated(
    root: Path, project: Mapping[str, Any], constraints: Sequence[str], requirements: str
) -> Iterator[str]:
    if fingerprint(project) not in requirements:
        yield f"{REQUIREMENTS}: made from another {PROJECT}; run packaging/pin.py"
    lock = root / "uv.lock"
    if lock.exists() and pins_of(tomllib.loads(lock.read_text("utf-8"))) != constraints:
        yield "uv.lock and constraint-dependencies differ; run packaging/pin.py"


def _pins(lines: Sequence[str]) -> Iterator[Pin]:
    for line in lines:
        if match := EXACT.fullmatch(line):
            yield re.sub(r"[-_.]+", "-", match["name"]).lower(), match["version"]


def _requirement_lines(requirements: str) -> list[str]:
    """The lines that name a package, without the sign that its hashes follow."""
    lines = requirements.splitlines()
    return [line.removesuffix("\\").rstrip() for line in lines if line and line[0] not in " #-"]


def _old_lock(root: Path, apart: Path, *, upgrade: bool) -> None:
    """Put a lock of today's versions into *apart*: uv keeps a locked version wherever it can."""
    if upgrade:
        return
    if (root / "uv.lock").exists():
        shutil.copyfile(root / "uv.lock", apart / "uv.lock")
        return
    shutil.copyfile(root / PROJECT, apart / PROJECT)
    try:
        _uv("lock", at=apart)
    except subprocess.CalledProcessError:
        print(
            "The old pins clash with the new dependencies: all indirect ones are chosen anew.",
            file=sys.stderr,
        )


def _uv(*arguments: str, at: Path) -> str:
    """Run uv in *at*, its messages on standard error, and return what it prints."""
    found = os.environ.get("UV") or shutil.which("uv")
    command = [found] if found else [sys.executable, "-m", "uv"]
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    done = subprocess.run(  # noqa: S603 (fixed words, no shell)
        [*command, "--quiet", *arguments],
        cwd=at,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    return done.stdout


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
