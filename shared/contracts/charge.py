"""Published by the case service about who is in charge, here or in another municipality."""

from datetime import date
from uuid import UUID

from shared.contracts import Published


class CaseworkerAssigned(Published):
    assigned_on: date
    unit: str
    caseworker: str


class CaseClosed(Published):
    closed_on: date
    reason: str


class CaseReopened(Published):
    """The case is open again; the worries that led to it belong to it."""

    reopened_on: date
    notifications: tuple[UUID, ...]


class HandoverProposed(Published):
    """A unit was asked to take over: until it answers, its leader may know of the case."""

    id: UUID
    proposed_on: date
    from_unit: str
    to_unit: str


class HandoverAccepted(Published):
    id: UUID
    accepted_on: date
    meeting_held_on: date | None


class HandoverRefused(Published):
    id: UUID
    refused_on: date


class FamilyMoved(Published):
    """The family moves to another municipality (a code of three digits)."""

    id: UUID
    reported_on: date
    moves_on: date
    municipality: str


class IntermunicipalNotificationSent(Published):
    id: UUID
    sent_on: date
    municipality: str


class TransferAcknowledged(Published):
    id: UUID
    acknowledged_on: date


class ResponsibilityTransferred(Published):
    id: UUID
    transferred_on: date
    municipality: str
    meeting_held_on: date | None


class ResponsibilityReceived(Published):
    """We are responsible, which another municipality was before."""

    id: UUID
    received_on: date
    municipality: str


Told = (
    CaseworkerAssigned
    | CaseClosed
    | CaseReopened
    | HandoverProposed
    | HandoverAccepted
    | HandoverRefused
    | FamilyMoved
    | IntermunicipalNotificationSent
    | TransferAcknowledged
    | ResponsibilityTransferred
    | ResponsibilityReceived
)
