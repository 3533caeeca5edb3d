"""What follows from putting a safety plan in force, looking at it again, and ending it."""

from collections.abc import Sequence
from typing import Any

from services.intervention_ladder.definitions import LadderDefinition
from services.intervention_ladder.rules import demand
from services.intervention_ladder.safety_plan import commands, events, rules
from services.intervention_ladder.state import Ladder
from shared.calendar import day_of
from shared.decider import Asked, Unknown
from shared.sealing import Sealed

Facts = Sequence[events.SafetyPlanEvent]


def evolve(ladder: Ladder, fact: events.SafetyPlanEvent) -> Ladder:
    return ladder.with_(fact)


def what_follows(
    asked: Asked[Any],
    command: commands.SafetyPlanCommand,
    ladder: Ladder,
    definition: LadderDefinition,
) -> Facts:
    if isinstance(command, commands.ActivateSafetyPlan):
        return activated(asked, command, ladder, definition)
    plan = ladder.one(events.SafetyPlanActivated, asked.of)
    if plan is None:
        raise Unknown
    today = day_of(asked.at)
    match command:
        case commands.ReviewSafetyPlan(reviewed_on=day, review_on=again_on):
            demand(day, rules.of_review(plan, ladder, day, again_on, today))
            assessment = Sealed(command.assessment)
            return [
                events.SafetyPlanReviewed(
                    id=plan.id, reviewed_on=day, review_on=again_on, assessment=assessment
                )
            ]
        case commands.EndSafetyPlan(ended_on=day):
            demand(day, rules.of_end(plan, ladder, day, today))
            reasons = Sealed(command.reasons)
            return [events.SafetyPlanEnded(id=plan.id, ended_on=day, reasons=reasons)]


def activated(
    asked: Asked[Any],
    command: commands.ActivateSafetyPlan,
    ladder: Ladder,
    definition: LadderDefinition,
) -> Facts:
    demand(command.started_on, rules.of_plan(command, ladder, day_of(asked.at)))
    fact = events.SafetyPlanActivated(
        id=asked.id,
        started_on=command.started_on,
        review_on=command.review_on,
        definition=definition.name,
        plan=Sealed(command.plan),
        people=tuple(map(Sealed, command.people)),
        measure_ids=tuple(command.measure_ids),
    )
    return [fact]
