"""D01: assess the urgency of a worry. D02: acknowledge it. D03: tell a professional what came."""

from collections.abc import Iterator

from services.followup.heard.facts import NotificationHeard
from services.followup.obligation.reckoning import Trigger
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known, first_step
from services.followup.owed.met_by import MET_BY
from shared.calendar import day_of

CAME = ("NotificationActedOn", "NotificationDismissed")


def owed(known: Known) -> Iterator[Obligation]:
    """What is owed when somebody is worried: nobody is told who cannot be answered."""
    for each in known.state.all(NotificationHeard):
        at = each.received_at
        received = Trigger(fact="NotificationReceived", id=each.id, on=day_of(at), at=at)
        rules = ("D01", "D02") if each.answerable else ("D01",)
        for rule in rules:
            answer = first_step(known.steps(MET_BY[rule], each.id))
            yield from known.owed(Duty(rule=rule, subject=each.id), received, answer)
        came = first_step(known.steps(CAME, each.id))
        if came and each.professional and each.answerable:
            answer = first_step(known.steps(MET_BY["D03"], each.id))
            yield from known.owed(Duty(rule="D03", subject=each.id), came, answer)
