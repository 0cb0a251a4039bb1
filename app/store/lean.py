"""LanceDB without the part of it that talks to servers.

`import lancedb` loads `lance_namespace`, some 200 models of a protocol for remote catalogues: 0.8 s of
1.3 s and 29 MB, for classes of which an embedded table uses none. Empty classes of the same names
stand in for them while LanceDB is loaded. `tests/unit/store/test_lean.py` keeps watch over this.
"""

import importlib.machinery
import sys
import types
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder

REMOTE = frozenset({"lance_namespace", "lance_namespace_urllib3_client"})
"""Packages that are stood in for, with all that is below them."""


class StandIn(types.ModuleType):
    """Any name is an empty class, the same one each time."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (Exception,) if name.endswith("Error") else (), {})
        setattr(self, name, made)
        return made


class _StandIns(MetaPathFinder, Loader):
    """Finds a stand-in for every module of `REMOTE`."""

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in REMOTE:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return StandIn(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing to carry out."""


@contextmanager
def without_remote_parts() -> Iterator[None]:
    """Import LanceDB in here; what has been loaded already stays as it is."""
    finder = _StandIns()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
