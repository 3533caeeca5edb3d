"""Who was in charge of a case, and when it ended. Days are in Europe/Copenhagen, ends exclusive."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.departures import Departure
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseworkerAssigned:
    """A unit and a caseworker took charge of the case, from this day."""

    id: UUID
    assigned_on: date
    unit: str
    caseworker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed:
    """The case was closed; `closed_on` is the first day without it."""

    id: UUID
    closed_on: date
    reason: str
    departures: tuple[Departure, ...] = ()
    edition: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened:
    """A closed case was opened again, from this day, for a reason or because of new worries."""

    id: UUID
    reopened_on: date
    notifications: tuple[UUID, ...]
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverProposed:
    """A unit asked another to take over the case (sagsoverdragelse). No charge changes yet."""

    id: UUID
    proposed_on: date
    from_unit: str
    to_unit: str
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAccepted:
    """The receiving unit took over. The family was met, or it is said why not. RSL §4."""

    id: UUID
    accepted_on: date
    meeting_held_on: date | None
    without_meeting: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRefused:
    """The receiving unit did not take over, and said why."""

    id: UUID
    refused_on: date
    reason: Sealed


ChargeEvent = (
    CaseworkerAssigned | CaseClosed | CaseReopened | HandoverProposed | HandoverAccepted
    | HandoverRefused
)  # fmt: skip
