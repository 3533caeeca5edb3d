"""What may be asked when something comes in to a case, or to light in it."""

from typing import Literal

from pydantic import Field

from services.case.party import OfOneParty
from shared.commands import Code, Command, Day, Moment, Words

ApplicationKind = Literal["support", "placement_by_child", "aftercare", "other"]
ErasureOutcome = Literal["refused", "granted_after_archiving"]
BreachKind = Literal["confidentiality", "integrity", "availability"]


class ReceiveApplication(OfOneParty):
    """Record what a person on the case, or the child itself, applies for, and when it came."""

    received_on: Day = Field(examples=["2024-03-04"])
    application_kind: ApplicationKind = Field(examples=["support"])
    words: Words = Field(examples=["I ask for help at home in the evenings."])


class WithdrawApplication(Command):
    """Record that the applicant wants no decision any more."""

    withdrawn_on: Day = Field(examples=["2024-03-18"])


class ReceivePoliceDocumentation(Command):
    """Record what the police documented of serious crime that a young person is suspected of."""

    received_on: Day = Field(examples=["2016-02-15"])
    offence_class: Code = Field(description="On the list of the day.", examples=["against_person"])
    words: Words | None = Field(default=None, examples=["Report of 12 February."])


class DiscoverBreach(Command):
    """Record that the security of personal data in the case was breached; 72 hours run."""

    discovered_at: Moment = Field(examples=["2024-03-04T09:10:00Z"])
    breach_kind: BreachKind = Field(examples=["confidentiality"])
    words: Words = Field(examples=["A letter was sent to the old address."])


class ReportBreach(Command):
    """Record that the supervisory authority was told, and why not within 72 hours, if so."""

    reported_at: Moment = Field(examples=["2024-03-05T13:00:00Z"])
    reference: Code | None = Field(default=None, examples=["2024-441-1234"])
    late_because: Words | None = Field(
        default=None, description="Required when the 72 hours are over."
    )


class JudgeBreachHarmless(Command):
    """Record that nobody is likely to be at risk, so that nothing is reported, and why."""

    judged_at: Moment = Field(examples=["2024-03-04T15:00:00Z"])
    reason: Words = Field(examples=["The letter came back unopened."])


class DiscloseBreach(OfOneParty):
    """Record that somebody whose data they are was told of the breach, and what was said."""

    told_on: Day = Field(examples=["2024-03-05"])
    words: Words = Field(examples=["A letter about you was sent to your old address."])


class ReceiveErasureRequest(OfOneParty):
    """Record that somebody asks for what is recorded of them to be erased; one month runs."""

    received_on: Day = Field(examples=["2024-03-04"])
    words: Words = Field(examples=["I want everything about me deleted."])


class DecideErasureRequest(Command):
    """Record the answer, and its basis. While the task or the archive needs it, it is refused."""

    decided_on: Day = Field(examples=["2024-03-18"])
    outcome: ErasureOutcome = Field(examples=["refused"])
    basis: Words = Field(examples=["GDPR art. 17(3)(b): the authority's own task."])


IntakeCommand = (
    ReceiveApplication | WithdrawApplication | ReceivePoliceDocumentation | DiscoverBreach
    | ReportBreach | JudgeBreachHarmless | DiscloseBreach | ReceiveErasureRequest
    | DecideErasureRequest
)  # fmt: skip
