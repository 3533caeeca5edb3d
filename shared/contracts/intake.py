"""Published by the case service about what came in and starts a term: codes, days and ids."""

from datetime import date, datetime
from uuid import UUID

from shared.contracts import Published


class ApplicationReceived(Published):
    """Somebody applied for something. RSL §3(2). A decision answers it by `application_id`."""

    id: UUID
    received_on: date
    application_kind: str
    party_id: UUID | None = None


class ApplicationWithdrawn(Published):
    id: UUID
    withdrawn_on: date


class PoliceDocumentationReceived(Published):
    """Serious crime was documented by the police. SEL §57c; BL §127."""

    id: UUID
    received_on: date
    offence_class: str = "other"


class BreachDiscovered(Published):
    """Personal data were breached. GDPR art. 33. Reported, or judged harmless, it is settled."""

    id: UUID
    discovered_at: datetime
    breach_kind: str = "confidentiality"


class BreachReported(Published):
    id: UUID
    reported_at: datetime


class BreachNotReported(Published):
    """It was judged that nobody is at risk."""

    id: UUID
    judged_at: datetime


class BreachDisclosed(Published):
    id: UUID
    breach_id: UUID
    party_id: UUID | None
    told_on: date


class ErasureRequestReceived(Published):
    """GDPR art. 17; to be answered within a month (art. 12(3))."""

    id: UUID
    received_on: date


class ErasureRequestDecided(Published):
    id: UUID
    decided_on: date
    outcome: str


Told = (
    ApplicationReceived
    | ApplicationWithdrawn
    | PoliceDocumentationReceived
    | BreachDiscovered
    | BreachReported
    | BreachNotReported
    | BreachDisclosed
    | ErasureRequestReceived
    | ErasureRequestDecided
)
