"""A child's way on the ladder: which step on which day, and the movements between steps.

Rule R1: on a day the child stands on the highest step of its running measures; an open case with
none stands on step 0, under assessment. Changes on one day are netted (R2), and other help on the
same step is no movement (R3), by that alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from services.intervention_ladder.definitions import (
    DEFINITIONS,
    UNDER_ASSESSMENT,
    LadderDefinition,
    Named,
    Step,
)
from services.intervention_ladder.readings import SAFETY_PLAN, Running, Stretch

Kind = Literal["entry", "exit", "step_up", "step_down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The child stood on a step (its order, code and band) from one day until another."""

    definition: str
    order: float
    step: str
    band: str
    from_on: date
    to_on: date | None
    planned_return: bool = False


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


def periods(
    stretches: Sequence[Stretch], definition: LadderDefinition | None = None
) -> tuple[Period, ...]:
    """The way, by what each measure pinned or by one definition throughout."""
    read: list[Period] = []
    for stretch in stretches:
        here = standing(stretch, definition)
        if read and same(read[-1], here):
            read[-1] = replace(read[-1], to_on=here.to_on)
        else:
            read.append(here)
    return tuple(read)


def standing(stretch: Stretch, definition: LadderDefinition | None) -> Period:
    """Where the child stood while the same things ran."""
    stood = [(place, each) for each in stretch.running if (place := placed(each, definition))]
    if not stood:
        return Period(
            definition="",
            order=0.0,
            step=UNDER_ASSESSMENT.code,
            band="assessment",
            from_on=stretch.from_on,
            to_on=stretch.to_on,
        )
    (name, step), top = max(stood, key=lambda found: found[0][1].order)
    return Period(
        definition=name,
        order=step.order,
        step=step.code,
        band=step.band,
        from_on=stretch.from_on,
        to_on=stretch.to_on,
        planned_return=top.planned_return,
    )


def placed(running: Running, definition: LadderDefinition | None) -> tuple[str, Step] | None:
    """The step of something that runs: its own, or the one that a definition gives it."""
    if definition is None or definition.name == running.definition:
        own = DEFINITIONS[running.definition]
        return (own.name, own.known_step(running.step)) if running.step else None
    if running.measure_type == SAFETY_PLAN:
        step = definition.safety_step
        return (definition.name, step) if step else None
    return definition.name, elsewhere(running, definition)


def elsewhere(running: Running, definition: LadderDefinition) -> Step:
    """The step of a measure on another ladder than the one that it pinned.

    Where it stood on another step than is usual for its type it does so there, too, if it can.
    """
    kind = definition.known_type(running.measure_type)
    usual = DEFINITIONS[running.definition].known_type(running.measure_type).step.code
    free = kind.step_of_site or running.step in kind.also_on
    chosen = definition.step(running.step) if running.step != usual and free else None
    return chosen or kind.step


def same(one: Period, other: Period) -> bool:
    """Whether two periods are one stretch on a step."""
    return (one.order, one.step, one.planned_return) == (
        other.order,
        other.step,
        other.planned_return,
    )


def movements(read: Sequence[Period]) -> tuple[Movement, ...]:
    """Every change of step along a way."""
    return tuple(
        Movement(after.from_on, before, after, after.order - before.order, kind(before, after))
        for before, after in pairwise(read)
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
