"""D28: the municipality that a family moves to is notified."""

from collections.abc import Iterator

from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known, first_step, trigger
from services.followup.owed.met_by import MET_BY


def owed(known: Known) -> Iterator[Obligation]:
    for step in known.state.taken("FamilyMoved"):
        answer = first_step(known.steps(MET_BY["D28"], step.of))
        duty = Duty(rule="D28", subject=step.of)
        yield from known.owed(duty, trigger(step), answer, known.closed)
