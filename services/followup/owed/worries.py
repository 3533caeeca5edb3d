"""What is answered soon while measures run: a worry, and the day on which safety is looked at."""

from collections.abc import Iterator

from services.followup.concern.events import ConcernAnswered, ConcernRaised
from services.followup.meeting.events import MeetingHeld
from services.followup.obligation.reckoning import Counts, Trigger
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known, first, trigger
from services.followup.review.events import FollowUpHeld
from shared.calendar import day_of

RULE = "concern-answered"


def owed(known: Known) -> Iterator[Obligation]:
    yield from of_concerns(known)
    yield from of_safety_plans(known)


def of_concerns(known: Known) -> Iterator[Obligation]:
    """Within days, and within hours when it is pressing."""
    for each in known.state.all(ConcernRaised):
        at = each.raised_at
        raised = Trigger(fact="ConcernRaised", id=each.id, on=day_of(at), at=at)
        counts = Counts.of("concern-answered-pressing" if each.pressing else RULE, raised)
        duty = Duty(rule=RULE, subject=each.id)
        yield from known.owed(duty, raised, first(answers(known, each)), known.closed, counts)


def answers(known: Known, worry: ConcernRaised) -> Iterator[Trigger]:
    if answered := known.state.one(ConcernAnswered, worry.id):
        at = answered.answered_at
        yield Trigger(fact="ConcernAnswered", id=worry.id, on=day_of(at), at=at)
    for held in known.state.all(MeetingHeld):
        if worry.id in held.concern_ids:
            yield Trigger(fact="MeetingHeld", id=held.id, on=held.held_on)


def of_safety_plans(known: Known) -> Iterator[Obligation]:
    """A safety plan is looked at by the day that it set, and each look sets the next."""
    held: list[FollowUpHeld | MeetingHeld]
    held = [*known.state.all(FollowUpHeld), *known.state.all(MeetingHeld)]
    met = [Trigger(fact=type(each).__name__, id=each.id, on=each.held_on) for each in held]
    for begun in known.state.taken("SafetyPlanActivated"):
        looks = sorted(known.steps(("SafetyPlanReviewed",), begun.of), key=lambda each: each.on)
        ends = [trigger(step) for step in known.steps(("SafetyPlanEnded",), begun.of)]
        for place, step in enumerate([begun, *looks]):
            later = (each for each in (*met, *map(trigger, looks)) if each.on > step.on)
            nth = f":{place}" if place else ""
            duty = Duty(rule="safety-plan-reviewed", subject=step.of, nth=nth)
            answer = first((*later, *ends), step.on)
            yield from known.owed(duty, trigger(step), answer, known.closed)
