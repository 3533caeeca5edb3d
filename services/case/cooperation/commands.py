"""What may be recorded of the work that is done together around children."""

from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field

from services.case.cooperation import events
from services.case.counselling.events import AgeBand, Topic
from services.case.plain import PlainCode
from shared.commands import STREAMS, Command, Day, Model, Name, Words, whole

Participants = Annotated[int, Field(ge=2, le=100), BeforeValidator(whole)]


class RecordDetectionScreening(Command):
    """Record one child's level by the municipality's detection model, without saying who."""

    screened_on: Day = Field(examples=["2017-09-15"])
    unit: PlainCode = Field(description="The unit one works in.", examples=["unit-1"])
    setting: events.ScreeningSetting = Field(examples=["day_care"])
    institution: PlainCode = Field(examples=["day-care-north"])
    level: events.Level = Field(examples=["yellow"])
    model_version: PlainCode = Field(examples=["wellbeing-2"])
    consent_on: Day | None = Field(
        default=None, description="The parents' consent; a class review requires it."
    )
    grade: events.Grade = Field(
        default="none", description="Of a class that is reviewed.", examples=["grade_4"]
    )


class HoldSocialWorkerConsultation(Command):
    """Record that a social worker at a school or a day care was consulted, about nobody named."""

    held_on: Day = Field(examples=["2017-09-20"])
    unit: PlainCode = Field(description="The unit one works in.", examples=["unit-1"])
    setting: events.ConsultationSetting = Field(examples=["school"])
    institution: PlainCode = Field(examples=["school-by-the-lake"])
    topic: Topic = Field(examples=["school"])
    age_band: AgeBand = Field(description="The child's age, in years.", examples=["10-14"])
    advice: events.Advice = Field(examples=["network_meeting"])


class AgreedAction(Model):
    """What somebody in the network will do, and by when."""

    words: Words = Field(examples=["The class teacher calls every morning."])
    due_on: Day | None = Field(default=None, examples=["2017-12-06"])


class HoldProfessionalNetworkMeeting(Command):
    """Record a meeting of the network at a school or a day care, and what was agreed.

    To discuss a named child, or a case, requires the parents' consent.
    """

    held_on: Day = Field(examples=["2017-11-08"])
    unit: PlainCode = Field(description="The unit one works in.", examples=["unit-1"])
    setting: events.ConsultationSetting = Field(examples=["school"])
    institution: PlainCode = Field(examples=["school-by-the-lake"])
    case_id: UUID | None = Field(default=None, json_schema_extra={STREAMS: "case"})
    child: Name | None = Field(default=None, examples=["Malthe Prøve"])
    consent_on: Day | None = Field(
        default=None, description="The parents' consent.", examples=["2017-11-06"]
    )
    participants: Participants = Field(examples=[5])
    actions: list[AgreedAction] = Field(default=[], max_length=50)


class DecideInAgreementForum(Command):
    """Record a joint decision of several administrations on a case. It binds them all."""

    case_id: UUID = Field(json_schema_extra={STREAMS: "case"})
    decided_on: Day = Field(examples=["2018-01-10"])
    parties: list[events.ForumParty] = Field(
        min_length=1, max_length=10, examples=[["social_services", "school_administration"]]
    )
    package: Words = Field(examples=["A shorter school day, and a family consultant from Monday."])


CooperationCommand = (
    RecordDetectionScreening | HoldSocialWorkerConsultation | HoldProfessionalNetworkMeeting
    | DecideInAgreementForum
)  # fmt: skip
