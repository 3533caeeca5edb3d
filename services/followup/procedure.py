"""What the steps of the procedure call for: access, appeals, plans, consents, conversations. Pure.

Parties' rights outlive the case: a closed one is still answered for, and appealed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.followup import events
from services.followup.obligations import Obligation
from services.followup.owing import MET_BY, End, Owing, marked
from services.followup.state import State
from services.followup.steps import StepHeard
from services.followup.terms import Duty, Trigger

DELAYED = "delayed"  # told why, and when to expect the answer: not yet answered (FVL § 16, stk. 2)
UPHELD = "upheld"
PLAN_RULES = ("D10", "D11", "D12")
OF_THE_CASE = {  # what each of these steps starts, and lapses with the case
    "TargetedAssessmentStarted": "D05",
    "PartyHearingHeld": "D09",
    "ChildConversationWaived": "child-heard-after",
}
Answers = Mapping[tuple[str, UUID, UUID | None], list[StepHeard]]


def trigger(step: StepHeard) -> Trigger:
    return Trigger(fact=step.fact, id=step.id, on=step.on, until=step.until)


def first(found: Iterable[StepHeard], since: date) -> Trigger | None:
    """The earliest of some steps from a day on."""
    days = [each for each in found if each.on >= since]
    return trigger(min(days, key=lambda each: each.on)) if days else None


@dataclass(frozen=True, slots=True)
class Procedure:
    """One derivation: what is known, whose it is, the answers by what they answer, the end."""

    state: State
    owing: Owing
    answers: Answers
    closed: End | None

    @classmethod
    def of(cls, state: State, owing: Owing, closed: End | None) -> "Procedure":
        answers: dict[tuple[str, UUID, UUID | None], list[StepHeard]] = {}
        for steps in state.steps.values():
            for each in steps:
                answers.setdefault((each.fact, each.of, each.party_id), []).append(each)
        return cls(state, owing, answers, closed)

    def all(self) -> Iterator[Obligation]:
        yield from self.of_the_case()
        yield from self.of_access()
        yield from self.of_appeals()
        yield from self.of_committee()
        yield from self.of_plans()
        yield from self.of_consents()

    def taken(self, fact: str) -> Iterable[StepHeard]:
        return self.state.steps.get(fact, ())

    def answered(self, rule: str, step: StepHeard) -> Iterator[StepHeard]:
        """The steps that answer one: about the same thing, with the same party."""
        for fact in MET_BY[rule]:
            found = self.answers.get((fact, step.of, step.party_id), [])
            yield from (each for each in found if each.fact != step.fact or each.code)

    def of_the_case(self) -> Iterator[Obligation]:
        """D05, D09 and the conversation that a waiver put off."""
        for fact, rule in OF_THE_CASE.items():
            for step in self.taken(fact):
                if fact == "PartyHearingHeld" and step.code == "replied":
                    continue
                answer = first(self.answered(rule, step), step.on)
                duty = Duty(rule=rule, subject=step.of)
                yield from self.owing.owed(duty, trigger(step), answer, self.closed)

    def of_access(self) -> Iterator[Obligation]:
        """D23: answer. A reasoned notice of delay does not answer, and is marked as given."""
        for step in self.taken("AccessRequestReceived"):
            told = [*self.answered("D23", step)]
            answer = first((each for each in told if each.code != DELAYED), step.on)
            duty = Duty(rule="D23", subject=step.of)
            for owed in self.owing.owed(duty, trigger(step), answer):
                noticed = first((each for each in told if each.code == DELAYED), step.on)
                timely = noticed is not None and noticed.on <= owed.due.due_on
                yield marked(owed, "delay-notified") if timely else owed

    def of_appeals(self) -> Iterator[Obligation]:
        """D19: a party may appeal. D20: the decision is looked at again, then sent on if upheld."""
        for told in self.taken("DecisionNotified"):
            answer = first(self.answered("D19", told), told.on)
            yield from self.owing.owed(Duty(rule="D19", subject=told.of), trigger(told), answer)
        lodged = {each.id: each for each in self.taken("AppealLodged")}
        for each in lodged.values():
            appeal = StepHeard(id=each.id, fact=each.fact, of=each.id, on=each.on)
            again = [*self.answered("D20", appeal)]
            decided = first(self.answers.get(("AppealDecided", each.id, None), []), each.on)
            end = End(decided.on, "appeal_decided") if decided else None
            answer = first(again, each.on)
            yield from self.owing.owed(
                Duty(rule="D20", subject=each.id), trigger(each), answer, end
            )
            if any(one.code == UPHELD for one in again):
                answer = first(self.answered("D20-forwarding", appeal), each.on)
                duty = Duty(rule="D20-forwarding", subject=each.id)
                yield from self.owing.owed(duty, trigger(each), answer, end)

    def of_committee(self) -> Iterator[Obligation]:
        """D21: what the chair decided alone is laid before the committee."""
        for each in self.state.all(events.DecisionHeard):
            if each.provisional:
                made = Trigger(fact="DecisionMade", id=each.id, on=each.decided_on)
                [fact] = MET_BY["D21"]
                answer = first(self.answers.get((fact, each.id, None), []), each.decided_on)
                duty = Duty(rule="D21", subject=each.id)
                yield from self.owing.owed(duty, made, answer, self.closed)

    def of_plans(self) -> Iterator[Obligation]:
        """D10, D11, D12: a plan after a decision, unless there was one already."""
        approved = [*self.taken("PlanApproved")]
        for each in self.state.all(events.DecisionHeard):
            if any(plan.on <= each.decided_on for plan in approved):
                continue
            made = Trigger(fact="DecisionMade", id=each.id, on=each.decided_on)
            for rule in PLAN_RULES:
                answering = [
                    step
                    for fact in MET_BY[rule]
                    for step in self.taken(fact)
                    if step.of in {self.owing.stream, each.id}
                ]
                duty = Duty(
                    rule=rule,
                    subject=each.id,
                    regime=each.regime,
                    section=each.section,
                    acute=each.acute,
                )
                answer = first(answering, each.decided_on)
                yield from self.owing.owed(duty, made, answer, self.closed)

    def of_consents(self) -> Iterator[Obligation]:
        """A measure whose consent is withdrawn ends, or is decided on anew, the same day."""
        rule = "consent-withdrawn"
        for step in self.taken("ConsentWithdrawn"):
            for measure in self.state.all(events.MeasureHeard):
                of_it = measure.measure_type in step.measure_types
                ran = measure.started_on <= step.on <= (self.state.ended_on(measure) or date.max)
                if of_it and ran:
                    duty = Duty(rule=rule, subject=measure.id)
                    answer = self.settled(measure, step.on)
                    yield from self.owing.owed(duty, trigger(step), answer, self.closed)

    def settled(self, measure: events.MeasureHeard, since: date) -> Trigger | None:
        """A measure's end or the next decision about its type, whichever comes first."""
        found = [
            Trigger(fact="DecisionMade", id=each.id, on=each.decided_on)
            for each in self.state.all(events.DecisionHeard)
            if each.decided_on >= since
            and each.id != measure.decision_id
            and measure.measure_type in each.measure_types
        ]
        if ended_on := self.state.ended_on(measure):
            found.append(Trigger(fact="MeasureEnded", id=measure.id, on=ended_on))
        return min(found, key=lambda each: each.on, default=None)
