"""Published by follow-up: what is due, why, and what became of it; meetings and follow-ups held."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from shared.contracts import FeedItem, Published, meeting, review

NoWorkingDay = Literal["saturday", "sunday", "holiday", "closed_day"]
Stage = Literal["before", "after"]


class Due(Published):
    """When an obligation is due, and how that day was found.

    `statutory_on` and `local_on` are the two layers' own days; `due_on` is the earlier and binds.
    `due_at` is a moment (UTC) for terms counted in hours. `falls_on` warns that the day is no
    working day: it is kept all the same.
    """

    statutory_on: date | None
    local_on: date | None
    due_on: date
    due_at: datetime | None
    basis: Literal["statutory", "local"]
    adjustment: str | None = None
    falls_on: NoWorkingDay | None = None


class ObligationArose(Published):
    """Something is due: under which rule and edition, because of which fact.

    `satisfied_by` are the kinds of facts that meet it. One that `lapses` is never overdue. `unit`
    was in charge when it arose.
    """

    id: UUID
    rule: str
    edition: date
    da: str
    en: str
    source: str
    subject: UUID
    trigger: str
    trigger_id: UUID
    trigger_on: date
    due: Due
    satisfied_by: tuple[str, ...] = ()
    lapses: bool = False
    unit: str | None = None


class ObligationMoved(Published):
    """It is due on another day, or rests on something else; what is `None` has not changed.

    A follow-up can come to be due because an assessment ended, and no more because of its start.
    """

    id: UUID
    due: Due
    edition: date | None = None
    da: str | None = None
    en: str | None = None
    source: str | None = None
    trigger: str | None = None
    trigger_id: UUID | None = None
    trigger_on: date | None = None


class ObligationMet(Published):
    id: UUID
    met_on: date
    met_at: datetime | None
    by: str
    by_id: UUID
    late: bool


class ObligationLapsed(Published):
    """Nothing is due any more, and why."""

    id: UUID
    lapsed_on: date
    reason: str


class ObligationReopened(Published):
    """A correction took away what had met it, or what had let it lapse."""

    id: UUID


class ObligationOverdue(Published):
    id: UUID
    noticed_at: datetime


class ObligationDeferred(Published):
    """It will be done later than it is due, for a reason on record. What is due does not move."""

    id: UUID
    deferred_on: date
    deferred_to: date


class ReminderDue(Published):
    """So many days are left until something is due."""

    id: UUID
    noticed_at: datetime
    rule: str
    due_on: date
    days: int


class ObligationEscalated(Published):
    """The unit's leader is to know of it: shortly before it is due, or when it is long overdue."""

    id: UUID
    noticed_at: datetime
    rule: str
    due_on: date
    stage: Stage


class MeetingPlanned(Published):
    """A meeting is planned. It may be meant to meet obligations; `place` is a code, no address."""

    id: UUID
    meeting_kind: str
    planned_at: datetime
    ends_at: datetime | None = None
    place: str | None = None
    invited_private: int = 0
    invited_professional: int = 0
    obligation_ids: tuple[UUID, ...] = ()
    sequence: int = 0


class MeasureOutcome(Published):
    """What a follow-up of one measure came to; `works` when anything was said of that."""

    measure_id: UUID
    outcome: str
    works: bool | None = None


class MeetingHeld(Published):
    """A meeting was held. With `fulfils_review` it followed `measure_ids` up."""

    id: UUID
    meeting_kind: str
    held_on: date
    private_participants: int
    professional_participants: int
    child_part: str
    fulfils_review: bool
    fulfils_network: bool = False
    measure_ids: tuple[UUID, ...] = ()
    outcomes: tuple[MeasureOutcome, ...] = ()
    goal_ids: tuple[UUID, ...] = ()
    concern_ids: tuple[UUID, ...] = ()
    agreements: tuple[meeting.Agreement, ...] = ()


class FollowUpHeld(Published):
    """Measures were followed up; each has an outcome, and `outcome` is that of them all."""

    id: UUID
    held_on: date
    measure_ids: tuple[UUID, ...]
    outcome: str
    child_heard: bool
    outcomes: tuple[MeasureOutcome, ...] = ()


class FollowUpCorrected(Published):
    """The day on which a follow-up was held had been recorded wrongly; this is the right one."""

    id: UUID
    held_on: date


FollowUpPublished = (
    ObligationArose | ObligationMoved | ObligationMet | ObligationLapsed
    | ObligationReopened | ObligationOverdue | ObligationDeferred | ReminderDue
    | ObligationEscalated | MeetingPlanned | MeetingHeld | FollowUpHeld | FollowUpCorrected
    | meeting.Told | review.Told
)  # fmt: skip

KINDS: dict[str, type[FollowUpPublished]] = {
    kind.__name__: kind for kind in FollowUpPublished.__args__
}


def read(item: FeedItem) -> FollowUpPublished | None:
    """Read a feed item, or None when it is news that this consumer is too old to know."""
    kind = KINDS.get(item.kind)
    return kind.model_validate(item.data) if kind else None
