"""The given facts of all documents, in memory: arrays of codes, so that any number of them are counted at once."""

import sqlite3
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from app.catalogue.standing import Remembered
from app.domain.query_language.dates import month_begin
from app.domain.vectors import Ids

L = TypeVar("L", bound=Hashable)
Row = tuple[int, str, str, int, bytes | None, int]
"""id, kind, language, folder, name of the folder just below that (None: there is none), modified_ns."""


@dataclass(frozen=True, slots=True)
class Column(Generic[L]):
    """One label for each document, as a code."""

    labels: tuple[L, ...]
    codes: NDArray[np.int32]

    def are_of(self, labels: Collection[L]) -> NDArray[np.bool_]:
        """For each document whether its label is one of *labels*, or none is given."""
        chosen = np.array([not labels or label in labels for label in self.labels], np.bool_)
        return chosen[self.codes]

    def counts(self, rows: NDArray[np.intp]) -> dict[L, int]:
        """Label -> documents among *rows*, most frequent first; those in equal number in order of first sight."""
        counted = np.bincount(self.codes[rows], minlength=len(self.labels))
        order = np.argsort(-counted, kind="stable")
        return {self.labels[code]: int(counted[code]) for code in order.tolist() if counted[code]}


@dataclass(frozen=True, slots=True)
class Facts:
    """Row i of every array is about document `ids[i]`."""

    ids: Ids
    """Sorted."""
    kinds: Column[str]
    languages: Column[str]
    tops: Column[tuple[int, bytes | None]]
    """(user folder, name of the folder just below it)."""
    months: NDArray[np.int64]
    """Of the last change in local time, as `date:` counts it; from January 1970 on."""

    def rows(self, documents: Ids) -> NDArray[np.intp]:
        """The rows of those of *documents* (unique) that are known."""
        if not len(self.ids):
            return np.empty(0, np.intp)
        places = np.minimum(np.searchsorted(self.ids, documents), len(self.ids) - 1)
        rows: NDArray[np.intp] = places[self.ids[places] == documents]
        return rows

    def labelled(self, kinds: Collection[str], languages: Collection[str]) -> Ids:
        """Sorted documents of any of *kinds* and in any of *languages*; none given: of all."""
        passing = self.kinds.are_of(kinds) & self.languages.are_of(languages)
        labelled: Ids = self.ids[passing]
        return labelled

    def periods(self, rows: NDArray[np.intp], months: int = 1) -> Mapping[int, int]:
        """Period -> documents changed in it among *rows*, oldest first; a period is so many *months* long."""
        found, counts = np.unique(self.months[rows] // months, return_counts=True)
        return dict(zip(found.tolist(), counts.tolist(), strict=True))


def facts_of(rows: Iterable[Row]) -> Facts:
    """Facts from *rows* in order of their ids."""
    table = list(rows)
    ids, kinds, languages, folders, below, modified = zip(*table, strict=True) if table else ((),) * 6
    return Facts(
        np.array(ids, np.int64),
        _column(kinds),
        _column(languages),
        _column(zip(folders, below, strict=True)),
        _local_months(np.array(modified, np.int64)),
    )


def _local_months(modified_ns: NDArray[np.int64]) -> NDArray[np.int64]:
    """The month of each moment: that of UTC, or the one beside it."""
    months = modified_ns.astype("datetime64[ns]").astype("datetime64[M]").astype(np.int64)
    found, which = np.unique(months, return_inverse=True)
    begins = np.array([(month_begin(month), month_begin(month + 1)) for month in found.tolist()], np.int64)
    first, behind = begins.reshape(-1, 2)[which].T
    seconds = modified_ns // 10**9
    local: NDArray[np.int64] = months - (seconds < first) + (seconds >= behind)
    return local


def _column(labels: Iterable[L]) -> Column[L]:
    codes: dict[L, int] = {}
    found = [codes.setdefault(label, len(codes)) for label in labels]
    return Column(tuple(codes), np.array(found, np.int32))


class KeptFacts:
    """The facts of a catalogue, read again when it has changed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._facts = Remembered(connection, self._read)

    def current(self) -> Facts:
        """As the catalogue stands, or in a large one stood a moment ago."""
        return self._facts.current()

    def _read(self) -> Facts:
        return facts_of(
            self._connection.execute(
                "SELECT id, kind, language, folder,"
                " CASE WHEN instr(path, x'2f') THEN substr(path, 1, instr(path, x'2f') - 1) END, modified_ns"
                " FROM documents WHERE text NOT NULL ORDER BY id"
            )
        )
