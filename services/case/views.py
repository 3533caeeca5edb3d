"""A case's people and its journal as clients see them. Words are opened; erased ones are null."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from services.case.application import Seen
from services.case.child.events import ChildIdentified
from services.case.masking import AddressMask
from services.case.people.state import Person
from services.case.rules import custodians_on
from shared.contracts.case import PersonKind, Sex
from shared.http.cursors import LONGEST
from shared.http.queries import RecordedFact
from shared.sealing import Cipher, Sealed
from shared.views import View

Standing = Literal["stands", "corrected", "retracted"]


class ChildView(View):
    """Who the child is."""

    name: str | None = Field(max_length=200, examples=["Freja Lind"])
    cpr: str | None = Field(max_length=10, examples=["6304001234"])
    born_on: date
    sex: Sex
    address: str | None = Field(max_length=200)
    address_protected: bool = Field(description="Then the address is null.")


class CustodyView(View):
    """What was said of a person's custody; what is said last of a day holds."""

    holds: bool
    valid_from: date
    valid_to: date | None = Field(description="The first day after it.")


class PersonView(View):
    """Somebody around the child on a day."""

    id: UUID
    relation: str = Field(max_length=64, examples=["mother"])
    kind: PersonKind = Field(description="Of the private or of the professional network.")
    custodian: bool = Field(description="Holds custody on the day.")
    custody: list[CustodyView] = Field(max_length=1000)
    name: str | None = Field(max_length=200, examples=["Mette Lind"])
    cpr: str | None = Field(max_length=10, examples=["7105751234"])
    contact: str | None = Field(max_length=20_000)
    address: str | None = Field(max_length=200)
    address_protected: bool = Field(description="Then the address is null.")
    case_id: UUID | None = Field(description="A sibling's own case.")
    valid_from: date
    valid_to: date | None = Field(description="The first day without them.")


class PeopleView(View):
    """The child and the people around it, as known at a moment."""

    case_id: UUID
    version: int
    merged_into: UUID | None = Field(description="The case that goes on in place of this one.")
    child: ChildView | None = Field(description="None until the child is identified.")
    people: list[PersonView] = Field(max_length=10_000)


class NamesWanted(View):
    """The cases of one page of results."""

    case_ids: list[UUID] = Field(max_length=200)


class Alike(View):
    """The other cases on a child with the same CPR number."""

    case_ids: list[UUID] = Field(max_length=1000)


class Names(View):
    """The children's names, and those of the people in each case by person; erased ones are null.

    A case that there is not, or whose child is not identified, has a null name.
    """

    names: dict[UUID, str | None]
    people: dict[UUID, dict[UUID, str | None]]


class Entry(RecordedFact):
    """One entry. When it was corrected or retracted, `correctionId` names what did so."""

    happened_on: date = Field(alias="happenedOn")
    standing: Standing
    correction_id: UUID | None = Field(alias="correctionId")


class Journal(BaseModel):
    """A page of the journal."""

    items: list[Entry] = Field(max_length=200)
    next_cursor: str | None = Field(alias="nextCursor", max_length=LONGEST)


def opened(words: Sealed | None, cipher: Cipher | None) -> str | None:
    """Words opened; none when their key is gone, even if they are still remembered."""
    return words.words(cipher) if words and cipher else None


def people_view(case_id: UUID, seen: Seen, on: date, mask: AddressMask) -> PeopleView:
    """Who is around the child on a day; addresses that are protected now are null."""
    case = seen.case
    return PeopleView(
        case_id=case_id,
        version=seen.version,
        merged_into=case.merged_into,
        child=case.identity and child_view(case.identity, seen, mask),
        people=[person_view(each, seen, on, mask) for each in case.people if each.around_on(on)],
    )


def child_view(identity: ChildIdentified, seen: Seen, mask: AddressMask) -> ChildView:
    return ChildView.of(
        identity,
        name=opened(identity.name, seen.cipher),
        cpr=opened(identity.cpr, seen.cipher),
        **home(None, seen, mask),
    )


def person_view(person: Person, seen: Seen, on: date, mask: AddressMask) -> PersonView:
    return PersonView.of(
        person,
        kind=person.person_kind,
        custodian=person in custodians_on(seen.case, on),
        name=opened(person.name, seen.cipher),
        cpr=opened(person.cpr, seen.cipher),
        contact=mask(opened(person.contact, seen.cipher)),
        **home(person.id, seen, mask),
    )


def home(party_id: UUID | None, seen: Seen, mask: AddressMask) -> dict[str, Any]:
    """The last address of a person, or of the child, unless it is protected now."""
    address = opened(seen.case.address_of(party_id), seen.cipher)
    shown = mask({"address": address, "address_protected": party_id in mask.protected})
    return dict(shown)


def names_view(case_ids: Sequence[UUID], seen: dict[UUID, Seen]) -> Names:
    return Names(
        names={each: child_name(seen.get(each)) for each in case_ids},
        people={
            case_id: {each.id: opened(each.name, one.cipher) for each in one.case.people}
            for case_id, one in seen.items()
        },
    )


def child_name(seen: Seen | None) -> str | None:
    identity = seen and seen.case.identity
    return opened(identity.name, seen.cipher) if seen and identity else None
