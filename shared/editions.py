"""Dated data: what is in force on a day. One file per edition, named after its first day.

An edition amends the ones before it: a row replaces the row of the same key, and `repealed` keys
go. What is in force on a day is therefore never a matter of code. An edition that has been in
force is never edited; the next one is added.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from shared.decider import Unmet

Confidence = Literal["confirmed", "assumed", "proposal"]


class Row(BaseModel):
    """One line of dated data: its id, both languages, its source, and how sure we are of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    da: str
    en: str
    source: str
    confidence: Confidence

    def unmet(self) -> Unmet:
        return Unmet(self.id, self.da, self.en, self.source)


AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True)
class Edition(Generic[AnyRow]):
    """Everything in force from a day until the next edition."""

    in_force: date
    rows: Mapping[Hashable, AnyRow]

    def __getitem__(self, key: Hashable) -> AnyRow:
        return self.rows[key]

    def get(self, key: Hashable) -> AnyRow | None:
        return self.rows.get(key)


class NotInForce(LookupError):
    """No edition is in force on this day."""


class Editions(Generic[AnyRow]):
    """All editions, oldest first."""

    def __init__(self, *editions: Edition[AnyRow]) -> None:
        if not editions:
            raise ValueError("there must be at least one edition")
        self.editions = sorted(editions, key=lambda edition: edition.in_force)
        self._starts = [edition.in_force for edition in self.editions]

    def on(self, day: date) -> Edition[AnyRow]:
        """The edition in force on a day.

        Raises:
            NotInForce: before the first.
        """
        place = bisect_right(self._starts, day)
        if not place:
            raise NotInForce(day.isoformat())
        return self.editions[place - 1]

    def nearest(self, day: date) -> Edition[AnyRow]:
        """The edition in force on a day; before the first, the first."""
        return self.on(max(day, self._starts[0]))

    @classmethod
    def read(
        cls,
        source: Path | Iterable[Path],
        table: str,
        row: type[AnyRow],
        key: Callable[[AnyRow], Hashable] = lambda row: row.id,
    ) -> "Editions[AnyRow]":
        """Read one table of every edition in a folder (or of these files), and check every row.

        Raises:
            ValidationError: when a row is not what it should be.
        """
        editions: list[Edition[AnyRow]] = []
        rows: dict[Hashable, AnyRow] = {}
        files = source.glob("*.toml") if isinstance(source, Path) else source
        for file in sorted(files, key=lambda each: each.name):
            written = tomllib.loads(file.read_text(encoding="utf-8"))
            repealed: Iterable[str] = written.get("repealed", {}).get(table, ())
            amended = (row.model_validate(each) for each in written.get(table, ()))
            rows = {k: v for k, v in rows.items() if v.id not in repealed}
            rows |= {key(each): each for each in amended}
            editions.append(Edition(date.fromisoformat(file.stem), dict(rows)))
        return cls(*editions)
