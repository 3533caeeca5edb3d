"""Published of the people around a child: codes, days and ids. No name and no address leaves."""

from datetime import date
from uuid import UUID

from shared.contracts import Published


class ChildExpected(Published):
    """The case is about a child that is not born yet; `party_id` is its mother."""

    id: UUID
    party_id: UUID
    expected_on: date


class PersonLeft(Published):
    """Somebody is no longer around the child; the id is the person's."""

    id: UUID
    left_on: date
    reason: str


class CustodyChanged(Published):
    """Whether a person holds custody in a period; what is said last of a day holds."""

    id: UUID
    party_id: UUID
    custodian: bool
    valid_from: date
    valid_to: date | None


class AddressProtectionChanged(Published):
    """Whether the address of a person, or of the child (`None`), is protected in a period."""

    id: UUID
    party_id: UUID | None
    address_protected: bool
    valid_from: date
    valid_to: date | None


class AddressChanged(Published):
    """The child, or people around it, moved; the municipality's code when it is another. D28."""

    id: UUID
    moved_on: date
    child: bool
    party_ids: tuple[UUID, ...]
    municipality: str | None


class AddressDisclosed(Published):
    """An address was shown, and the reason recorded."""

    id: UUID
    party_id: UUID | None


class CaseMerged(Published):
    """The case was a second one on the same child; the survivor goes on alone."""

    id: UUID
    merged_on: date
    survivor: UUID


Told = (
    ChildExpected
    | PersonLeft
    | CustodyChanged
    | AddressProtectionChanged
    | AddressChanged
    | AddressDisclosed
    | CaseMerged
)
