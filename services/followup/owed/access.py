"""D23 and D24: answer who asks for access, as a party or under the data protection rules."""

from collections.abc import Iterator

from services.followup.heard.steps import StepHeard
from services.followup.obligation.reckoning import Counts
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known, first_step, marked, trigger
from services.followup.owed.met_by import MET_BY

DELAYED = {"delayed", "extended"}  # told why, and when to expect it: not yet answered
GDPR = "gdpr"


def owed(known: Known) -> Iterator[Obligation]:
    """A reasoned notice of delay answers nothing. Given in time, it is marked (D23) or extends."""
    for step in known.state.taken("AccessRequestReceived"):
        rule = "D24" if step.code == GDPR else "D23"
        told = known.steps(MET_BY[rule], step.of)
        answer = first_step((each for each in told if each.code not in DELAYED), step.on)
        duty = Duty(rule=rule, subject=step.of)
        for each in known.owed(duty, trigger(step), answer):
            if not delayed(told, each):
                yield each
            elif rule == "D23":
                yield marked(each, "delay-notified")
            else:
                longer = Counts.of("D24-extended", trigger(step))
                yield from known.owed(duty, trigger(step), answer, counts=longer)


def delayed(told: list[StepHeard], owed: Obligation) -> bool:
    """Whether notice of a delay was given in time."""
    notice = first_step(each for each in told if each.code in DELAYED)
    return notice is not None and notice.on <= owed.due.due_on
