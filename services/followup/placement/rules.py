"""What visits to placed children, and reports of placements, must meet."""

from collections.abc import Iterator
from datetime import date

from services.followup.heard.facts import MeasureHeard
from services.followup.placement import commands
from services.followup.rules import of_the_day
from services.followup.state import State


def of_visit(visit: commands.HoldSupervisionVisit, state: State, today: date) -> Iterator[str]:
    yield from of_the_day(visit.visited_on, state, today)
    if not any(
        each.placement and state.runs_on(each, visit.visited_on) for each in state.all(MeasureHeard)
    ):
        yield "child-placed"
    if not visit.with_conversation and visit.no_conversation_because is None:
        yield "conversation-or-reason"
    if visit.with_conversation and visit.staff_present:
        yield "conversation-without-staff"


def of_report(report: commands.ReportStatistics, state: State, today: date) -> Iterator[str]:
    if report.reported_on > today:
        yield "not-in-the-future"
    measure = state.one(MeasureHeard, report.measure_id)
    if measure is None or not measure.placement:
        yield "placement-known"
