"""What is required of screenings, targeted assessments, and additions to an investigation."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.case.assessment import commands
from services.case.rules import number, of_any_fact
from services.case.state import Case, Investigation, TargetedAssessment
from shared.calendar import add_months
from shared.contracts.case import regime_on


def of_screening(
    screening: commands.RecordStatutoryScreening, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, screening.screened_on, today)
    if regime_on(screening.screened_on) != "BL":
        yield "screening-from-barnets-lov"
    if screening.honour_related_conflict and not screening.risk_assessment_done:
        yield "risk-assessed-first"


def of_targeted_start(
    start: commands.StartTargetedAssessment, case: Case, today: date
) -> Iterator[str]:
    yield from of_any_fact(case, start.started_on, today)
    if regime_on(start.started_on) != "BL":
        yield "targeted-assessment-from-barnets-lov"


def of_targeted_completion(
    completion: commands.CompleteTargetedAssessment,
    begun: TargetedAssessment,
    case: Case,
    today: date,
) -> Iterator[str]:
    yield from of_any_fact(case, completion.completed_on, today)
    if begun.completed_on is not None:
        yield "targeted-assessment-completed-once"
    if completion.completed_on < begun.started_on:
        yield "assessed-after-start"


def of_preliminary(
    assessment: commands.MakePreliminaryAssessment, begun: Investigation, case: Case, today: date
) -> Iterator[str]:
    day = assessment.made_on
    yield from within_investigation(begun, day, case, today)
    due = add_months(begun.aware_on, number("investigation_months", day))
    if day < due - timedelta(days=number("preliminary_days", day)):
        yield "preliminary-when-time-runs-out"


def within_investigation(begun: Investigation, day: date, case: Case, today: date) -> Iterator[str]:
    """What is required of everything that is added to an investigation while it runs."""
    yield from of_any_fact(case, day, today)
    if day < begun.started_on:
        yield "assessed-after-start"
    if begun.completed_on is not None and begun.completed_on < day:
        yield "investigation-under-way"
