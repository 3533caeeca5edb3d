"""D09: hear the parties. And the conversation with the child that had to wait (D08)."""

from collections.abc import Iterator

from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known, first_step, trigger
from services.followup.owed.met_by import MET_BY

REPLIED = "replied"


def owed(known: Known) -> Iterator[Obligation]:
    for step in known.state.taken("PartyHearingHeld"):
        if step.code != REPLIED:
            replies = known.steps(MET_BY["D09"], step.of, step.party_id)
            answer = first_step((each for each in replies if each.code), step.on)
            duty = Duty(rule="D09", subject=step.of)
            yield from known.owed(duty, trigger(step), answer, known.closed)
    for step in known.state.taken("ChildConversationWaived"):
        rule = "child-heard-after"
        answer = first_step(known.steps(MET_BY[rule], step.of), step.on)
        duty = Duty(rule=rule, subject=step.of)
        yield from known.owed(duty, trigger(step), answer, known.closed)
