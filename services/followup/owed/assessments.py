"""D04: screen. D05: assess a matter. D06: investigate. D07: judge for now, when that takes long."""

from collections.abc import Iterator

from services.followup.heard.facts import CaseHeard, InvestigationHeard
from services.followup.obligation.events import ObligationMet
from services.followup.obligation.reckoning import Trigger
from services.followup.obligation.state import Obligation
from services.followup.obligation.terms import Duty
from services.followup.owed.known import Known, first, first_step, trigger
from services.followup.owed.met_by import MET_BY


def owed(known: Known) -> Iterator[Obligation]:
    yield from of_screening(known)
    yield from of_targeted_assessments(known)
    yield from of_investigations(known)


def of_screening(known: Known) -> Iterator[Obligation]:
    """D04: screen what is known already, unless an assessment begins without it."""
    for each in known.state.all(CaseHeard):
        aware = Trigger(fact="CaseOpened", id=each.id, on=each.aware_on)
        found = [trigger(step) for step in known.state.taken("StatutoryScreeningRecorded")]
        found += [trigger(step) for step in known.state.taken("TargetedAssessmentStarted")]
        found += [
            Trigger(fact="InvestigationStarted", id=begun.id, on=begun.started_on)
            for begun in known.state.all(InvestigationHeard)
        ]
        duty = Duty(rule="D04", subject=each.id)
        yield from known.owed(duty, aware, first(found, each.aware_on), known.closed)


def of_targeted_assessments(known: Known) -> Iterator[Obligation]:
    for step in known.state.taken("TargetedAssessmentStarted"):
        answer = first_step(known.steps(MET_BY["D05"], step.of), step.on)
        duty = Duty(rule="D05", subject=step.of)
        yield from known.owed(duty, trigger(step), answer, known.closed)


def of_investigations(known: Known) -> Iterator[Obligation]:
    """D06 counts from when the municipality became aware, whenever the investigation began."""
    for each in known.state.all(InvestigationHeard):
        duty = Duty(rule="D06", subject=each.id, regime=each.regime)
        aware = Trigger(fact="InvestigationStarted", id=each.id, on=each.aware_on)
        answer = first_step(known.steps(MET_BY["D06"], each.id))
        for investigating in known.owed(duty, aware, answer, known.closed):
            yield investigating
            yield from of_preliminary_assessment(known, each, investigating)


def of_preliminary_assessment(
    known: Known, investigation: InvestigationHeard, owed: Obligation
) -> Iterator[Obligation]:
    """D07: only when the four months are not kept, and by their last day."""
    made = first_step(known.steps(MET_BY["D07"], investigation.id))
    late = isinstance(owed.outcome, ObligationMet) and owed.outcome.late
    if made or late or known.passed(owed):
        duty = Duty(rule="D07", subject=investigation.id, regime=investigation.regime)
        exceeded = Trigger(fact="InvestigationStarted", id=investigation.id, on=owed.due.due_on)
        yield from known.owed(duty, exceeded, made, known.closed)
