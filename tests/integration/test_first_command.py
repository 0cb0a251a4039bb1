"""What a newcomer copies from the README."""

import re
import shlex
from pathlib import Path

from tests.integration.program import ROOT, SAMPLE, Program, fingerprint


def first_command() -> list[str]:
    """The words of the README's first command, after the program's name."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = re.search(r"```sh\n(?P<line>.*main\.py .*)\n```", readme)
    assert command is not None
    return shlex.split(command["line"].split("main.py", 1)[1])


def test_the_first_command_of_the_readme_answers_its_question(program: Program) -> None:
    before = fingerprint(SAMPLE)
    ended = program.run(*first_command())
    shown = ended.stdout.decode()
    assert shown.startswith(" 1. How bees find their way home")
    assert "[bees] [find] their [way] [home]" in shown
    assert "Messages in the dark" in shown
    assert "Reading" in ended.stderr
    assert "Encoding" in ended.stderr
    assert fingerprint(SAMPLE) == before


def test_help_names_every_command_of_the_readme(program: Program) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.split("## Commands")[1].split("\n\n")[2]
    named = re.findall(r"^\| `(\w+)", table, re.MULTILINE)
    told = program.run("--help").stdout.decode()
    assert len(named) >= 10
    assert [name for name in named if not re.search(rf"^    {name}\b", told, re.MULTILINE)] == []


def test_an_installation_can_test_itself(program: Program, tmp_path: Path) -> None:
    assert program.ask("selftest") == {"ok": True}
    assert program.ask("status")["documents"] == 0
