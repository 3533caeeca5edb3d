"""What may be asked when deciding."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints

from shared.commands import Code, Day, Words, whole
from shared.contracts.case import Regime
from shared.departures import Explained

DecisionKind = Literal["grant", "refusal", "ending"]
Body = Literal["authority", "cy_committee", "chair", "youth_crime_board"]
SectionCode = Annotated[
    str,
    StringConstraints(
        pattern=r"^(ukl-)?[0-9]{1,3}[a-z]?(\([0-9]{1,2}\)[0-9]{0,2})?$", max_length=16
    ),
]
"""A section as its number, subsection and item: `52(3)7` is § 52, stk. 3, nr. 7.

Those of the act against youth crime begin with `ukl-`.
"""
Members = Annotated[int, Field(ge=0, le=50), BeforeValidator(whole)]
Months = Annotated[int, Field(ge=1, le=276), BeforeValidator(whole)]


class MakeDecision(Explained):
    """Make a formal decision under one section of the law; it may cover several measure types.

    The law of the day says what must have happened first. Everything that is missing is named at
    once: the child's conversation, consents, investigation, plan, purpose, duration.
    """

    decided_on: Day = Field(examples=["2016-01-06"])
    regime: Regime = Field(examples=["SEL"])
    section: SectionCode = Field(examples=["52(3)7"])
    kind: DecisionKind = Field(default="grant", examples=["grant"])
    body: Body = Field(default="authority", examples=["authority"])
    measure_types: list[Code] = Field(
        default=[],
        max_length=20,
        description="None under a section that has no measures: an investigation without consent.",
        examples=[["residential_institution", "kinship_care"]],
    )
    purpose: Words | None = Field(default=None, examples=["Calm, school, and a way home."])
    purpose_codes: list[Code] = Field(
        default=[],
        max_length=20,
        description="What it is for, on the list of the day. Every consent that it needs must "
        "cover them, if that names any.",
        examples=[["safety", "schooling"]],
    )
    expected_months: Months | None = Field(default=None, examples=[15])
    lapses_on: Day | None = Field(
        default=None,
        description="The first day that it carries no measure, when it says so itself.",
        examples=["2017-04-06"],
    )
    reasons: Words = Field(examples=["She cannot get the support she needs at home now."])
    acute: bool = Field(default=False, description="It cannot wait.")
    consent_ids: list[UUID] | None = Field(
        default=None,
        max_length=50,
        description="The consents it rests on. Default: every consent in force on the day.",
    )
    grounds: list[Code] = Field(
        default=[],
        max_length=10,
        description="Why it is made without consent; each on the list of the day.",
        examples=[["insufficient_care"]],
    )
    members_present: Members | None = Field(
        default=None, description="Of the committee.", examples=[5]
    )
    members_for: Members | None = Field(
        default=None, description="How many of them agreed.", examples=[4]
    )
    lawyer_offered: bool = Field(
        default=False, description="A lawyer, free of charge, was offered.", examples=[True]
    )
    siblings_assessed: bool = Field(
        default=False, description="The needs of the siblings were assessed, too.", examples=[True]
    )
    replaces_decision_id: UUID | None = Field(
        default=None, description="The earlier decision that it takes the place of."
    )
    application_id: UUID | None = Field(
        default=None, description="The application that it answers."
    )


DecisionCommand = MakeDecision
