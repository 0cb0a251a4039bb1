"""A small disk of real files that changes by chance, as people and programs change theirs."""

import os
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

WORDS = ("bees", "honey", "lantern", "harbour", "glacier", "violin", "orchard", "pepper", "saddle", "velvet")
SUFFIXES = (".txt", ".txt", ".md", ".html", ".py", ".zip", ".pdf")
FOLDERS = ("", "deep", "deep/deeper", "other")
MOST = 40
"""Files; above it more is deleted than made."""


class ChangingDisk:
    """Two folders below *root*; everything that chance decides is decided by *seed*."""

    def __init__(self, root: Path, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
        self.roots = (root / "home", root / "study")
        for folder in self.roots:
            folder.mkdir(parents=True)
        self._made = 0
        for _ in range(MOST // 2):
            self._create()

    def change(self) -> None:
        """One to six changes."""
        for _ in range(self.chance.randint(1, 6)):
            ways: tuple[Callable[[], object], ...] = (
                *(self._create, self._rewrite, self._append, self._save_beside, self._move, self._copy),
                *(self._touch, self._move_folder, self._delete),
            )
            many = len(self.files()) > MOST
            (self._delete if many else self.chance.choice(ways))()
        self._rewrite()  # so that there is always something to do

    def files(self) -> list[Path]:
        return sorted(path for root in self.roots for path in root.rglob("*") if path.is_file())

    def _text(self) -> str:
        sentences = (
            " ".join(self.chance.choices(WORDS, k=9)).capitalize() + f" {self.chance.randrange(10**6)}."
            for _ in range(self.chance.choice((1, 3, 12, 60)))
        )
        return "\n\n".join(sentences)

    def _write(self, path: Path) -> Path:
        """Write something; half the files are old, the others were saved just now."""
        if path.suffix == ".zip":
            with zipfile.ZipFile(path, "w") as archive:
                for number in range(self.chance.randint(1, 3)):
                    archive.writestr(f"letter {number}.txt", self._text())
        else:
            opening = {".html": "<title>Page</title><p>", ".pdf": "%PDF-1.4 broken ", ".md": "# Heading\n\n"}
            path.write_text(opening.get(path.suffix, "") + self._text())
        if self.chance.random() < 0.5:
            self._date(path)
        return path

    def _date(self, path: Path) -> None:
        seconds = self.chance.randrange(10**9, 10**9 + 10**8)
        os.utime(path, (seconds, seconds))

    def _place(self, suffix: str) -> Path:
        self._made += 1
        folder = self.chance.choice(self.roots) / self.chance.choice(FOLDERS)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"file {self._made}{suffix}"

    def _any(self) -> Path:
        found = self.files()
        return self.chance.choice(found) if found else self._create()

    def _create(self) -> Path:
        return self._write(self._place(self.chance.choice(SUFFIXES)))

    def _rewrite(self) -> None:
        self._write(self._any())

    def _append(self) -> None:
        with self._any().open("ab") as stream:
            stream.write(self._text().encode())

    def _save_beside(self) -> None:
        """As editors save: a new file takes the place of the old one."""
        path = self._any()
        self._write(path.with_name(f"{path.stem}~{path.suffix}")).replace(path)

    def _move(self) -> None:
        path = self._any()
        path.replace(self._place(path.suffix))

    def _copy(self) -> None:
        path = self._any()
        self.chance.choice((shutil.copy, shutil.copy2))(path, self._place(path.suffix))

    def _touch(self) -> None:
        self._date(self._any())

    def _move_folder(self) -> None:
        root = self.chance.choice(self.roots)
        for name, to in (("deep", "moved"), ("moved", "deep")):
            if (root / name).is_dir() and not (root / to).exists():
                (root / name).replace(root / to)
                return

    def _delete(self) -> None:
        self._any().unlink(missing_ok=True)
