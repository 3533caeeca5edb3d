"""What may be asked while finding out what a child needs."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.commands import Code, Command, Day, Model, Words
from shared.departures import Explained

Conclusion = Literal[
    "no_special_support", "early_preventive", "supportive_measures", "placement",
    "placement_without_consent",
]  # fmt: skip
Matter = Literal["investigation", "network_meeting", "information_exchange", "collection"]
Purpose = Literal["investigation", "decision", "follow_up", "supervision"]


class StartInvestigation(Command):
    """Start a child protection investigation; its regime is that of the day it starts."""

    started_on: Day = Field(examples=["2015-12-02"])
    aware_on: Day | None = Field(
        default=None, description="Default: the case's own.", examples=["2015-11-30"]
    )
    reasons: list[Code] = Field(default=[], max_length=20, examples=[["insufficient_care"]])


class FocusPoints(Model):
    """The six matters that every investigation covers."""

    development_and_behaviour: Words = Field(examples=["Bright; sleeps badly."])
    family: Words = Field(examples=["Her mother is ill, her father works away."])
    school: Words = Field(examples=["Three weeks' absence; one good friend in class."])
    health: Words = Field(examples=["No illness; has lost weight."])
    leisure_and_friendships: Words = Field(examples=["Used to play handball."])
    other: Words = Field(examples=["Her aunt is close to her."])


class CompleteInvestigation(Explained):
    """Conclude an investigation. The child has been spoken with, or the waiver is recorded."""

    completed_on: Day = Field(examples=["2016-01-04"])
    conclusion: Conclusion = Field(examples=["placement"])
    focus_points: FocusPoints


class HoldChildConversation(Command):
    """Record a conversation with the child, and what the child thinks."""

    held_on: Day = Field(examples=["2015-12-18"])
    purpose: Purpose = Field(examples=["investigation"])
    without_custodian: bool = Field(default=False, examples=[True])
    companion: bool = Field(default=False, description="A lay companion (bisidder) was there.")
    views: Words = Field(examples=["I want to live where it is quiet, and see my aunt."])


class WaiveChildConversation(Command):
    """Record why no conversation could be held, and how the child's views were sought."""

    waived_on: Day = Field(examples=["2016-01-05"])
    reason: Code = Field(description="On the list of the day.", examples=["acute"])
    views_otherwise: Words = Field(examples=["His teacher told us what he had told her."])


class GiveConsent(Command):
    """Record a consent: of a holder of custody (`partyId`) or of the child itself (`child`)."""

    party_id: UUID | None = Field(default=None, description="A person on the case.")
    child: bool = Field(default=False, description="The child itself consents.")
    given_on: Day = Field(examples=["2016-01-05"])
    measure_types: list[Code] = Field(
        default=[], max_length=20, examples=[["residential_institution", "kinship_care"]]
    )
    matters: list[Matter] = Field(
        default=[],
        max_length=10,
        description="What else it is a consent to: a network meeting, say.",
        examples=[["network_meeting"]],
    )
    purpose: Words = Field(examples=["That she may live at Egelund, and later with her aunt."])
    purpose_codes: list[Code] = Field(
        default=[],
        max_length=20,
        description="The purposes that the consent covers, on the list of the day; it covers no "
        "other. Without any, a person judges it by its words.",
        examples=[["safety", "schooling"]],
    )


class WithdrawConsent(Explained):
    """Record that a consent was taken back; `withdrawnOn` is the first day without it."""

    withdrawn_on: Day = Field(examples=["2016-05-02"])


InvestigationCommand = (
    StartInvestigation | CompleteInvestigation | HoldChildConversation | WaiveChildConversation
    | GiveConsent | WithdrawConsent
)  # fmt: skip
