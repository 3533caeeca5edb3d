"""A case's people and its journal as clients see them. Words are opened; erased ones are null."""

from collections.abc import Sequence
from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from services.case.application import Seen
from services.case.child.events import ChildIdentified, PersonAdded
from shared.contracts.case import Sex
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


class PersonView(View):
    """Somebody around the child."""

    id: UUID
    relation: str = Field(max_length=64, examples=["mother"])
    custodian: bool
    name: str | None = Field(max_length=200, examples=["Mette Lind"])
    cpr: str | None = Field(max_length=10, examples=["7105751234"])
    contact: str | None = Field(max_length=20_000)
    valid_from: date


class PeopleView(View):
    """The child and the people around it, as known at a moment."""

    case_id: UUID
    version: int
    child: ChildView | None = Field(description="None until the child is identified.")
    people: list[PersonView] = Field(max_length=10_000)


class NamesWanted(View):
    """The cases of one page of results."""

    case_ids: list[UUID] = Field(max_length=200)


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
    next_cursor: str | None = Field(alias="nextCursor", max_length=20)


def opened(words: Sealed | None, cipher: Cipher | None) -> str | None:
    """Words opened; none when their key is gone, even if they are still remembered."""
    return words.words(cipher) if words and cipher else None


def people_view(case_id: UUID, seen: Seen) -> PeopleView:
    identity = seen.case.identity
    return PeopleView(
        case_id=case_id,
        version=seen.version,
        child=identity and child_view(identity, seen.cipher),
        people=[person_view(each, seen.cipher) for each in seen.case.people],
    )


def child_view(identity: ChildIdentified, cipher: Cipher | None) -> ChildView:
    return ChildView.of(
        identity,
        name=opened(identity.name, cipher),
        cpr=opened(identity.cpr, cipher),
        address=opened(identity.address, cipher),
    )


def person_view(person: PersonAdded, cipher: Cipher | None) -> PersonView:
    return PersonView.of(
        person,
        name=opened(person.name, cipher),
        cpr=opened(person.cpr, cipher),
        contact=opened(person.contact, cipher),
    )


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
