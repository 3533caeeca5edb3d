"""What has happened to the people around a child. Days in Europe/Copenhagen, ends exclusive."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft:
    """Somebody is no longer around the child: `left_on` is the first day without them."""

    id: UUID
    left_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyChanged:
    """Whether a person holds parental responsibility (forældremyndighed), for a while or for good.

    What is said last of a day holds of it, so that a later fact corrects an earlier one.
    Forældreansvarsloven §§ 2-4.
    """

    id: UUID
    party_id: UUID
    custodian: bool
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressProtectionChanged:
    """Whether an address is protected (adressebeskyttelse) for a while. CPR-loven § 28.

    It is a person's, or the child's own when `party_id` is `None`. What is said last of a day
    holds.
    """

    id: UUID
    party_id: UUID | None
    address_protected: bool
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChanged:
    """The child, or people around it, have another address from this day. SEL § 152; BL § 132."""

    id: UUID
    moved_on: date
    child: bool
    party_ids: tuple[UUID, ...]
    municipality: str | None
    address: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressDisclosed:
    """An address that may be protected was shown to whoever recorded this, for the reason given."""

    id: UUID
    party_id: UUID | None
    reason: Sealed


PeopleEvent = (
    PersonLeft | CustodyChanged | AddressProtectionChanged | AddressChanged | AddressDisclosed
)
