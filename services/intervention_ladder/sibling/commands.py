"""What may be asked of siblings' placements."""

from pydantic import Field

from services.intervention_ladder.sibling.events import Arrangement
from shared.commands import Command, Day, Words


class ExplainSiblingPlacement(Command):
    """Say whether a placed child lives with its siblings, and why.

    Also when it changes: a sibling is placed, or moves.
    """

    explained_on: Day = Field(examples=["2016-02-15"])
    arrangement: Arrangement = Field(examples=["apart"])
    reasons: Words = Field(examples=["Her brother stays with their father, where he thrives."])


SiblingCommand = ExplainSiblingPlacement
