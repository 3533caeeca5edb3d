"""Published by the case service about its record and its appeals: codes, days and ids."""

from datetime import date
from uuid import UUID

from shared.contracts import Published


class PartyHearingHeld(Published):
    """A party, or the child itself (`party_id` is `None`), was asked to comment."""

    id: UUID
    sent_on: date
    reply_due_on: date | None
    replied_on: date | None
    party_id: UUID | None


class NoteRecorded(Published):
    id: UUID
    happened_on: date
    kind: str


class DocumentFiled(Published):
    id: UUID
    filed_on: date
    document_kind: str


class DisclosureMade(Published):
    id: UUID
    disclosed_on: date
    legal_basis: str


class InformationCollected(Published):
    """Matters of the family were asked for elsewhere, on a legal basis. RSL §§11a, 11c; FVL §29."""

    id: UUID
    collected_on: date
    legal_basis: str


class AccessRequestReceived(Published):
    """A `party` has seven working days (FVL §16), `gdpr` one month (GDPR art. 12(3))."""

    id: UUID
    received_on: date
    by: str
    access_kind: str = "party"


class AccessRequestDecided(Published):
    """Answered, unless it was `delayed` (a party's) or `extended` by two months (`gdpr`)."""

    id: UUID
    decided_on: date
    outcome: str


class DecisionNotified(Published):
    id: UUID
    decision_id: UUID
    notified_on: date
    party_id: UUID | None
    appeal_notice: bool


class AppealLodged(Published):
    id: UUID
    decision_id: UUID
    lodged_on: date
    party_id: UUID | None


class AppealSuspended(Published):
    """The decision is not carried out until the appeal is settled."""

    id: UUID
    suspended_on: date
    granted_by: str


class AppealReconsidered(Published):
    id: UUID
    reconsidered_on: date
    outcome: str


class AppealForwarded(Published):
    id: UUID
    forwarded_on: date


class AppealDecided(Published):
    id: UUID
    decided_on: date
    outcome: str


Told = (
    PartyHearingHeld
    | NoteRecorded
    | DocumentFiled
    | DisclosureMade
    | AccessRequestReceived
    | AccessRequestDecided
    | DecisionNotified
    | AppealLodged
    | AppealSuspended
    | InformationCollected
    | AppealReconsidered
    | AppealForwarded
    | AppealDecided
)
