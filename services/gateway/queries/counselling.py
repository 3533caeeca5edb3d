"""Open, anonymous counselling in numbers: what there was of contacts, and of courses."""

from dataclasses import dataclass
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import Field

from services.gateway.access import visible
from services.gateway.asking import Asker, Desk, asks, narrowed
from services.gateway.labels import label
from services.gateway.tables import access, counselling_contacts
from services.gateway.times import believed
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
    courses: int = Field(ge=0, description="Contacts that were the first of a course.")
    handed_over: int = Field(ge=0, description="Contacts after which somebody was handed over.")


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
        async with desk.store.begin() as connection:
            rows = await connection.execute(counted(caller, period))
            return CounsellingCounts(items=[line(row) for row in rows])

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


def line(row: sa.Row[Any]) -> CounsellingCount:
    return CounsellingCount.of(
        row,
        courses=row.courses,
        kind=label("counselling_kind", row.kind),
        topic=label("counselling_topic", row.topic),
        age_band=label("age_band", row.age_band),
    )
