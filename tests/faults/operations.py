"""What people and programs do to their files, as values: any list of them can be carried out, and made shorter."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

NAMES = ("a.txt", "b.txt", "c.md", "A.txt", "d/a.txt", "d/b.txt", "d/e/a.txt", "d/e/c.md", "f/a.txt", "é.txt")
FOLDERS = ("d", "d/e", "f", "g", "g/h", ".hidden", "node_modules")
TEXTS = ("bees", "bees\fwax", "honey", "%damaged", "", "queen " * 300)
VERBS = (
    *("write", "write", "append", "save beside", "rename", "move folder", "copy", "copy folder", "delete"),
    *("delete folder", "touch", "chmod", "mark folder", "bring in", "take away", "look"),
)


@dataclass(frozen=True)
class Operation:
    """One of VERBS; what it needs and does not find makes it nothing."""

    verb: str
    name: str
    other: str
    folder: str
    other_folder: str
    text: str

    def carry_out(self, root: Path, outside: Path) -> None:
        """Do it in *root*, with *outside* to move things from and to."""
        self._with_file(root / self.name, root / self.other)
        self._with_folder(root / self.folder, root / self.other_folder, outside / "away")

    def _with_file(self, path: Path, other: Path) -> None:
        match self.verb:
            case "write":
                _made(path).write_text(self.text)
            case "append" if path.is_file():
                with path.open("a") as stream:
                    stream.write(self.text)
            case "save beside" if path.is_file():
                beside = path.with_name(f"{path.name}.tmp")
                beside.write_text(self.text)
                beside.replace(path)
            case "rename" if path.is_file() and not other.is_dir():
                path.replace(_made(other))
            case "copy" if path.is_file() and not other.exists():
                shutil.copy2(path, _made(other))
            case "delete":
                path.unlink(missing_ok=True)
            case "touch" if path.is_file():
                os.utime(path, (10**9 + len(self.text), 10**9))
            case "chmod" if path.is_file():
                path.chmod(0o640 if len(self.text) % 2 else 0o600)

    def _with_folder(self, folder: Path, other: Path, away: Path) -> None:
        is_free = not other.exists() and not other.is_relative_to(folder)
        match self.verb if folder.is_dir() else f"{self.verb}, missing":
            case "move folder" if is_free:
                folder.replace(_made(other))
            case "copy folder" if is_free:
                shutil.copytree(folder, other)
            case "delete folder":
                shutil.rmtree(folder, ignore_errors=True)
            case "mark folder":
                mark = folder / "CACHEDIR.TAG"
                mark.unlink() if mark.exists() else mark.touch()
            case "take away" if not away.exists():
                folder.replace(away)
            case "bring in, missing" if away.is_dir() and not folder.exists():
                away.replace(_made(folder))


def operations(most: int) -> st.SearchStrategy[list[Operation]]:
    """Lists of operations."""
    names, folders, texts = map(st.sampled_from, (NAMES, FOLDERS, TEXTS))
    one = st.builds(Operation, st.sampled_from(VERBS), names, names, folders, folders, texts)
    return st.lists(one, max_size=most)


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
