"""Deliveries to Statistics Denmark as clients see them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic import Field

from services.gateway.labels import label
from services.gateway.paging_views import Page
from services.gateway.statistics.changes import Delivered
from services.gateway.statistics.keeping import SAID
from services.gateway.statistics.records import Survey
from services.gateway.statistics.writing import in_file, sections_unknown
from shared.commands import Command
from shared.views import Label, View


class MakeDelivery(Command):
    """Deliver what has become known since the delivery before."""

    survey: Survey = Field(examples=["events"])


class DeliveryLine(View):
    """A delivery: everything as known at `asOf` that had not been said at `since`."""

    id: UUID
    survey: Label
    as_of: datetime
    since: datetime | None = Field(description="The moment of the delivery before.")
    new: int = Field(ge=0)
    changed: int = Field(ge=0)
    cancelled: int = Field(ge=0)
    unknown: list[str] = Field(max_length=500, description="Sections whose code is not known.")


class DeliveredLine(View):
    """A record as it was delivered. One that is not in the file must be reported by hand."""

    id: str = Field(max_length=100)
    change: Label
    kind: Label
    case_id: UUID
    on: date
    until: date | None
    regime: str | None = Field(max_length=10)
    section: str | None = Field(max_length=64)
    code: str | None = Field(max_length=10, description="`unknown`: not established.")
    detail: str | None = Field(max_length=64)
    reasons: list[str] = Field(max_length=20)
    in_file: bool


class DeliveryView(DeliveryLine):
    records: list[DeliveredLine] = Field(max_length=1_000_000)


class DeliveriesPage(Page[DeliveryLine]):
    """The caller's deliveries."""


def line(row: sa.Row[Any]) -> DeliveryLine:
    said = SAID.validate_python(row.content)
    counts = {each: sum(one.change == each for one in said) for each in ("new", "change", "cancel")}
    return DeliveryLine.of(
        row,
        survey=label("survey", row.survey),
        new=counts["new"],
        changed=counts["change"],
        cancelled=counts["cancel"],
        unknown=sections_unknown(said),
    )


def whole(row: sa.Row[Any]) -> DeliveryView:
    said = SAID.validate_python(row.content)
    records = [record(row.survey, each) for each in said]
    return DeliveryView(**line(row).model_dump(), records=records)


def record(survey: Survey, said: Delivered) -> DeliveredLine:
    return DeliveredLine.of(
        said.record,
        change=label("statistics_change", said.change),
        kind=label("statistics_record", said.record.kind),
        reasons=[*said.record.reasons],
        in_file=in_file(survey, said),
    )
