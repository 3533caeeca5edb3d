"""What has happened to meetings with family, network and professionals.

Every fact's `id` is the meeting's, but for agreements. `sequence` rises with every change that
those invited must hear of (RFC 5545). Days are in Europe/Copenhagen, moments in UTC.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.followup.review.events import MeasureOutcome
from shared.contracts.case import PersonKind
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody invited: of the private or the professional network, as what, and who.

    `party_id` is their id in the case when they are among the people around the child.
    """

    id: UUID
    person_kind: PersonKind
    role: str
    party_id: UUID | None
    name: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlanned:
    """A meeting is planned. `place` is a code that may stand in a calendar, `where` is words.

    `obligation_ids` are what it is meant to meet.
    """

    id: UUID
    meeting_kind: str
    planned_at: datetime
    ends_at: datetime | None
    place: str | None
    where: Sealed | None
    participants: tuple[Participant, ...]
    invited_private: int
    invited_professional: int
    obligation_ids: tuple[UUID, ...]
    agenda: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRescheduled:
    id: UUID
    planned_at: datetime
    ends_at: datetime | None
    place: str | None
    reason: Sealed | None
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCancelled:
    id: UUID
    cancelled_on: date
    reason_code: str
    reason: Sealed | None
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRecorded:
    """Who of those invited came, and who came besides; what is recorded last holds."""

    id: UUID
    attended: tuple[UUID, ...]
    joined: tuple[Participant, ...]
    private_participants: int
    professional_participants: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Something agreed: what, who does it (as a code, and their id in the case), and by when."""

    id: UUID
    owner: str
    party_id: UUID | None
    due_on: date | None
    what: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHeld:
    """A meeting was held. `measure_ids` are those it followed up: none unless `fulfils_review`.

    `fulfils_network`: family and network met. `concern_ids` are the worries that it answered.
    """

    id: UUID
    meeting_kind: str
    held_on: date
    private_participants: int
    professional_participants: int
    child_part: str
    child_view: Sealed | None
    fulfils_review: bool
    fulfils_network: bool
    measure_ids: tuple[UUID, ...]
    outcomes: tuple[MeasureOutcome, ...]
    goal_ids: tuple[UUID, ...]
    goal_status: Sealed | None
    concern_ids: tuple[UUID, ...]
    agreements: tuple[Agreement, ...]
    minutes: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSettled:
    """What was agreed was done, or dropped; the id is the agreement's."""

    id: UUID
    settled_on: date
    outcome: str
    words: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkDeclined:
    """The child or its family did not want others to take part; who said so, and why."""

    id: UUID
    declined_on: date
    declined_by: str
    reasons: Sealed | None


MeetingEvent = (
    MeetingPlanned
    | MeetingRescheduled
    | MeetingCancelled
    | AttendanceRecorded
    | MeetingHeld
    | AgreementSettled
    | NetworkDeclined
)
