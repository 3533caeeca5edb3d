"""What may be asked of the portfolio."""

from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field

from shared.commands import STREAMS, Code, Command, Day, Name, whole

Age = Annotated[int, Field(ge=0, le=23), BeforeValidator(whole)]
Places = Annotated[int, Field(ge=0, le=500), BeforeValidator(whole)]
Kroner = Annotated[int, Field(ge=0, le=1_000_000), BeforeValidator(whole)]


class Description(Command):
    """What a provision can do, and for whom. Its codes are on the lists of `/provision-codes`."""

    measure_types: list[Code] = Field(min_length=1, max_length=50, examples=[["foster_general"]])
    needs: list[Code] = Field(default=[], max_length=50, examples=[["school_absence"]])
    methods: list[Code] = Field(default=[], max_length=20, examples=[["mentoring"]])
    evidence_level: Code = Field(default="unknown", examples=["practice_based"])
    age_from: Age | None = Field(default=None, examples=[12])
    age_to: Age | None = Field(default=None, examples=[17])


class OpenProvision(Description):
    """Take a provision into the portfolio (tilbudsvifte).

    A carer's home is the unit's own to know of, and a kinship carer is there for one child.
    """

    kind: Code = Field(examples=["foster_family_general"])
    name: Name = Field(examples=["Familien Prøve"])
    provider: Code = Field(examples=["provider-1"])
    unit: Code | None = Field(
        default=None, examples=["unit-1"], description="Only this unit is to know of it."
    )
    case_id: UUID | None = Field(
        default=None,
        description="The child that a kinship carer is approved for.",
        json_schema_extra={STREAMS: "case"},
    )
    capacity: Places = Field(examples=[2])
    opened_on: Day = Field(examples=["2015-01-01"])


class DescribeProvision(Description):
    """Say anew what a provision can do, and for whom."""

    described_on: Day = Field(examples=["2016-01-11"])


class ChangeCapacity(Command):
    """Say how many places there are from a day on."""

    capacity: Places = Field(examples=[3])
    changed_on: Day = Field(examples=["2016-01-11"])


class SetPrice(Command):
    """Say what a day costs from a day on, until the next price."""

    from_on: Day = Field(examples=["2016-01-01"])
    dkk_per_day: Kroner = Field(examples=[1250])


class CloseProvision(Command):
    """Close a provision: the day is the first on which nobody can be there."""

    closed_on: Day = Field(examples=["2017-01-01"])


ProvisionCommand = OpenProvision | DescribeProvision | ChangeCapacity | SetPrice | CloseProvision
