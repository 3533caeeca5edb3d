"""The end of what a measure rests on: a consent taken back, a decision that is over, its time."""

from collections.abc import Iterator
from dataclasses import replace

from services.followup.heard.facts import DecisionHeard, MeasureHeard
from services.followup.heard.steps import StepHeard
from services.followup.obligation.reckoning import Trigger
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known, decided, first, trigger
from shared.calendar import add_months

REFUSED, ANNULLED = "refused", "annulled"


def owed(known: Known) -> Iterator[Obligation]:
    yield from of_consents(known)
    for measure in known.measures():
        for decision in carrying(known, measure):
            yield from of_expected_time(known, measure, decision)
            yield from of_its_end(known, measure, decision)


def of_consents(known: Known) -> Iterator[Obligation]:
    """A measure whose consent is withdrawn ends, or is decided on anew, the same day.

    Or the same party consents to it again.
    """
    for step in known.state.taken("ConsentWithdrawn"):
        for measure in known.measures():
            if rested_on(known, step, measure) and touched(known, measure, trigger(step)):
                duty = Duty(rule="consent-withdrawn", subject=measure.id)
                based = resting_on(known, measure, trigger(step))
                answers = [*settling(known, measure, based), *given_again(known, step, measure)]
                yield from known.owed(duty, trigger(step), first(answers, step.on), known.closed)


def rested_on(known: Known, consent: StepHeard, measure: MeasureHeard) -> bool:
    """Whether a measure rested on a consent: by its decision, or at least by its type."""
    if consent.decision_ids:
        decision = resting_on(known, measure, trigger(consent))
        return decision is not None and decision.id in consent.decision_ids
    return measure.named_in(consent.measure_types)


def given_again(known: Known, gone: StepHeard, measure: MeasureHeard) -> Iterator[Trigger]:
    for step in known.state.taken("ConsentGiven"):
        if step.party_id == gone.party_id and measure.named_in(step.measure_types):
            yield trigger(step)


def touched(known: Known, measure: MeasureHeard, by: Trigger) -> bool:
    """Whether something happened while a measure ran, or on the day it ended."""
    ended_on = known.state.ended_on(measure)
    return measure.started_on <= by.on and (ended_on is None or by.on <= ended_on)


def settling(known: Known, measure: MeasureHeard, based: DecisionHeard | None) -> Iterator[Trigger]:
    """A measure's end, and the decisions about its type but the one that it rests on."""
    for each in known.decisions():
        if each != based and measure.named_in(each.measure_types):
            yield decided(each)
    if ended_on := known.state.ended_on(measure):
        yield Trigger(fact="MeasureEnded", id=measure.id, on=ended_on)


def of_expected_time(
    known: Known, measure: MeasureHeard, decision: DecisionHeard
) -> Iterator[Obligation]:
    """When a measure has run as long as its decision expected, it is decided on anew, or ends."""
    if decision.expected_months:
        since = max(decision.decided_on, measure.started_on)
        until = add_months(since, decision.expected_months)
        set_by = replace(decided(decision), until=until, because="expected-duration")
        answer = first(settling(known, measure, decision), since)
        duty = Duty(rule="decision-renewed", subject=measure.id)
        yield from known.owed(duty, set_by, answer, known.closed)


def of_its_end(
    known: Known, measure: MeasureHeard, decision: DecisionHeard
) -> Iterator[Obligation]:
    """When the decision that a measure rests on is over, it is decided on anew, or ends."""
    for over in ends(known, measure, decision):
        if touched(known, measure, over) and resting_on(known, measure, over) == decision:
            later = (each for each in settling(known, measure, decision) if each.id != over.id)
            duty = Duty(rule="decision-ended", subject=measure.id)
            yield from known.owed(duty, over, first(later, over.on), known.closed)


def ends(known: Known, measure: MeasureHeard, decision: DecisionHeard) -> Iterator[Trigger]:
    """The committee refused it, the board annulled it, or another that grants less replaced it."""
    for step in known.steps(("ProvisionalDecisionConsidered",), decision.id):
        if step.code == REFUSED:
            yield trigger(step)
    for lodged in known.state.taken("AppealLodged"):
        if lodged.of == decision.id:
            settled = known.steps(("AppealDecided",), lodged.id)
            yield from (trigger(step) for step in settled if step.code == ANNULLED)
    for each in known.decisions():
        if each.replaces == decision.id and not grants(each, measure):
            yield decided(each)


def grants(decision: DecisionHeard, measure: MeasureHeard) -> bool:
    return decision.grants and measure.named_in(decision.measure_types)


def carrying(known: Known, measure: MeasureHeard) -> Iterator[DecisionHeard]:
    """The decision that a measure was started on, and those that have carried it on since."""
    for each in known.decisions():
        later = measure.started_on < each.decided_on and known.state.runs_on(
            measure, each.decided_on
        )
        if each.id == measure.decision_id or (grants(each, measure) and later):
            yield each


def resting_on(known: Known, measure: MeasureHeard, by: Trigger) -> DecisionHeard | None:
    """What a measure rested on when something happened: its own, or what carried it on before."""
    before = [
        each
        for each in carrying(known, measure)
        if each.decided_on < by.on or each.id == measure.decision_id
    ]
    return before[-1] if before else None
