"""What happened when a family moved between municipalities. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyMoved:
    """We learned, on `reported_on`, that the family moves to another municipality on `moves_on`.

    `municipality` is the receiving municipality's code of three digits.
    """

    id: UUID
    reported_on: date
    moves_on: date
    municipality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntermunicipalNotificationSent:
    """The receiving municipality was notified, with an extract of the case. SEL §152; BL §132.

    `message_id` is the message's own: sent again, it is still the same notification.
    """

    id: UUID
    sent_on: date
    municipality: str
    message_id: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferAcknowledged:
    """The receiving municipality said that the notification has arrived."""

    id: UUID
    acknowledged_on: date
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityTransferred:
    """From `transferred_on` the receiving municipality is responsible. RSL §9.

    The family was met, or it is said why not.
    """

    id: UUID
    transferred_on: date
    municipality: str
    meeting_held_on: date | None
    without_meeting: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityReceived:
    """From `received_on` we are responsible, which `municipality` was before. RSL §9.

    Statistics Denmark is told of it by the one that hands over and by the one that takes over.
    """

    id: UUID
    received_on: date
    municipality: str


TransferEvent = (
    FamilyMoved
    | IntermunicipalNotificationSent
    | TransferAcknowledged
    | ResponsibilityTransferred
    | ResponsibilityReceived
)
