"""Published by follow-up about schedules, supervision visits and worries answered: no words."""

from datetime import date, datetime
from uuid import UUID

from shared.contracts import Published


class FollowUpScheduleDecided(Published):
    """How often these measures are followed up, or on which days, in this case. BL § 95, stk. 3.

    One of `every_weeks`, `every_months` and `dates` is set.
    """

    id: UUID
    decided_on: date
    measure_ids: tuple[UUID, ...]
    every_weeks: int | None
    every_months: int | None
    dates: tuple[date, ...]


class SupervisionVisitHeld(Published):
    """The child was visited where it is placed (personrettet tilsyn). SEL § 148; BL § 156."""

    id: UUID
    visited_on: date
    with_conversation: bool
    staff_present: bool
    no_conversation_because: str | None


class ConcernRaised(Published):
    """Somebody was worried while the case was running; who, as a code."""

    id: UUID
    raised_at: datetime
    raised_by: str
    pressing: bool


class ConcernAnswered(Published):
    """A worry was answered, by a meeting perhaps; the id is the worry's."""

    id: UUID
    answered_at: datetime
    answer: str
    meeting_id: UUID | None


class StatisticsReported(Published):
    """What happened to a placement was reported to Statistics Denmark."""

    id: UUID
    measure_id: UUID
    event: str
    reported_on: date


class RecordRetracted(Published):
    """Something of follow-up's had been recorded that never happened: it counts no more."""

    id: UUID
    record_kind: str
    record_id: UUID


Told = (
    FollowUpScheduleDecided
    | SupervisionVisitHeld
    | ConcernRaised
    | ConcernAnswered
    | StatisticsReported
    | RecordRetracted
)
