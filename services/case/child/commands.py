"""What may be asked of a child's case as such."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.case.cpr import Cpr
from shared.commands import STREAMS, Code, Command, Count, Day, Name, Words
from shared.contracts.case import PersonKind, Sex
from shared.departures import Explained

Relation = Literal[
    "mother", "father", "co_parent", "guardian", "step_parent", "sibling", "grandparent",
    "aunt_or_uncle", "other_kin", "foster_parent", "friend", "professional", "other",
]  # fmt: skip


class OpenCase(Command):
    """Open a child's case: one case for each child, never for a family.

    `awareOn` is the day the municipality learned that the child may need special support,
    normally the notification's: an investigation's four months run from it.
    """

    unit: Code = Field(examples=["family-unit-north"])
    caseworker: Code | None = Field(
        default=None, description="Default: whoever asks.", examples=["caseworker-1"]
    )
    opened_on: Day = Field(examples=["2015-12-01"])
    aware_on: Day = Field(examples=["2015-11-30"])
    notification_ids: list[UUID] = Field(
        default=[], max_length=50, json_schema_extra={STREAMS: "notification"}
    )
    reasons: list[Code] = Field(
        default=[], max_length=20, examples=[["insufficient_care", "school_absence"]]
    )


class StateOpening(Command):
    """Say how the opening of the case should have been recorded. Who has the case is not changed.

    Investigations that took their `awareOn` from it are put right with it.
    """

    opened_on: Day = Field(examples=["2015-12-01"])
    aware_on: Day = Field(examples=["2015-11-27"])
    reasons: list[Code] = Field(default=[], max_length=20, examples=[["school_absence"]])


class RecordIdentity(Explained):
    """Record who the child is; without CPR number for a child who has none yet."""

    name: Name = Field(examples=["Freja Lind"])
    cpr: Cpr | None = Field(default=None, examples=["6304001234"])
    born_on: Day = Field(examples=["2000-04-03"])
    sex: Sex = Field(examples=["female"])
    address: Name | None = Field(default=None, examples=["Søvej 1, 9999 Strandby"])


class ExpectChild(Command):
    """Record that the case is about a child that is not born yet, and who on the case expects it.

    Once it is born, its identity is recorded as any child's.
    """

    party_id: UUID = Field(description="The mother, a person on the case.")
    expected_on: Day = Field(description="When it is due; it lies ahead.", examples=["2016-05-20"])


class AddPerson(Command):
    """Add somebody around the child. Every holder of custody must be on the case."""

    relation: Relation = Field(examples=["mother"])
    custodian: bool = Field(description="Holds parental responsibility.", examples=[True])
    name: Name = Field(examples=["Mette Lind"])
    cpr: Cpr | None = Field(default=None, examples=["7105751234"])
    contact: Words | None = Field(default=None, examples=["Telephone in the evening."])
    valid_from: Day = Field(examples=["2000-04-03"])
    kind: PersonKind | None = Field(
        default=None,
        description="Of which network; default: professional for a professional, else private.",
        examples=["private"],
    )
    address: Name | None = Field(default=None, examples=["Søvej 1, 9999 Strandby"])
    case_id: UUID | None = Field(
        default=None,
        description="A sibling's own case.",
        json_schema_extra={STREAMS: "case"},
    )


class MapNetwork(Command):
    """Record who is in the child's family and network, and whether kin can take part."""

    mapped_on: Day = Field(examples=["2015-12-15"])
    persons_count: Count = Field(ge=0, le=500, examples=[7])
    kin_available: bool = Field(examples=[True])
    findings: Words | None = Field(default=None, examples=["Her aunt has room, and is willing."])


class MergeCase(Command):
    """End this case as a second one on the same child; the survivor goes on alone.

    What is recorded here stays to be read, and nothing more can be recorded.
    """

    merged_on: Day = Field(examples=["2016-02-01"])
    survivor_id: UUID = Field(
        description="The case that goes on.", json_schema_extra={STREAMS: "case"}
    )
    reason: Words = Field(examples=["Opened twice: her number was not known at first."])


ChildCommand = OpenCase | RecordIdentity | ExpectChild | AddPerson | MapNetwork | MergeCase
