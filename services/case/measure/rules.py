"""What is required of the measures in a case. Whether one may start is the ladder's to judge."""

from collections.abc import Iterator
from datetime import date

from services.case.measure.events import MeasureHeard
from services.case.state import Case


def of_measures(day: date, case: Case) -> Iterator[str]:
    """No measure runs on the day that a case ends, or later."""
    if any(each.runs_from(day) for each in case.measures):
        yield "measures-ended-before-closing"


def carried(measure: MeasureHeard, case: Case) -> bool:
    """Whether the decision that a measure started on, if any, is there and grants it."""
    decision = case.decision(measure.decision_id)
    return measure.decision_id is None or (
        decision is not None
        and decision.kind == "grant"
        and measure.measure_type in decision.measure_types
    )
