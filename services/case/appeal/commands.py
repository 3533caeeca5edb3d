"""What may be asked once a decision is made."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.case.party import OfOneParty
from shared.commands import Command, Day, Words

ReconsiderationOutcome = Literal["upheld", "changed", "withdrawn"]
Granting = Literal["authority", "appeals_board"]
AppealOutcome = Literal["confirmed", "changed", "annulled", "remitted"]


class NotifyDecision(OfOneParty):
    """Record that a party was told of a decision; the time to appeal runs from `notifiedOn`."""

    notified_on: Day = Field(examples=["2016-01-07"])
    appeal_notice: bool = Field(description="How to appeal was said, too.", examples=[True])


class LodgeAppeal(OfOneParty):
    """Record a party's appeal against a decision, on the day it was received."""

    decision_id: UUID = Field(description="The decision appealed against.")
    lodged_on: Day = Field(examples=["2016-01-20"])
    words: Words = Field(examples=["I want her to live with my sister from the start."])


class ReconsiderAppeal(Command):
    """Record that the authority has looked at its decision again, and what came of it."""

    reconsidered_on: Day = Field(examples=["2016-02-03"])
    outcome: ReconsiderationOutcome = Field(examples=["upheld"])
    words: Words = Field(examples=["Nothing new has come to light."])


class SuspendDecision(Command):
    """Record that the decision is not carried out until the appeal is settled, and who said so."""

    suspended_on: Day = Field(examples=["2016-01-25"])
    granted_by: Granting = Field(examples=["authority"])
    words: Words = Field(examples=["She stays where she is until the board has decided."])


class ForwardAppeal(Command):
    """Record that the appeal was sent on to the appeals board."""

    forwarded_on: Day = Field(examples=["2016-02-04"])


class DecideAppeal(Command):
    """Record what the appeals board decided."""

    decided_on: Day = Field(examples=["2016-04-11"])
    outcome: AppealOutcome = Field(examples=["confirmed"])


AppealCommand = (
    NotifyDecision | LodgeAppeal | SuspendDecision | ReconsiderAppeal | ForwardAppeal | DecideAppeal
)
