"""The ladder's numbers as those read them who read of everybody: nothing tells of a few children.

What is small itself is left out at the door, which says so in `Withheld` (`masks.toml`).
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from services.gateway.labels import label
from services.gateway.queries.ladder_views import (
    BoardGroup,
    BoardStep,
    FirstStepDown,
    FlowLink,
    StepTime,
)
from services.gateway.untold.tables import FEW, SMALL, Cell, Line, Untold, untold, untold_within

NOTHING = Cell(0)
SUMMED_FROM = (0, 3, 4)  # steps from which on there are sums: all, K01, those of K35
UNKNOWN_PARTS: Mapping[str, object] = {"withheld": label("withheld", SMALL)}
Apart = BoardGroup | FlowLink | StepTime | FirstStepDown
Row = TypeVar("Row", BoardStep, BoardGroup, FlowLink, StepTime, FirstStepDown)


def board_told(
    steps: Sequence[BoardStep], groups: Sequence[BoardGroup]
) -> tuple[list[BoardStep], list[BoardGroup]]:
    """Every child stands on one step; how many do in all, or from some step on, can be known.

    So can how many stand on a step that two ladders call by one code and different names.
    """
    cells = {on(each): Cell(each.children) for each in steps}
    upwards = [[each for each in steps if each.order >= lowest] for lowest in SUMMED_FROM]
    lines = [*upwards, *(list(of) for _, of in groupby(sorted(steps, key=code), code))]
    above = untold(
        [
            Line(
                {on(each): cells[on(each)] for each in of}, Cell(sum(each.children for each in of))
            )
            for of in lines
        ]
    )
    apart = {(on(each), group(each)): Cell(each.children) for each in groups}
    below = untold_within(above, cells, apart)
    return kept(steps, on, above), kept(groups, lambda each: (on(each), group(each)), below)


def links_told(links: Sequence[FlowLink], apart: Sequence[FlowLink]) -> list[FlowLink]:
    """Links, or `apart` if they are told so. Moves up and down are figures of their own (K38)."""
    cells = {way(each): moving(each) for each in links}
    by_kind = groupby(sorted(links, key=kind), kind)
    lines = [Line({way(each): cells[way(each)] for each in of}, NOTHING) for _, of in by_kind]
    above = untold(lines)
    gone = {"moves": None, "planned_returns": None, **UNKNOWN_PARTS}
    if not apart:
        return kept(links, way, above, gone)
    below = untold_within(above, cells, {(way(each), group(each)): moving(each) for each in apart})
    return kept(apart, lambda each: (way(each), group(each)), below, gone)


def times_told(steps: Sequence[StepTime], apart: Sequence[StepTime]) -> list[StepTime]:
    """Time on steps, or `apart`. How long stays lasted is of those alone that ended."""
    cells = {stood(each): ending(each) for each in steps}
    above = untold([Line({key: each}, NOTHING) for key, each in cells.items()])
    gone = {"ended_stays": None, "mean_days": None, **UNKNOWN_PARTS}
    if not apart:
        return kept(steps, stood, above, gone)
    below = untold_within(
        above, cells, {(stood(each), group(each)): ending(each) for each in apart}
    )
    return kept(apart, lambda each: (stood(each), group(each)), below, gone)


def downs_told(
    all_of_them: Sequence[FirstStepDown], apart: Sequence[FirstStepDown]
) -> list[FirstStepDown]:
    """First steps down, or `apart`."""
    together = Cell(sum(each.children for each in all_of_them))
    left_out = untold([Line({group(each): Cell(each.children) for each in apart}, together)])
    return kept(apart or all_of_them, group, left_out)


def kept(
    rows: Sequence[Row],
    key: Callable[[Row], Hashable],
    left_out: Untold[Any],
    gone: Mapping[str, object] = UNKNOWN_PARTS,
) -> list[Row]:
    """The rows that are told; of those whose part is not, without what is `gone`."""
    return [
        each.model_copy(update=gone) if key(each) in left_out.bare else each
        for each in rows
        if key(each) not in left_out.hidden or each.children < FEW
    ]


def moving(link: FlowLink) -> Cell:
    """Planned returns are a part of all that moved."""
    planned = link.planned_returns or 0
    return Cell(link.children, planned, planned + (link.moves or 0))


def ending(time: StepTime) -> Cell:
    """Stays that ended are a part of all stays."""
    return Cell(time.children, time.ended_stays or 0, time.stays)


def group(row: Apart) -> Hashable:
    """What a row is told apart by, if by anything."""
    return row.unit, row.age_band, row.sex


def on(row: BoardStep) -> Hashable:
    return row.step, row.order, row.band


def code(row: BoardStep) -> str:
    return row.step.code


def stood(row: StepTime) -> Hashable:
    return row.step, row.order, row.band


def way(link: FlowLink) -> Hashable:
    return link.source, link.source_order, link.target, link.target_order


def kind(link: FlowLink) -> str:
    return link.kind.code
