"""D27: who applies is answered within the time that the municipality has published."""

from collections.abc import Iterator

from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import (
    End,
    Known,
    decided,
    earliest,
    first,
    first_step,
    trigger,
)


def owed(known: Known) -> Iterator[Obligation]:
    for step in known.state.taken("ApplicationReceived"):
        answers = (decided(each) for each in known.decisions() if each.application_id == step.of)
        withdrawn = first_step(known.steps(("ApplicationWithdrawn",), step.of))
        end = End(withdrawn.on, "application_withdrawn") if withdrawn else None
        duty = Duty(rule="D27", subject=step.of, kind=step.code)
        yield from known.owed(duty, trigger(step), first(answers), earliest(known.closed, end))
