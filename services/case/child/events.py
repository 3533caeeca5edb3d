"""What has happened to a child's case as such. Days are in Europe/Copenhagen, ends exclusive."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.case import PersonKind, Sex
from shared.departures import Departure
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    """A child's case was opened. `aware_on`: when the municipality learned of a possible need.

    `corrected`: this is how it should have been said; who has the case now is another matter.
    """

    id: UUID
    opened_on: date
    aware_on: date
    unit: str
    caseworker: str
    notifications: tuple[UUID, ...]
    reasons: tuple[str, ...]
    corrected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildIdentified:
    """Who the child is was recorded; it replaces what was recorded before."""

    id: UUID
    name: Sealed
    cpr: Sealed | None
    born_on: date
    sex: Sex
    address: Sealed | None
    departures: tuple[Departure, ...]
    edition: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdded:
    """Somebody around the child; a `custodian` holds parental responsibility from `valid_from`.

    `person_kind`: of the private or of the professional network. `case_id`: a sibling's own case.
    """

    id: UUID
    relation: str
    custodian: bool
    name: Sealed
    cpr: Sealed | None
    contact: Sealed | None
    valid_from: date
    person_kind: PersonKind = "private"
    address: Sealed | None = None
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkMapped:
    """The child's family and network were mapped: who is there, and can kin take part? Rule R4."""

    id: UUID
    mapped_on: date
    persons_count: int
    kin_available: bool
    findings: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMerged:
    """The case was about the same child as another, which goes on alone: the `survivor`."""

    id: UUID
    merged_on: date
    survivor: UUID
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildExpected:
    """The case is about a child that is not born yet; its mother is on the case. SEL §50; BL §24.

    `expected_on` is the day it is due.
    """

    id: UUID
    party_id: UUID
    expected_on: date


ChildEvent = CaseOpened | ChildIdentified | ChildExpected | PersonAdded | NetworkMapped | CaseMerged
