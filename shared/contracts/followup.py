"""Published by follow-up: what is due, why, and what became of it; meetings and follow-ups held."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from shared.contracts import FeedItem, Published


class Due(Published):
    """When an obligation is due, and how that day was found.

    `statutory_on` and `local_on` are the two layers' own days; `due_on` is the earlier and binds.
    `due_at` is a moment (UTC) for terms counted in hours.
    """

    statutory_on: date | None
    local_on: date | None
    due_on: date
    due_at: datetime | None
    basis: Literal["statutory", "local"]
    adjustment: str | None = None


class ObligationArose(Published):
    """Something is due: under which rule and edition, because of which fact.

    `satisfied_by` are the kinds of facts that meet it. One that `lapses` is never overdue.
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


class ObligationMoved(Published):
    id: UUID
    due: Due


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


class MeetingPlanned(Published):
    id: UUID
    meeting_kind: str
    planned_at: datetime


class MeetingHeld(Published):
    id: UUID
    meeting_kind: str
    held_on: date
    private_participants: int
    professional_participants: int
    child_part: str
    fulfils_review: bool


class FollowUpHeld(Published):
    id: UUID
    held_on: date
    measure_ids: tuple[UUID, ...]
    outcome: str
    child_heard: bool


class FollowUpCorrected(Published):
    """The day on which a follow-up was held had been recorded wrongly; this is the right one."""

    id: UUID
    held_on: date


FollowUpPublished = (
    ObligationArose | ObligationMoved | ObligationMet | ObligationLapsed | ObligationReopened
    | ObligationOverdue | MeetingPlanned | MeetingHeld | FollowUpHeld | FollowUpCorrected
)  # fmt: skip

KINDS: dict[str, type[FollowUpPublished]] = {
    kind.__name__: kind for kind in FollowUpPublished.__args__
}


def read(item: FeedItem) -> FollowUpPublished | None:
    """Read a feed item, or None when it is news that this consumer is too old to know."""
    kind = KINDS.get(item.kind)
    return kind.model_validate(item.data) if kind else None
