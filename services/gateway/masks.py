"""What is kept back from whom, as `masks.toml` says, and which words of facts are sealed."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from services.gateway.rights import Rights
from shared.contracts import documents

OPERATIONS = "operations"
WHOLE = "caseworker"  # nothing is kept back from who works with the case
Named = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Mask:
    """Which properties are masked, in which objects."""

    code: str
    properties: re.Pattern[str]
    columns: frozenset[str]
    beside: str | None = None
    unless_own: str | None = None
    below: int | None = None

    def binds(self, there: Mapping[str, object], own: frozenset[str]) -> bool:
        """Whether it masks anything in an object."""
        if self.beside is not None and self.beside not in there:
            return False
        return self.unless_own is None or there.get(self.unless_own) not in own


@dataclass(frozen=True)
class Masks:
    """Everything that is written. `sealed` names the properties of each kind of fact with words."""

    rights: Rights
    masks: Sequence[Mask]
    sections: Named
    own: Named
    only: Mapping[str, Mapping[str, list[str]]]
    sealed: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, rights: Rights, file: Path = Path(__file__).parent / "masks.toml") -> "Masks":
        written = tomllib.loads(file.read_text(encoding="utf-8"))
        sealed = json.loads((files(documents) / "sealed.json").read_text(encoding="utf-8"))
        return cls(
            rights,
            [mask(code, row) for code, row in written["mask"].items()],
            sections(written["section"]),
            written["own"],
            written["only"],
            {kind: frozenset(names) for kind, names in sealed.items()},
        )

    @staticmethod
    def bind(column: str) -> bool:
        """Whether anything can be kept back from a role."""
        return column != WHOLE


def sections(written: Mapping[str, Mapping[str, str]]) -> Named:
    """The parts of each operation's answer, by what they are of."""
    return {
        operation: {name: code for name, code in parts.items() if name != OPERATIONS}
        for parts in written.values()
        for operation in parts[OPERATIONS]
    }


def mask(code: str, row: Mapping[str, str | int | list[str]]) -> Mask:
    told = {name: row[name] for name in ("beside", "unless_own", "below") if name in row}
    columns = row["from"]
    if not isinstance(columns, list):
        raise TypeError(code)
    return Mask(code, re.compile(str(row["properties"])), frozenset(columns), **told)  # type: ignore[arg-type]
