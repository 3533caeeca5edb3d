"""What a move to a step would take: the deciding rules, run without deciding.

Explanation and decision cannot disagree, because they are the same code: a proposed move is put
together from what is known, and it is judged as a real one would be, facts read and all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.intervention_ladder.definitions import LadderDefinition, MeasureType, Named, Step
from services.intervention_ladder.measures import Measure
from services.intervention_ladder.move import commands
from services.intervention_ladder.move.rules import Proposed, judged
from services.intervention_ladder.news.events import DecisionHeard
from services.intervention_ladder.readings import SAFETY_PLAN
from services.intervention_ladder.rules import Finding, findings, number
from services.intervention_ladder.safety_plan.commands import ActivateSafetyPlan
from services.intervention_ladder.safety_plan.rules import of_plan
from services.intervention_ladder.state import Ladder
from shared.calendar import add_months

A_YEAR = timedelta(days=365)  # what a proposed measure would be planned for
A_MONTH = timedelta(days=28)  # until a proposed safety plan would be looked at
SAFE = Named(SAFETY_PLAN, "Sikkerhedsplan", "Safety plan")


@dataclass(frozen=True, slots=True)
class Option:
    """One way to a step: the measure it would be (none, to leave the ladder), and what it takes.

    `asked` is what would be asked: a move, and a safety plan where that is the step.
    """

    measure_type: MeasureType | Named | None
    decision_id: UUID | None
    ends: Sequence[Measure]
    asked: Sequence[commands.MakeMove | ActivateSafetyPlan]
    found: Sequence[Finding]

    @property
    def met(self) -> Sequence[Finding]:
        return [each for each in self.found if each.met]

    @property
    def unmet(self) -> Sequence[Finding]:
        return [each for each in self.found if not each.met and not each.rule.warns]

    @property
    def warnings(self) -> Sequence[Finding]:
        return [each for each in self.found if not each.met and each.rule.warns]


def options(
    ladder: Ladder, definition: LadderDefinition, target: Step | Named, day: date
) -> Iterator[Option]:
    """Every way to stand on a step from a day on, and what it would take."""
    if isinstance(target, Named):
        yield leaving(ladder, definition, day)
        return
    if target == definition.safety_step:
        yield kept_safe(ladder, definition, target, day)
    for kind in definition.measure_types:
        kept = kind.step_of_site and any(lives_on(each, target) for each in ladder.running(day))
        if kept or target.code in {kind.step.code, *kind.also_on}:
            yield option(ladder, definition, kind, target, day)


def leaving(ladder: Ladder, definition: LadderDefinition, day: date) -> Option:
    """What it would take to end everything that runs."""
    ends = ladder.running(day)
    return proposed(ladder, definition, ends, (), day)


def kept_safe(ladder: Ladder, definition: LadderDefinition, target: Step, day: date) -> Option:
    """What it would take to stand on a safety plan, where that is a step of its own."""
    plan = ActivateSafetyPlan(started_on=day, review_on=day + A_MONTH, plan="-")
    found = [*of_plan(plan, ladder, day)]
    ends = [each for each in ladder.running(day) if each.order > target.order]
    moves = [move_of(ends, (), day)] if ends else []
    for move in moves:
        found += judged(Proposed(move, ladder, definition, day))
    return Option(SAFE, None, ends, (*moves, plan), findings(day, found))


def option(
    ladder: Ladder,
    definition: LadderDefinition,
    kind: MeasureType,
    target: Step,
    day: date,
) -> Option:
    """What it would take to start this measure on a day, ending whatever stands in its way."""
    ends = [each for each in ladder.running(day) if gives_way(each, target)]
    decision = decision_for(ladder, kind, day)
    start = commands.Start(
        measure_type=kind.code,
        step=target.code,
        decision_id=decision if kind.needs_decision else None,
        planned_end_on=planned_end(ladder, kind, day),
    )
    return proposed(ladder, definition, ends, (start,), day)


def proposed(
    ladder: Ladder,
    definition: LadderDefinition,
    ends: Sequence[Measure],
    starts: Sequence[commands.Start],
    day: date,
) -> Option:
    move = move_of(ends, starts, day)
    found = findings(day, judged(Proposed(move, ladder, definition, day)))
    kind = definition.known_type(starts[0].measure_type) if starts else None
    return Option(kind, starts[0].decision_id if starts else None, ends, (move,), found)


def move_of(
    ends: Sequence[Measure], starts: Sequence[commands.Start], day: date
) -> commands.MakeMove:
    return commands.MakeMove(
        effective_on=day,
        ends=[commands.End(measure_id=each.id, reason="replaced") for each in ends],
        starts=[*starts],
        rationale="-",
    )


def lives_on(running: Measure, target: Step) -> bool:
    """Whether the child lives on the step, in a place that it can keep (aftercare)."""
    return running.placement and running.step == target.code


def gives_way(running: Measure, target: Step) -> bool:
    """A measure ends when the child is to stand lower, or to live somewhere else."""
    return running.order > target.order or (running.placement and target.placement)


def decision_for(ladder: Ladder, kind: MeasureType, day: date) -> UUID | None:
    """The newest grant that covers the measure, else the newest of all: its faults are told."""
    made = sorted(ladder.all(DecisionHeard), key=lambda each: each.decided_on)
    covering = [
        each
        for each in made
        if each.kind == "grant" and kind.decided_as in each.measure_types and each.decided_on <= day
    ]
    chosen = (covering or made)[-1:]
    return chosen[0].id if chosen else None


def planned_end(ladder: Ladder, kind: MeasureType, day: date) -> date:
    """A year ahead; in aftercare no later than it may last."""
    born_on = ladder.born_on
    if not kind.aftercare or born_on is None:
        return day + A_YEAR
    until = add_months(born_on, 12 * number("aftercare_until_years", day))
    return min(day + A_YEAR, max(until, day + timedelta(days=1)))
