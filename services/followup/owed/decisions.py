"""The end of what a measure rests on: a consent taken back, or the time that was expected."""

from collections.abc import Iterator
from dataclasses import replace

from services.followup.heard.facts import DecisionHeard, MeasureHeard
from services.followup.heard.steps import StepHeard
from services.followup.obligation.reckoning import Trigger
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known, decided, first, trigger
from shared.calendar import add_months


def owed(known: Known) -> Iterator[Obligation]:
    yield from of_consents(known)
    yield from of_expected_time(known)


def of_consents(known: Known) -> Iterator[Obligation]:
    """A measure whose consent is withdrawn ends, or is decided on anew, the same day."""
    for step in known.state.taken("ConsentWithdrawn"):
        for measure in known.measures():
            if rested_on(step, measure) and ran_on(known, measure, step):
                duty = Duty(rule="consent-withdrawn", subject=measure.id)
                answer = first(settling(known, measure), step.on)
                yield from known.owed(duty, trigger(step), answer, known.closed)


def rested_on(consent: StepHeard, measure: MeasureHeard) -> bool:
    """Whether a measure rested on a consent: by its decision, or at least by its type."""
    if consent.decision_ids:
        return measure.decision_id in consent.decision_ids
    return measure.measure_type in consent.measure_types


def ran_on(known: Known, measure: MeasureHeard, consent: StepHeard) -> bool:
    ended_on = known.state.ended_on(measure)
    return measure.started_on <= consent.on and (ended_on is None or consent.on <= ended_on)


def settling(known: Known, measure: MeasureHeard) -> Iterator[Trigger]:
    """A measure's end, and the other decisions about its type."""
    for each in known.decisions():
        if each.id != measure.decision_id and measure.measure_type in each.measure_types:
            yield decided(each)
    if ended_on := known.state.ended_on(measure):
        yield Trigger(fact="MeasureEnded", id=measure.id, on=ended_on)


def of_expected_time(known: Known) -> Iterator[Obligation]:
    """When a measure has run as long as its decision expected, it is decided on anew, or ends."""
    for measure in known.measures():
        for decision in carrying(known, measure):
            if decision.expected_months:
                since = max(decision.decided_on, measure.started_on)
                until = add_months(since, decision.expected_months)
                set_by = replace(decided(decision), until=until, because="expected-duration")
                later = [each for each in settling(known, measure) if each.id != decision.id]
                answer = first(later, since)
                duty = Duty(rule="decision-renewed", subject=measure.id)
                yield from known.owed(duty, set_by, answer, known.closed)


def carrying(known: Known, measure: MeasureHeard) -> Iterator[DecisionHeard]:
    """The decision that a measure was started on, and those that have carried it on since."""
    for each in known.decisions():
        later = measure.started_on < each.decided_on and known.state.runs_on(
            measure, each.decided_on
        )
        covers = each.grants and measure.measure_type in each.measure_types
        if each.id == measure.decision_id or (covers and later):
            yield each
