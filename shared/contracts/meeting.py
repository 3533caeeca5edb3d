"""Published by follow-up about meetings that are planned, moved or called off: codes, days, ids."""

from datetime import date, datetime
from uuid import UUID

from shared.contracts import Published


class Agreement(Published):
    """Something agreed at a meeting: who does it, as a code, and by when."""

    id: UUID
    owner: str
    due_on: date | None


class MeetingRescheduled(Published):
    """A meeting was moved; `sequence` rises with every change of it (RFC 5545)."""

    id: UUID
    planned_at: datetime
    ends_at: datetime | None
    place: str | None
    sequence: int


class MeetingCancelled(Published):
    """A meeting will not be held; the reason is a code."""

    id: UUID
    cancelled_on: date
    reason_code: str
    sequence: int


class AttendanceRecorded(Published):
    """Who of those invited came is known; here their numbers."""

    id: UUID
    private_participants: int
    professional_participants: int


class AgreementSettled(Published):
    """What was agreed was done, or was dropped."""

    id: UUID
    settled_on: date
    outcome: str


class NetworkDeclined(Published):
    """Family and network were not to take part; who said so, as a code."""

    id: UUID
    declined_on: date
    declined_by: str


Told = (
    MeetingRescheduled | MeetingCancelled | AttendanceRecorded | AgreementSettled | NetworkDeclined
)
