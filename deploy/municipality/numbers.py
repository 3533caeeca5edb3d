"""The numbers that the municipality is made from, read from `profiles.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Share:
    """How a whole is divided. `row` is the row of the table of sources it stands in, if any."""

    of: Mapping[str, float]
    row: int | None
    measured: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """A size: children with measures during a year, and how many units they are spread over."""

    name: str
    children: int
    units: int


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


WRITTEN = read("profiles")
PROFILES: Mapping[str, Profile] = {
    name: Profile(name, row["children"], row["units"]) for name, row in WRITTEN["profile"].items()
}
SHARES: Mapping[str, Share] = {
    row["id"]: Share(row["of"], row.get("row"), row.get("measured", False))
    for row in WRITTEN["share"]
}
NUMBERS: Mapping[str, float] = {row["id"]: row["value"] for row in WRITTEN["number"]}
STEPS = (*SHARES["step"].of,)
PLACEMENTS = frozenset({"T4", "T5", "T6"})
