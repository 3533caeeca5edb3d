"""What may be asked of open, anonymous counselling."""

from typing import Literal

from pydantic import Field

from services.case.counselling.events import AgeBand, CounsellingKind, Topic
from services.case.cpr import Cpr
from services.case.plain import PlainCode
from shared.commands import Code, Command, Day, Moment, Name, Words


class RegisterCounsellingContact(Command):
    """Register that somebody was advised without saying who they are.

    Every field is a closed list, a day or the unit one works in: no field can hold an identity.
    """

    held_on: Day = Field(examples=["2014-02-03"])
    unit: PlainCode = Field(description="The unit one works in.", examples=["unit-1"])
    kind: CounsellingKind = Field(examples=["family"])
    topic: Topic = Field(examples=["parenting"])
    age_band: AgeBand = Field(description="The child's age, in years.", examples=["3-5"])
    opens_course: bool = Field(
        description="The first contact of a course. Contacts are not tied to each other.",
        examples=[True],
    )


class HandOverCounselling(Command):
    """Hand somebody over to a family unit, when they consent: here an identity enters.

    It becomes a notification of its own, the family's own application, with the same clocks; its
    id is answered. The contact learns the day and no more, and the notification learns nothing of
    the contact.
    """

    received_at: Moment = Field(examples=["2014-03-05T09:30:00Z"])
    consent_on: Day | None = Field(default=None, examples=["2014-03-04"])
    unit: Code = Field(
        description="The family unit that takes over.", examples=["family-unit-north"]
    )
    notifier_type: Literal["family", "child_self"] = Field(examples=["family"])
    notifier_name: Name = Field(examples=["Karen Prøve"])
    notifier_address: Name | None = Field(default=None, examples=["Søvej 1, 9999 Strandby"])
    child: Words | None = Field(default=None, examples=["Her son, four years old."])
    child_cpr: Cpr | None = Field(default=None, examples=["6304101234"])
    reasons: list[Code] = Field(min_length=1, max_length=20, examples=[["conflict_at_home"]])
    summary: Words = Field(
        description="What the citizen agreed to pass on.",
        examples=["The conflicts have grown, and she cannot manage alone any longer."],
    )


CounsellingCommand = RegisterCounsellingContact | HandOverCounselling
