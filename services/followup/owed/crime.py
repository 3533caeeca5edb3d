"""D26: a week after the police documented a serious offence, there is a plan or a network meets."""

from collections.abc import Iterator

from services.followup.meeting.events import MeetingHeld
from services.followup.obligation.reckoning import Trigger
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known, first, trigger
from services.followup.owed.met_by import PLAN


def owed(known: Known) -> Iterator[Obligation]:
    found = [trigger(step) for step in known.state.taken(PLAN)]
    found += [
        Trigger(fact="MeetingHeld", id=each.id, on=each.held_on)
        for each in known.state.all(MeetingHeld)
        if each.fulfils_network
    ]
    for step in known.state.taken("PoliceDocumentationReceived"):
        duty = Duty(rule="D26", subject=step.of)
        yield from known.owed(duty, trigger(step), first(found, step.on), known.closed)
