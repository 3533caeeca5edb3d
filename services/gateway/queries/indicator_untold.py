"""A figure as those read it who read of everybody: without what would give small numbers away.

What is small itself is left out at the door, which says so in `Withheld` (`masks.toml`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isclose
from typing import TypeVar

from services.gateway.indicators.asked import Period
from services.gateway.indicators.definition import Definition
from services.gateway.labels import label
from services.gateway.queries.indicator_views import Figure, FigureGroup, FigureInTime
from services.gateway.untold.tables import FEW, SMALL, Cell, Line, undivided, unseen

OF_THINGS = {"count", "children", "per-month", "per-year"}  # the part counts, and measures nothing
Days = tuple[date, date]
NOTHING = Cell(0)
Told = TypeVar("Told", bound=Figure)


@dataclass(frozen=True)
class Apart:
    """A figure told apart by step, and by measure type within each: types are of steps."""

    steps: Sequence[FigureGroup]
    types: Sequence[FigureGroup]


def as_told(
    definition: Definition,
    figures: Sequence[FigureInTime],
    wholes: Sequence[Period],
    apart: Sequence[Apart | None],
) -> list[FigureInTime]:
    """What is told of a figure in some periods; the last of them are `wholes`, and not asked for.

    Periods that come to one of these are told beside it: if not now, then by another question.
    `apart` is of each figure, where types are told apart.
    """
    cells = {days_of(each): cell(definition, each) for each in figures}
    lines = [Line({days: each}, NOTHING) for days, each in cells.items()]
    lines += [line for each in wholes for line in coming_to(definition, figures, each, wholes)]
    gone = unseen(lines)
    bare = undivided(lines, gone)
    asked = figures[: len(figures) - len(wholes)]
    return [
        divided(definition, each, types, bare=days_of(each) in bare)
        for each, types in zip(asked, apart, strict=False)
        if not left_out(each, hidden=days_of(each) in gone)
    ]


def coming_to(
    definition: Definition,
    figures: Sequence[FigureInTime],
    whole: Period,
    wholes: Sequence[Period],
) -> Iterator[Line[Days]]:
    """The periods of which a time is made up, when what they come to is what it comes to."""
    found = {days_of(each): each for each in figures}
    together = found[whole.since, whole.until]
    others = {(each.since, each.until) for each in wholes}
    parts = {
        days: each
        for days, each in found.items()
        if whole.since <= each.since and each.until <= whole.until and days not in others
    }
    if sum((until - since for since, until in parts), timedelta()) != whole.until - whole.since:
        return
    for name in ("part", "whole"):
        added = sum(getattr(each, name) or 0 for each in parts.values())
        if not isclose(added, getattr(together, name) or 0, abs_tol=1e-6):
            return
    yield Line(
        {days: cell(definition, each) for days, each in parts.items()}, cell(definition, together)
    )


def divided(
    definition: Definition, figure: FigureInTime, apart: Apart | None, *, bare: bool
) -> FigureInTime:
    """A figure with those of its groups that are told, and what is told of each."""
    cells = {key(each): cell(definition, each) for each in figure.groups}
    line = Line(cells, cell(definition, figure))
    gone, without, lines = beneath(definition, line, apart)
    hidden = unseen(lines, gone)
    parts = undivided(lines, [*hidden, *without, *(cells if bare else ())])
    groups = [
        withheld(each) if key(each) in parts else each
        for each in figure.groups
        if not left_out(each, hidden=key(each) in hidden)
    ]
    told = figure.model_copy(update={"groups": groups})
    return withheld(told) if bare else told


def beneath(
    definition: Definition, line: Line[str], apart: Apart | None
) -> tuple[list[str], list[str], list[Line[str]]]:
    """Measure types beneath a step that is not told, or whose part is not; and those of others."""
    if apart is None:
        return [], [], [line]
    steps = {key(each): cell(definition, each) for each in apart.steps}
    gone = unseen([Line(steps, line.together)])
    bare = undivided([Line(steps, line.together)], gone)
    types: Mapping[str, list[str]] = defaultdict(list)
    for each in apart.types:
        if each.step and each.measure_type:
            types[each.step.code].append(each.measure_type.code)
    lines = [
        Line({code: line.cells[code] for code in types[step]}, together)
        for step, together in steps.items()
        if step not in gone
    ]
    return codes_of(types, gone), codes_of(types, bare), [line, *lines]


def codes_of(types: Mapping[str, list[str]], steps: frozenset[str]) -> list[str]:
    return [code for step in sorted(steps) for code in types[step]]


def cell(definition: Definition, figure: Figure) -> Cell:
    """How many children a figure is about, and which part of how many things it counts."""
    part = figure.part or 0
    if definition.statistic == "share":
        return Cell(figure.children, part, figure.whole or 0)
    if definition.unit in OF_THINGS and definition.statistic in {"sum", "ratio"}:
        return Cell(figure.children, part, part)
    return Cell(figure.children)


def left_out(figure: Figure, *, hidden: bool) -> bool:
    """Whether it is kept back here; a small one is at the door."""
    return hidden and not figure.children < FEW


def withheld(figure: Told) -> Told:
    why = label("withheld", SMALL)
    return figure.model_copy(update={"value": None, "part": None, "withheld": why})


def days_of(figure: FigureInTime) -> Days:
    return figure.since, figure.until


def key(group: FigureGroup) -> str:
    """What a group is of; of measure types within steps, the type."""
    apart = (group.measure_type, group.unit, group.age_band, group.sex, group.step, group.regime)
    return next(each.code for each in apart if each)
