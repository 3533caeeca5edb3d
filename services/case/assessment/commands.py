"""What may be asked while looking closer at what a child needs."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from shared.commands import Code, Command, Day, Words, whole

ScreeningOutcome = Literal["no_further", "targeted", "investigation"]
Participants = Annotated[int, Field(ge=1, le=100), BeforeValidator(whole)]


class RecordStatutoryScreening(Command):
    """Record a screening of what is already known, and how to go on. From 1 January 2024."""

    screened_on: Day = Field(examples=["2024-03-04"])
    outcome: ScreeningOutcome = Field(examples=["targeted"])
    risk_assessment_done: bool = Field(
        description="The risk was assessed before the family was involved.", examples=[False]
    )
    honour_related_conflict: bool = Field(
        default=False, description="Such a conflict is suspected.", examples=[False]
    )
    words: Words = Field(examples=["The school alone is worried; nothing is known before."])


class StartTargetedAssessment(Command):
    """Start a targeted assessment of one or few delimited matters. From 1 January 2024."""

    started_on: Day = Field(examples=["2024-03-05"])
    matters: list[Code] = Field(min_length=1, max_length=20, examples=[["school"]])


class CompleteTargetedAssessment(Command):
    """Conclude a targeted assessment."""

    completed_on: Day = Field(examples=["2024-04-15"])
    conclusion: Words = Field(examples=["She needs a contact person at school, no more."])


class MakePreliminaryAssessment(Command):
    """Assess what an investigation has shown so far, when it takes more than four months."""

    made_on: Day = Field(examples=["2016-03-31"])
    words: Words = Field(examples=["The hospital's statement is missing; she is safe meanwhile."])


class HoldProfessionalConsultation(Command):
    """Record that other professions were consulted in an investigation."""

    held_on: Day = Field(examples=["2015-12-16"])
    participants: Participants = Field(examples=[4])
    provision: Code | None = Field(default=None, examples=["ppr"])
    words: Words = Field(examples=["Start with the school; wait with the family therapy."])


AssessmentCommand = (
    RecordStatutoryScreening | StartTargetedAssessment | CompleteTargetedAssessment
    | MakePreliminaryAssessment | HoldProfessionalConsultation
)  # fmt: skip
