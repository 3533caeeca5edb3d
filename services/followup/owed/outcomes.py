"""What a follow-up asks for: when a measure does not work, something else is started."""

from collections.abc import Iterator

from services.followup.heard.facts import MeasureHeard
from services.followup.meeting.events import MeetingHeld
from services.followup.obligation.reckoning import Trigger
from services.followup.obligation.state import Obligation
from services.followup.owed.follow_ups import duty_of
from services.followup.owed.known import Known, first, trigger
from services.followup.owed.met_by import CHANGES
from services.followup.review.events import FollowUpHeld

RULE = "something-else-started"


def owed(known: Known) -> Iterator[Obligation]:
    """Only a change meets it, or a continuation that is reasoned; until then it stands once."""
    for measure in known.measures():
        met_until: Trigger | None = None
        open_still = False
        for found in failing(known, measure):
            if open_still or (met_until and found.on <= met_until.on):
                continue
            met_until = changed(known, measure, found)
            open_still = met_until is None
            duty = duty_of(RULE, measure, measure.regime)
            yield from known.owed(duty, found, met_until, known.closed)


def failing(known: Known, measure: MeasureHeard) -> list[Trigger]:
    """The follow-ups that found a measure not to work, in order."""
    held: list[FollowUpHeld | MeetingHeld]
    held = [*known.state.all(FollowUpHeld), *known.state.all(MeetingHeld)]
    found = [
        Trigger(fact=type(each).__name__, id=each.id, on=each.held_on)
        for each in held
        if any(one.measure_id == measure.id and one.works is False for one in each.outcomes)
    ]
    return sorted(found, key=lambda each: (each.on, each.id))


def changed(known: Known, measure: MeasureHeard, since: Trigger) -> Trigger | None:
    """The first change from that day on: an end, an adjustment, another place; or reasons."""
    found = [trigger(step) for step in known.steps(CHANGES, measure.id)]
    if ended_on := known.state.ended_on(measure):
        found.append(Trigger(fact="MeasureEnded", id=measure.id, on=ended_on))
    return first(found, since.on)
