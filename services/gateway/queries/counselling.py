"""Open, anonymous counselling in numbers: what there was of contacts, and of courses."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import Field

from services.gateway.access import of_everybody, visible
from services.gateway.asking import Asker, Desk, asks, narrowed
from services.gateway.labels import label
from services.gateway.tables import access, counselling_contacts
from services.gateway.times import believed
from services.gateway.untold.asking import may_ask
from services.gateway.untold.tables import FEW, SMALL, Cell, Line, untold, untold_within
from shared.commands import AskedDay
from shared.identity import Caller
from shared.views import Label, View

told = counselling_contacts.c
GROUPS = (access.c.unit, told.kind, told.topic, told.age_band)


class CounsellingCount(View):
    """How often a unit was asked for one kind of advice about children of one age."""

    unit: str = Field(max_length=64)
    kind: Label
    topic: Label
    age_band: Label
    contacts: int = Field(ge=1)
    courses: int | None = Field(ge=0, description="Contacts that were the first of a course.")
    handed_over: int | None = Field(
        ge=0, description="Contacts after which somebody was handed over."
    )
    withheld: Label | None = Field(default=None, description="Why a part is not told, if so.")


class CounsellingCounts(View):
    items: list[CounsellingCount] = Field(max_length=500)


@dataclass(frozen=True)
class Period:
    """Which contacts are counted, by the day they were held."""

    held_from: Annotated[AskedDay | None, Query(alias="from")] = None
    held_to: Annotated[
        AskedDay | None, Query(alias="to", description="The first day left out.")
    ] = None


def create_router(desk: Desk) -> APIRouter:
    """The counselling of the caller's unit."""
    router = APIRouter(prefix="/v1", tags=["before the case"])

    @router.get(
        "/counselling-contacts", operation_id="countCounsellingContacts", **asks("prevention.read")
    )
    async def count(caller: Asker, period: Annotated[Period, Depends()]) -> CounsellingCounts:
        """Contacts, courses and handovers by unit, kind, topic and age band (K43)."""
        may_ask(caller, since=period.held_from, until=period.held_to)
        async with desk.store.begin() as connection:
            rows = [line(row) for row in await connection.execute(counted(caller, period))]
        return CounsellingCounts(items=as_told(rows) if of_everybody(caller) else rows)

    return router


def counted(caller: Caller, period: Period) -> sa.Select[Any]:
    question = (
        sa.select(
            *GROUPS,
            sa.func.count().label("contacts"),
            sa.func.count().filter(told.opens_course).label("courses"),
            sa.func.count(told.handed_over_on).label("handed_over"),
        )
        .join(access, access.c.stream == told.stream)
        .where(visible(caller), believed(counselling_contacts, None))
        .group_by(*GROUPS)
        .order_by(*GROUPS)
        .limit(500)
    )
    conditions = (
        (period.held_from, lambda day: told.held_on >= day),
        (period.held_to, lambda day: told.held_on < day),
    )
    return narrowed(question, conditions)


def as_told(rows: Sequence[CounsellingCount]) -> list[CounsellingCount]:
    """The rows as those read them who read of everybody; a unit's sum is a figure too (K43)."""
    units = {
        unit: Cell(sum(each.contacts for each in of))
        for unit, of in groupby(sorted(rows, key=unit_of), unit_of)
    }
    above = untold([Line(units, Cell(sum(each.contacts for each in rows)))])
    below = untold_within(above, units, {(each.unit, each): Cell(each.contacts) for each in rows})
    return [
        bare(each) for each in rows if (each.unit, each) not in below.hidden or each.contacts < FEW
    ]


def unit_of(row: CounsellingCount) -> str:
    return row.unit


def bare(row: CounsellingCount) -> CounsellingCount:
    """A row without the parts by which somebody might be known."""
    parts = {"courses": row.courses, "handed_over": row.handed_over}
    gone = {
        name: None
        for name, part in parts.items()
        if Cell(row.contacts, part or 0, row.contacts).delicate
    }
    why = {"withheld": label("withheld", SMALL)} if gone else {}
    return row.model_copy(update={**gone, **why})


def line(row: sa.Row[Any]) -> CounsellingCount:
    return CounsellingCount.of(
        row,
        withheld=None,
        courses=row.courses,
        kind=label("counselling_kind", row.kind),
        topic=label("counselling_topic", row.topic),
        age_band=label("age_band", row.age_band),
    )
