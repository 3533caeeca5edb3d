"""What may be asked about the people around a child."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from services.case.party import OfOneParty
from shared.commands import Command, Day, Name, Words

LeavingReason = Literal[
    "contact_ended", "task_ended", "moved_away", "deceased", "registered_in_error"
]

Municipality = Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$", max_length=3)]
"""A Danish municipality's code."""


class RecordLeaving(Command):
    """Record that somebody is no longer around the child; their custody ends with it."""

    left_on: Day = Field(description="The first day without them.", examples=["2016-03-01"])
    reason: LeavingReason = Field(examples=["deceased"])


class ChangeCustody(Command):
    """Say of a period whether a person holds parental responsibility; it corrects what was said."""

    custodian: bool = Field(description="Holds it, or does not.", examples=[True])
    valid_from: Day = Field(examples=["2015-06-01"])
    valid_to: Day | None = Field(
        default=None, description="The first day after it; until further notice without."
    )


class ChangeAddressProtection(OfOneParty):
    """Say of a period whether an address is protected; it corrects what was said before.

    While it is, nobody is shown the address, now or as it once was, unless they say why.
    """

    address_protected: bool = Field(default=True, examples=[True])
    valid_from: Day = Field(examples=["2016-02-01"])
    valid_to: Day | None = Field(
        default=None, description="The first day after it; until further notice without."
    )


class ChangeAddress(Command):
    """Record the address that the child, or people around it, have moved to."""

    moved_on: Day = Field(examples=["2016-02-01"])
    child: bool = Field(default=False, description="The child moved, too.", examples=[True])
    party_ids: list[UUID] = Field(default=[], max_length=50, description="Who else moved.")
    municipality: Municipality | None = Field(
        default=None, description="The code of the municipality moved to.", examples=["999"]
    )
    address: Name = Field(examples=["Havnegade 2, 9999 Strandby"])


class DiscloseAddress(OfOneParty):
    """Be shown an address, protected or not, for a reason that is put on record."""

    reason: Words = Field(examples=["To send her the decision; she is told that I looked."])


PeopleCommand = (
    RecordLeaving | ChangeCustody | ChangeAddressProtection | ChangeAddress | DiscloseAddress
)
