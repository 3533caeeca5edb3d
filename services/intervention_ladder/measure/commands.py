"""What may be asked of a measure while it runs."""

from uuid import UUID

from pydantic import Field

from shared.commands import Code, Command, Day, Name, Words
from shared.departures import Explained


class AdjustMeasure(Command):
    """Change a measure that runs (its form, its hours, its planned end), on the same basis.

    What it was asked for is answered by it: a follow-up that found that it does not work, a worry.
    """

    adjusted_on: Day = Field(examples=["2016-02-15"])
    adjustment: Words = Field(examples=["Twice a week from now on, and with her father as well."])
    planned_end_on: Day | None = Field(default=None, examples=["2016-12-01"])
    coordinator: Code | None = Field(default=None, examples=["caseworker-1"])
    concern_id: UUID | None = Field(default=None, description="The worry that it answers.")


class ContinueMeasure(Command):
    """Let a measure go on as it is, for stated reasons, although it was asked whether it should."""

    continued_on: Day = Field(examples=["2016-02-15"])
    reasons: Words = Field(
        examples=["It has run for six weeks only; her school asks for patience."]
    )


class ChangeSite(Explained):
    """Move a placed child to another place on the same step (R3); the measure goes on.

    It is an unplanned shift unless it is `planned`. Another step, or another kind of placement, is
    a move.
    """

    changed_on: Day = Field(examples=["2016-02-15"])
    planned: bool = Field(examples=[True])
    provision_id: UUID | None = None
    site: Name | None = Field(default=None, examples=["Solbakken"])
    provider: Code | None = Field(default=None, examples=["provider-2"])
    reasons: Words = Field(examples=["A room became free near her school."])


MeasureCommand = AdjustMeasure | ContinueMeasure | ChangeSite
