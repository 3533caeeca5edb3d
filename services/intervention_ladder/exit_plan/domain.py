"""What follows from planning a way out, and from beginning it."""

from collections.abc import Sequence
from typing import Any

from services.intervention_ladder.definitions import LadderDefinition
from services.intervention_ladder.exit_plan import commands, events, rules
from services.intervention_ladder.rules import demand
from services.intervention_ladder.state import Ladder
from shared.calendar import day_of
from shared.decider import Asked, Unknown
from shared.sealing import Sealed

Facts = Sequence[events.ExitPlanEvent]


def evolve(ladder: Ladder, fact: events.ExitPlanEvent) -> Ladder:
    return ladder.with_(fact)


def what_follows(
    asked: Asked[Any],
    command: commands.ExitPlanCommand,
    ladder: Ladder,
    definition: LadderDefinition,
) -> Facts:
    match command:
        case commands.RecordExitPlan():
            return planned(asked, command, ladder, definition)
        case commands.ActivateExitPlan(activated_on=day):
            plan = ladder.one(events.ExitPlanRecorded, asked.of)
            if plan is None:
                raise Unknown
            demand(day, rules.of_activation(plan, ladder, day, day_of(asked.at)))
            begun = events.ExitPlanActivated(
                id=plan.id, measure_id=plan.measure_id, activated_on=day
            )
            return [begun]


def planned(
    asked: Asked[Any],
    plan: commands.RecordExitPlan,
    ladder: Ladder,
    definition: LadderDefinition,
) -> Facts:
    if asked.of is None or ladder.measure(asked.of) is None:
        raise Unknown
    fact = events.ExitPlanRecorded(
        id=asked.id,
        measure_id=asked.of,
        recorded_on=plan.recorded_on,
        target_on=plan.target_on,
        next_step=plan.next_step,
        how=Sealed(plan.how),
    )
    demand(plan.recorded_on, rules.of_plan(fact, ladder, definition, day_of(asked.at)))
    return [fact]
