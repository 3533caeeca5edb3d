"""Whom something concerns: a person on the case, or the child itself."""

from uuid import UUID

from pydantic import Field

from shared.commands import Command


class OfOneParty(Command):
    """A command about one party: a person on the case (`partyId`), or the child (`child`)."""

    party_id: UUID | None = Field(default=None, description="A person on the case.")
    child: bool = Field(default=False, description="The child itself.", examples=[True])
