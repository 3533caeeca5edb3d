"""What was agreed at a meeting, and the municipality or another professional is to do."""

from collections.abc import Iterator
from dataclasses import replace

from services.followup.meeting.events import AgreementSettled, MeetingHeld
from services.followup.obligation.reckoning import Trigger
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known

OURS = ("caseworker", "professional")
RULE = "agreement-kept"


def owed(known: Known) -> Iterator[Obligation]:
    """What the family and its network took upon themselves is nobody's obligation here."""
    for held in known.state.all(MeetingHeld):
        since = Trigger(fact="MeetingHeld", id=held.id, on=held.held_on, because="set-by-agreement")
        for each in held.agreements:
            if each.due_on and each.owner in OURS:
                settled = known.state.one(AgreementSettled, each.id)
                answer = (
                    Trigger(fact="AgreementSettled", id=each.id, on=settled.settled_on)
                    if settled
                    else None
                )
                duty = Duty(rule=RULE, subject=each.id)
                until = replace(since, until=each.due_on)
                yield from known.owed(duty, until, answer, known.closed)
