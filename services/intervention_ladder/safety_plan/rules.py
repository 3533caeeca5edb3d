"""What is required of a safety plan."""

from datetime import date

from services.intervention_ladder.rules import Judged, Judgements, Read, of_the_day
from services.intervention_ladder.safety_plan import commands, events
from services.intervention_ladder.state import Ladder


def of_plan(said: commands.ActivateSafetyPlan, ladder: Ladder, today: date) -> Judgements:
    """It is looked at again, and goes with measures that run."""
    yield from of_the_day(ladder, said.started_on, today)
    yield Judged("safety-plan-looked-at-again", said.started_on < said.review_on)
    if said.measure_ids:
        running = {each.id for each in ladder.running(said.started_on)}
        yield Judged("measure-runs", running.issuperset(said.measure_ids))


def of_review(
    plan: events.SafetyPlanActivated, ladder: Ladder, on: date, again_on: date, today: date
) -> Judgements:
    yield from of_the_day(ladder, on, today)
    yield in_force(plan, ladder, on)
    yield Judged("safety-plan-looked-at-again", on < again_on)


def of_end(plan: events.SafetyPlanActivated, ladder: Ladder, on: date, today: date) -> Judgements:
    yield from of_the_day(ladder, on, today)
    yield in_force(plan, ladder, on)
    yield Judged("safety-plan-in-force", plan.started_on < on)


def in_force(plan: events.SafetyPlanActivated, ladder: Ladder, day: date) -> Judged:
    end = ladder.one(events.SafetyPlanEnded, plan.id)
    holds = plan.started_on <= day and (end is None or day < end.ended_on)
    read = (Read("SafetyPlanActivated", plan.id, plan.started_on),)
    return Judged("safety-plan-in-force", holds and end is None, read)
