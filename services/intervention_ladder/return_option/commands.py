"""What may be asked of places kept open."""

from uuid import UUID

from pydantic import Field

from shared.commands import Command, Day, Words
from shared.departures import Explained


class SetReturnOption(Command):
    """Keep a known place open for the child until, not including, a day.

    A stay there rests on `decisionId`: by default the decision that the placement rested on.
    """

    measure_id: UUID = Field(description="The placement that the child may return to.")
    set_on: Day = Field(examples=["2017-03-06"])
    valid_until_on: Day = Field(examples=["2017-09-06"])
    conditions: Words = Field(examples=["In unrest at home she may come back for up to a month."])
    decision_id: UUID | None = None


class UseReturnOption(Explained):
    """Let the child come back for a time to the place that was kept open for it.

    The stay rests on the decision of the option, and on the step of the placement that was left;
    whatever else runs goes on. It ends by a move, like any other.
    """

    effective_on: Day = Field(examples=["2018-08-17"])
    planned_end_on: Day = Field(examples=["2018-09-14"])
    rationale: Words = Field(examples=["Unrest at home; some weeks of calm, as agreed."])


class NoticeExpiry(Command):
    """The clock has passed the last day of options; a client never says so."""

    option_ids: tuple[UUID, ...]


ReturnOptionCommand = SetReturnOption | UseReturnOption | NoticeExpiry
