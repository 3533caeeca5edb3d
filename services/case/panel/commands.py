"""What may be asked about the visitation panel."""

from typing import Literal

from pydantic import Field

from shared.commands import Code, Command, Day, Words

PanelOutcome = Literal["recommended", "recommended_otherwise", "not_recommended", "returned"]


class RaisePanelItem(Command):
    """Put a question about the case before the visitation panel."""

    raised_on: Day = Field(examples=["2016-01-04"])
    measure_types: list[Code] = Field(
        default=[], max_length=20, examples=[["residential_institution"]]
    )
    question: Words = Field(examples=["Is there a place that is near her school?"])


class ConcludePanelItem(Command):
    """Record what the panel answered; a returned item lacks something, and is raised again."""

    concluded_on: Day = Field(examples=["2016-01-06"])
    outcome: PanelOutcome = Field(examples=["recommended"])
    words: Words = Field(examples=["Egelund, from next week."])


PanelCommand = RaisePanelItem | ConcludePanelItem
