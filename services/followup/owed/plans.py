"""D10 to D13: a plan after a decision, and a youth plan from sixteen."""

from collections.abc import Iterator

from services.followup.heard.facts import ChildHeard, DecisionHeard
from services.followup.heard.steps import StepHeard
from services.followup.obligation.reckoning import Trigger
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known, decided, first_step
from services.followup.owed.met_by import MET_BY, PLAN, POSITION

RULES = ("D10", "D11", "D12")
YOUTH, ADULT = 16, 18  # years
YOUTH_PLAN, CHILDS_PLAN = "youth_plan", "childs_plan"


def owed(known: Known) -> Iterator[Obligation]:
    """D10, D11, D12: a plan after a decision, unless there was one already."""
    for each in known.decisions():
        if not each.grants or approved(known, each):
            continue
        for rule in RULES:
            duty = Duty(
                rule=rule,
                subject=each.id,
                regime=each.regime,
                section=each.section,
                acute=each.acute,
            )
            answer = first_step(answering(known, each, MET_BY[rule]), each.decided_on)
            yield from known.owed(duty, decided(each), answer, known.closed)
    yield from of_youth(known)


def approved(known: Known, decision: DecisionHeard) -> bool:
    """Whether a plan was there on the day of a decision."""
    return any(plan.on <= decision.decided_on for plan in known.state.taken(PLAN))


def answering(known: Known, decision: DecisionHeard, facts: tuple[str, ...]) -> Iterator[StepHeard]:
    for fact in facts:
        for step in known.state.taken(fact):
            if step.of in {known.stream, decision.id}:
                yield step


def of_youth(known: Known) -> Iterator[Obligation]:
    """D13: a position on a youth plan, at a decision from sixteen or on the birthday itself."""
    taken = [*known.state.taken(PLAN), *known.state.taken(POSITION)]
    youth_plans = [step for step in taken if step.code == YOUTH_PLAN]
    answer = first_step(youth_plans)
    for child in known.state.all(ChildHeard):
        sixteen = known.reading.birthday(child.born_on, YOUTH)
        eighteen = known.reading.birthday(child.born_on, ADULT)
        turning = Trigger(fact="ChildIdentified", id=child.id, on=sixteen)
        plans = [step for step in known.state.taken(PLAN) if step.code == CHILDS_PLAN]
        if any(step.on <= sixteen for step in plans):
            duty = Duty(rule="D13", subject=child.id, regime="BL")
            yield from known.owed(duty, turning, answer, known.closed)
        for each in known.decisions():
            if each.grants and sixteen <= each.decided_on < eighteen:
                duty = Duty(rule="D13", subject=each.id, regime=each.regime)
                if not any(step.on <= each.decided_on for step in youth_plans):
                    yield from known.owed(duty, decided(each), answer, known.closed)
