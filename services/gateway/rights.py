"""Who may read and write what, as `rights.toml` says: the matrix of roles and classes of data.

Every operation and every recorded fact belongs to one class. An operation that does not stops the
gateway from starting, a fact that does not is shown to nobody whose answers are looked through.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.gateway.roles import COLUMNS

WORDS, CODES, WRITES, AGGREGATES, PURPOSE = "R", "r", "W", "A", "P"
SAFE = ("_search", "/exports")  # a POST that only asks
BELOW = "/**"


@dataclass(frozen=True, slots=True)
class DataClass:
    """A class of data: what it is called, and what each role may do with it."""

    code: str
    da: str
    en: str
    rights: Mapping[str, str]
    logged: bool = True
    discloses: bool = False

    def may(self, column: str, *, write: bool) -> bool:
        held = {*self.rights.get(column, "")}
        return WRITES in held if write else bool(held & {WORDS, CODES, AGGREGATES})

    def words(self, column: str) -> bool:
        """Whether words are shown, beside codes and days."""
        return WORDS in self.rights.get(column, "")

    def asks_purpose(self, column: str) -> bool:
        return PURPOSE in self.rights.get(column, "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation of the gateway's, and the class of data it is about."""

    method: str
    path: str
    operation: str
    scope: str | None
    about: DataClass

    @property
    def writes(self) -> bool:
        return self.method != "GET" and not self.path.endswith(SAFE)


class Unclassified(Exception):
    """An operation that no class of data in rights.toml names."""


@dataclass
class Rights:
    """The matrix, and the operations it is asked about."""

    classes: Mapping[str, DataClass]
    paths: Mapping[str, str]
    facts: Mapping[str, str]
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path = Path(__file__).parent / "rights.toml") -> "Rights":
        """Read the matrix, and check it.

        Raises:
            ValueError: when a row says something unknown, or two classes claim one thing.
        """
        written: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        classes = {code: data_class(code, row) for code, row in written.items()}
        paths = claimed(
            (shape(each), code) for code, row in written.items() for each in row["paths"]
        )
        facts = claimed((each, code) for code, row in written.items() for each in row["facts"])
        return cls(classes, paths, facts)

    def class_at(self, path: str) -> DataClass:
        """The class of what can be asked at a path (without its /v1), by the closest that is named.

        Raises:
            Unclassified: when there is none.
        """
        plain = shape(path)
        if plain in self.paths:
            return self.classes[self.paths[plain]]
        segments = plain.split("/")
        for end in range(len(segments), 1, -1):
            if code := self.paths.get("/".join(segments[:end]) + BELOW):
                return self.classes[code]
        raise Unclassified(f"{path} belongs to no class of data: name it in rights.toml")

    def class_of(self, kind: str) -> DataClass | None:
        """The class of a recorded fact, by its stored name."""
        code = self.facts.get(kind.rpartition(".")[2])
        return self.classes[code] if code else None

    def admit(self, method: str, path: str, operation: str, scope: str | None) -> None:
        """Let an operation be asked for.

        Raises:
            Unclassified: when it belongs to no class of data.
        """
        about = self.class_at(path.removeprefix("/v1"))
        self.entries[method, path] = Entry(method, path, operation, scope, about)

    def opened(self, about: DataClass, scopes: frozenset[str]) -> bool:
        """Whether a system's scopes let it read a class of data."""
        return any(
            each.scope in scopes
            for each in self.entries.values()
            if each.about == about and not each.writes
        )

    def scopes(self, column: str) -> frozenset[str]:
        """The scopes of everything that a role may do."""
        return frozenset(
            each.scope
            for each in self.entries.values()
            if each.scope and each.about.may(column, write=each.writes)
        )


def data_class(code: str, row: Mapping[str, Any]) -> DataClass:
    rights = {name: said for name, said in row.items() if name in COLUMNS}
    others = row.keys() - COLUMNS - {"da", "en", "paths", "facts", "logged", "discloses"}
    letters = {*"".join(rights.values())} - {WORDS, CODES, WRITES, AGGREGATES, PURPOSE}
    if others or letters:
        raise ValueError(f"{code}: {sorted(others | letters)}")
    flags = {name: bool(row[name]) for name in ("logged", "discloses") if name in row}
    return DataClass(code, row["da"], row["en"], rights, **flags)


def claimed(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each thing with its one class."""
    found: dict[str, str] = {}
    for thing, code in pairs:
        if found.setdefault(thing, code) != code:
            raise ValueError(f"{thing} belongs to {found[thing]} and to {code}")
    return found


def shape(path: str) -> str:
    """A path whatever its placeholders are called."""
    return re.sub(r"{\w+}", "{}", path)
