"""D25: a breach of personal data is reported to the supervisory authority within 72 hours."""

from collections.abc import Iterator

from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known, first_step, trigger
from services.followup.owed.met_by import MET_BY


def owed(known: Known) -> Iterator[Obligation]:
    for step in known.state.taken("BreachDiscovered"):
        answer = first_step(known.steps(MET_BY["D25"], step.of))
        yield from known.owed(Duty(rule="D25", subject=step.of), trigger(step), answer)
