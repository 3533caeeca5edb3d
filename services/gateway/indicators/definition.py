"""The figures as they are defined: data, read once and checked, in `definitions/`."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from inspect import signature
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from services.gateway.indicators.populations import BY_NAME
from services.gateway.indicators.references import Of
from services.gateway.indicators.rows import Population

FOLDER = Path(__file__).parent / "definitions"
HUNDRED = 100
Statistic = Literal["share", "mean", "ratio", "sum", "median", "none"]
Unit = Literal[
    "percent", "percent-points", "count", "children", "years", "months", "days", "per-month",
    "per-year", "full-years", "dkk",
]  # fmt: skip
Direction = Literal["rising", "falling", "none"]
Usual = Literal["month", "quarter", "half-year", "year", "school-year"]
GoalKind = Literal["target", "baseline"]


class Row(BaseModel):
    """What is written is complete and says nothing unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Row):
    da: str
    en: str


class Goal(Row):
    """A value to reach, or a value from which one began; from a day on, if there is one.

    `compared` says that it is the change since a baseline, in percent or by that much.
    """

    value: float
    kind: GoalKind
    source: str
    from_on: date | None = None
    compared: Literal["percent", "by"] | None = None


class Definition(Row):
    """A figure: what is counted (part) of what (whole), how, and where it is heading.

    `share`: a hundred times part by whole. `mean` and `ratio`: part by whole. `sum`: part.
    `median`: the middle part. `none`: it is counted elsewhere, as `needs` says. `against` is what
    its value can be set against, when the municipality says how many that are.
    """

    code: str
    da: str
    en: str
    statistic: Statistic
    unit: Unit
    direction: Direction
    period: Usual
    source: str
    part: Words | None = None
    whole: Words | None = None
    population: str | None = None
    only: Mapping[str, Any] = {}
    needs: Words | None = None
    against: Of | None = None
    targets: tuple[Goal, ...] = ()
    version: int = 1

    @property
    def rows(self) -> Population | None:
        """Which rows it adds up; None when it is counted elsewhere."""
        return BY_NAME[self.population] if self.population else None


@cache
def definitions() -> Mapping[str, Definition]:
    """Every figure by its code, in order.

    Raises:
        ValueError: when a definition says something unknown.
    """
    found = {
        code: checked(Definition(code=code, **row))
        for file in sorted(FOLDER.glob("*.toml"))
        for code, row in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }
    return dict(sorted(found.items(), key=lambda each: in_order(each[0])))


def checked(definition: Definition) -> Definition:
    if (population := definition.rows) and "only" not in signature(population).parameters:
        try:
            signature(population).bind(None, **definition.only)
        except TypeError as error:
            raise ValueError(f"{definition.code}: {error}") from error
    return definition


def in_order(code: str) -> tuple[int, int, str]:
    """K9 before K10, K55.2 before K55.10."""
    first, _, second = code[1:].partition(".")
    return number(first), number(second), code


def number(written: str) -> int:
    return int("".join(each for each in written if each.isdigit()) or 0)
