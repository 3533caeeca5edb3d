"""A child's way on the ladder: which step on which day, and the movements between steps.

Rule R1: on a day the child stands on the highest step of its running measures; an open case with
none stands on step 0, under assessment. Changes on one day are netted (R2) by that alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from services.intervention_ladder.definitions import (
    DEFINITIONS,
    UNDER_ASSESSMENT,
    Named,
    Step,
)
from services.intervention_ladder.events import Period
from services.intervention_ladder.state import Ladder

Kind = Literal["entry", "exit", "step_up", "step_down"]


@dataclass(frozen=True, slots=True)
class Movement:
    """From one step to another on a day; `size` is negative downwards.

    From step 0 is an entry and to step 0 an exit; neither counts as a movement up or down (R2).
    """

    on: date
    before: Period
    after: Period
    size: float
    kind: Kind

    @property
    def planned_return(self) -> bool:
        """To or from a stay that had been agreed: counted apart, and no failed homecoming (R7)."""
        return self.before.planned_return or self.after.planned_return


def way(ladder: Ladder) -> tuple[Period, ...]:
    """The whole way, from the day the case opened; the last period has no end while it is open."""
    if ladder.opened_on is None:
        return ()
    edges = {ladder.opened_on}
    for measure in ladder.measures:
        edges |= {measure.started_on, measure.ended_on or measure.started_on}
    days = sorted(day for day in edges if ladder.open_on(day))
    periods: list[Period] = []
    for day in days:
        here = standing(ladder, day)
        if periods and same(periods[-1], here):
            continue
        if periods:
            periods[-1] = replace(periods[-1], to_on=day)
        periods.append(here)
    if periods and ladder.closed_on is not None:
        periods[-1] = replace(periods[-1], to_on=ladder.closed_on)
    return tuple(periods)


def standing(ladder: Ladder, day: date) -> Period:
    """Where the child stands on a day, as a period that begins on it."""
    running = ladder.running(day)
    if not running:
        return Period(
            definition="", order=0.0, step="T0", band="assessment", from_on=day, to_on=None
        )
    top = max(running, key=lambda measure: measure.order)
    return Period(
        definition=top.definition,
        order=top.order,
        step=top.step,
        band=top.band,
        from_on=day,
        to_on=None,
        planned_return=top.under_return_option,
    )


def same(one: Period, other: Period) -> bool:
    """Whether two periods are one stretch on a step."""
    return (one.order, one.step, one.planned_return) == (
        other.order,
        other.step,
        other.planned_return,
    )


def movements(periods: Sequence[Period]) -> tuple[Movement, ...]:
    """Every change of step along a way."""
    return tuple(
        Movement(after.from_on, before, after, after.order - before.order, kind(before, after))
        for before, after in pairwise(periods)
    )


def kind(before: Period, after: Period) -> Kind:
    if before.order == 0:
        return "entry"
    if after.order == 0:
        return "exit"
    return "step_up" if after.order > before.order else "step_down"


def step_of(period: Period) -> Step | Named:
    """The step of a period, with its words; step 0 stands on no ladder."""
    if not period.definition:
        return UNDER_ASSESSMENT
    return DEFINITIONS[period.definition].known_step(period.step)
