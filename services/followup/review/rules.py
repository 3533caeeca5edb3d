"""What follow-ups and schedules must meet."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from services.followup.review import commands
from services.followup.rules import of_measures, of_the_day
from services.followup.state import State


def of_follow_up(asked: commands.HoldFollowUp, state: State, today: date) -> Iterator[str]:
    """Everything that stands in the way of recording a follow-up."""
    yield from of_the_day(asked.held_on, state, today)
    yield from of_measures(asked.measure_ids, asked.held_on, state)
    if asked.child_view is None and asked.child_not_heard_reason is None:
        yield "child-heard-or-reason"
    if not {each.measure_id for each in asked.outcomes} <= {*asked.measure_ids}:
        yield "outcome-of-a-covered-measure"


def of_correction(
    asked: commands.CorrectFollowUp, measure_ids: Sequence[UUID], state: State, today: date
) -> Iterator[str]:
    """A corrected day meets what the day first recorded had to meet."""
    yield from of_the_day(asked.held_on, state, today)
    yield from of_measures(measure_ids, asked.held_on, state)


def of_schedule(asked: commands.DecideFollowUpSchedule, state: State, today: date) -> Iterator[str]:
    day = asked.decided_on
    yield from of_the_day(day, state, today)
    yield from of_measures(asked.measure_ids, day, state)
    said = (asked.every_weeks is not None, asked.every_months is not None, bool(asked.dates))
    if sum(said) != 1:
        yield "schedule-has-one-form"
    if any(each <= day for each in asked.dates):
        yield "schedule-lies-ahead"
    if asked.told_child_on is None or asked.told_custodians_on is None:
        yield "schedule-reasons-told"
