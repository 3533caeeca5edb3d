"""What meetings must meet."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from services.followup.concern.events import ConcernRaised
from services.followup.heard.facts import MeasureHeard
from services.followup.meeting import commands
from services.followup.meeting.events import (
    Agreement,
    AgreementSettled,
    MeetingCancelled,
    MeetingHeld,
    MeetingPlanned,
)
from services.followup.rules import of_measures, of_the_day
from services.followup.state import State


def of_plan(plan: commands.PlanMeeting, state: State, today: date) -> Iterator[str]:
    if not state.open_on(today):
        yield "case-open"
    yield from of_times(plan.planned_at, plan.ends_at)
    if any(each not in state.obligations for each in plan.obligation_ids):
        yield "obligation-known"


def of_times(planned_at: datetime, ends_at: datetime | None) -> Iterator[str]:
    if ends_at is not None and ends_at <= planned_at:
        yield "meeting-ends-after-start"


def of_standing(meeting: MeetingPlanned, state: State) -> Iterator[str]:
    """That a meeting is still to be held."""
    if state.one(MeetingHeld, meeting.id):
        yield "meeting-held-once"
    if state.one(MeetingCancelled, meeting.id):
        yield "meeting-not-cancelled"


def of_rescheduling(
    moved: commands.RescheduleMeeting, meeting: MeetingPlanned, state: State, today: date
) -> Iterator[str]:
    if not state.open_on(today):
        yield "case-open"
    yield from of_standing(meeting, state)
    yield from of_times(moved.planned_at, moved.ends_at)


def of_cancelling(
    cancelled: commands.CancelMeeting, meeting: MeetingPlanned, state: State, today: date
) -> Iterator[str]:
    if cancelled.cancelled_on > today:
        yield "not-in-the-future"
    yield from of_standing(meeting, state)


def of_attendance(
    attendance: commands.RecordAttendance, meeting: MeetingPlanned, state: State
) -> Iterator[str]:
    if state.one(MeetingCancelled, meeting.id):
        yield "meeting-not-cancelled"
    if not {*attendance.attended} <= {each.id for each in meeting.participants}:
        yield "participant-invited"


def of_minutes(
    asked: commands.RecordMinutes, meeting: MeetingPlanned, state: State, today: date
) -> Iterator[str]:
    """Everything that stands in the way of recording that a meeting was held."""
    yield from of_the_day(asked.held_on, state, today)
    yield from of_standing(meeting, state)
    yield from of_measures(asked.measure_ids, asked.held_on, state)
    covered = reviewed(asked, state)
    if not {each.measure_id for each in asked.outcomes} <= {*covered}:
        yield "outcome-of-a-covered-measure"
    if any(state.one(ConcernRaised, each) is None for each in asked.concern_ids):
        yield "concern-known"
    if asked.fulfils_review:
        yield from of_review(asked, covered)


def of_review(asked: commands.RecordMinutes, covered: Sequence[UUID]) -> Iterator[str]:
    if asked.child_view is None:
        yield "review-has-childs-view"
    if asked.goal_status is None:
        yield "review-has-goal-status"
    if not covered:
        yield "review-covers-a-measure"


def reviewed(asked: commands.RecordMinutes, state: State) -> Sequence[UUID]:
    """The measures that a meeting reviews: those it names, or all that rest on a decision."""
    if not asked.fulfils_review:
        return ()
    running = [each for each in state.all(MeasureHeard) if state.runs_on(each, asked.held_on)]
    return asked.measure_ids or [each.id for each in running if each.decision_id]


def of_settlement(
    settled: commands.SettleAgreement, agreement: Agreement, state: State, today: date
) -> Iterator[str]:
    if settled.settled_on > today:
        yield "not-in-the-future"
    if state.one(AgreementSettled, agreement.id):
        yield "agreement-settled-once"
