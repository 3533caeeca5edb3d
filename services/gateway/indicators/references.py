"""What figures are set against that is counted elsewhere: as the municipality says it, by day.

A file (`GATEWAY_REFERENCES`) of rows like these. With `unit` it is of a unit's district.

    [[reference]]
    of = "children"          # or "enrolled": children enrolled in day care
    on = 2024-01-01
    number = 21450
    source = "Danmarks Statistik, FOLK1A"
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Of = Literal["children", "enrolled"]


class Reference(BaseModel):
    """How many there were on a day, in the municipality or a unit's district, and who says so."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: Of
    on: date
    number: int = Field(gt=0)
    source: str = Field(min_length=1, max_length=300)
    unit: str | None = None


class Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    reference: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class References:
    """Everything that is said, oldest first."""

    rows: Sequence[Reference] = ()

    @classmethod
    def read(cls, file: Path | None) -> "References":
        """What a municipality has written; nothing without a file.

        Raises:
            ValueError: when a row says something unknown, or two rows say the same.
        """
        if file is None:
            return cls()
        rows = Written.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).reference
        if len({(each.of, each.on, each.unit) for each in rows}) < len(rows):
            raise ValueError(f"{file.name}: the same is said twice")
        return cls(sorted(rows, key=lambda each: each.on))

    def on(self, of: Of, day: date, unit: str | None) -> Reference | None:
        """What was counted last by a day."""
        said = [each for each in self.rows if (each.of, each.unit) == (of, unit) and each.on <= day]
        return said[-1] if said else None
