"""What is required of a way out (R8)."""

from datetime import date

from services.intervention_ladder.definitions import UNDER_ASSESSMENT, LadderDefinition
from services.intervention_ladder.exit_plan import events
from services.intervention_ladder.rules import Judged, Judgements, Read, of_the_day, while_it_runs
from services.intervention_ladder.state import Ladder


def of_plan(
    said: events.ExitPlanRecorded,
    ladder: Ladder,
    definition: LadderDefinition,
    today: date,
) -> Judgements:
    """A way out is planned while the measure runs, to a step, on a day to come."""
    yield from of_the_day(ladder, said.recorded_on, today)
    yield while_it_runs(ladder.measure(said.measure_id), said.recorded_on)
    yield from of_exit(definition, said.next_step, said.target_on, said.recorded_on)


def of_activation(
    plan: events.ExitPlanRecorded, ladder: Ladder, day: date, today: date
) -> Judgements:
    """A way out that was planned is begun once, while the measure runs."""
    yield from of_the_day(ladder, day, today)
    yield while_it_runs(ladder.measure(plan.measure_id), day)
    planned = (Read("ExitPlanRecorded", plan.id, plan.recorded_on),)
    yield Judged("exit-planned-before-it-begins", plan.recorded_on <= day, planned)
    begun = ladder.one(events.ExitPlanActivated, plan.id)
    read = (Read("ExitPlanActivated", plan.id, begun.activated_on),) if begun else ()
    yield Judged("exit-begins-once", begun is None, read)


def of_exit(definition: LadderDefinition, next_step: str, target_on: date, day: date) -> Judgements:
    """A way out leads to a step of the ladder, or off it, on a day to come."""
    known = next_step == UNDER_ASSESSMENT.code or definition.step(next_step) is not None
    yield Judged("step-on-ladder", known)
    yield Judged("exit-target-after-start", target_on > day)
