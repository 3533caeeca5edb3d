"""What may be asked to be recorded of how the child fares."""

from typing import Annotated

from pydantic import Field, StringConstraints

from shared.commands import Code, Command, Count, Day, Model, Words

InstrumentName = Annotated[
    str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,19}@[a-z0-9]{1,20}$", max_length=41)
]
"""An instrument with its version: `SDQ@1`."""
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class DimensionScore(Model):
    """What one dimension was scored."""

    dimension: Code = Field(examples=["emotional"])
    value: Count = Field(ge=-1000, le=1000, examples=[4])


class ScoreInstrument(Command):
    """Record what an instrument was scored; totals are computed.

    `GET /instruments` lists versions, dimensions, scales and who can answer.
    """

    instrument: InstrumentName = Field(examples=["SDQ@1"])
    respondent: Code = Field(examples=["parent"])
    scored_on: Day = Field(examples=["2016-01-04"])
    scores: list[DimensionScore] = Field(
        min_length=1,
        max_length=100,
        examples=[[{"dimension": "emotional", "value": 6}, {"dimension": "prosocial", "value": 7}]],
    )
    words: Words | None = Field(default=None, examples=["Better at home than at school."])


class AnswerSatisfaction(Command):
    """Record how satisfied somebody is, from 1 to 5, and with what."""

    respondent: Code = Field(examples=["young_person"])
    topic: Code = Field(examples=["cooperation"])
    answered_on: Day = Field(examples=["2016-06-20"])
    answer: Count = Field(ge=0, le=10, examples=[4])
    words: Words | None = Field(default=None, examples=["She calls back."])


class ReportSchoolAbsence(Command):
    """Record the absence a school tells of, in percent; `periodTo` is the first day after it."""

    school: Code = Field(examples=["school-at-the-lake"])
    reported_on: Day = Field(examples=["2017-11-03"])
    period_from: Day = Field(examples=["2017-09-01"])
    period_to: Day = Field(examples=["2017-11-01"])
    total: Percent = Field(description="Everything together.", examples=[31])
    lawful: Percent | None = Field(default=None, description="With leave.", examples=[4])
    illness: Percent | None = Field(default=None, examples=[9])
    unlawful: Percent | None = Field(default=None, examples=[18])
    words: Words | None = Field(default=None, examples=["Always the first lessons."])


class RecordEducationStatus(Command):
    """Record where the child stands in its education, such as 9th grade completed."""

    level: Code = Field(examples=["grade_9"])
    status: Code = Field(examples=["completed"])
    status_on: Day = Field(examples=["2016-06-24"])
    school: Code | None = Field(default=None, examples=["school-at-the-lake"])
    words: Words | None = Field(default=None, examples=["All exams but German."])


class RecordCrimeCharge(Command):
    """Record that the child was charged, by the class of the offence."""

    offence_class: Code = Field(examples=["property"])
    charged_on: Day = Field(examples=["2016-02-12"])
    words: Words | None = Field(default=None, examples=["A bicycle; he came along."])


class RecordSubstanceUse(Command):
    """Record how often the child uses a kind of substance, as known on a day."""

    substance: Code = Field(examples=["cannabis"])
    frequency: Code = Field(examples=["weekly"])
    observed_on: Day = Field(examples=["2016-02-12"])
    words: Words | None = Field(default=None, examples=["He says so himself."])


FollowingCommand = (
    ScoreInstrument | AnswerSatisfaction | ReportSchoolAbsence | RecordEducationStatus
    | RecordCrimeCharge | RecordSubstanceUse
)  # fmt: skip
