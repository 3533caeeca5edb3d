"""D21: what the chair decided alone goes to the committee. D22: and carries for so long only."""

from collections.abc import Iterator

from services.followup.heard.facts import DecisionHeard
from services.followup.obligation.reckoning import Trigger
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known, decided, first, first_step
from services.followup.owed.met_by import MET_BY

LONGER = ("ProvisionalDecisionConsidered", "ProvisionalDecisionExtended")


def owed(known: Known) -> Iterator[Obligation]:
    for each in known.decisions():
        if each.provisional:
            considered = first_step(known.steps(MET_BY["D21"], each.id), each.decided_on)
            duty = Duty(rule="D21", subject=each.id)
            yield from known.owed(duty, decided(each), considered, known.closed)
            yield from of_lapse(known, each)


def of_lapse(known: Known, decision: DecisionHeard) -> Iterator[Obligation]:
    """Before it lapses there is another decision, or nothing that rests on it any more."""
    set_by = [step for step in known.steps(LONGER, decision.id) if step.until]
    if not set_by:
        return
    latest = max(set_by, key=lambda step: step.until or step.on)
    since = Trigger(fact=latest.fact, id=decision.id, on=latest.on, until=latest.until)
    duty = Duty(rule="D22", subject=decision.id)
    yield from known.owed(duty, since, carried_on(known, decision), known.closed)


def carried_on(known: Known, decision: DecisionHeard) -> Trigger | None:
    """The next decision on what it granted, or the end of all that rests on it."""
    found = [
        decided(each)
        for each in known.decisions()
        if not each.provisional
        and each.decided_on >= decision.decided_on
        and {*each.measure_types} & {*decision.measure_types}
    ]
    resting = [each for each in known.measures() if each.decision_id == decision.id]
    ends = [(known.state.ended_on(each), each.id) for each in resting]
    if ends and all(on for on, _ in ends):
        last_on, last = max((on, id) for on, id in ends if on)  # noqa: A001 - its name everywhere
        found.append(Trigger(fact="MeasureEnded", id=last, on=last_on))
    return first(found)
