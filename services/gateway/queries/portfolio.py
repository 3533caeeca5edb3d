"""The portfolio (tilbudsvifte): what could meet a need, on a step or below, and is there room."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import Field
from sqlalchemy.dialects.postgresql import ARRAY

from services.gateway.access import in_portfolio
from services.gateway.asking import Asker, Desk, asks, narrowed
from services.gateway.paging import Listing, Paging
from services.gateway.paging_views import Page
from services.gateway.queries.ways import VERSIONED, Chosen, OfType
from services.gateway.tables import (
    access,
    capacities,
    ladder_steps,
    ladder_types,
    places,
    prices,
    provisions,
)
from services.gateway.times import Times, TimesAsked
from shared.commands import Code
from shared.identity import Caller
from shared.problems import Said
from shared.views import View

Several = Annotated[list[Code], Query(max_length=20, description="All of them.")]
LIST = Listing(
    "provisions",
    {
        "below": (sa.column("below", sa.Float),),
        "free": (sa.column("free", sa.Integer),),
    },
    ends=(sa.column("id", sa.Uuid),),
)
PageWanted = Annotated[Paging, Depends(LIST.wanted)]


class ProvisionLine(View):
    """A provision on a day.

    Its name is read at `/v1/provisions/{provisionId}`, its codes' words at `/v1/provision-codes`
    and `/v1/measure-types`.
    """

    id: UUID
    kind: str = Field(max_length=64)
    provider: str = Field(max_length=64)
    unit: str | None = Field(max_length=64, description="A carer's home is its unit's to know of.")
    case_id: UUID | None = Field(description="The child that a kinship carer is approved for.")
    measure_types: list[str] = Field(max_length=50)
    needs: list[str] = Field(max_length=50)
    methods: list[str] = Field(max_length=20)
    evidence_level: str = Field(max_length=64)
    age_from: int | None
    age_to: int | None
    order: float = Field(description="The highest step on which it answers the question.")
    capacity: int
    taken: int
    free: int = Field(description="Negative when it is overbooked.")
    dkk_per_day: int | None
    opened_on: date
    closed_on: date | None


class ProvisionPage(Page[ProvisionLine]):
    """Provisions."""


@dataclass(frozen=True)
class Wanted:
    """What is asked of a provision."""

    step: Annotated[Code | None, Query(max_length=10, description="On this step or below.")] = None
    measure_type: OfType = None
    need: Several = ()  # type: ignore[assignment]  # FastAPI makes a list of it
    age: Annotated[int | None, Query(ge=0, le=23, description="In whole years.")] = None
    kind: Chosen = None
    method: Chosen = None
    provider: Chosen = None
    definition: Annotated[
        str,
        Query(max_length=60, pattern=VERSIONED, description="The ladder whose steps are meant."),
    ] = "default@1"
    free: Annotated[bool, Query(description="Only where there is room on the day.")] = False

    def narrow(self, question: sa.Select[Any]) -> sa.Select[Any]:
        told = provisions.c
        if self.age is not None:
            question = question.where(
                sa.func.coalesce(told.age_from, 0) <= self.age,
                sa.func.coalesce(told.age_to, self.age) >= self.age,
            )
        return narrowed(
            question,
            (
                (self.kind, lambda kind: told.kind == kind),
                (self.provider, lambda provider: told.provider == provider),
                (self.method, lambda method: has_all(told.methods, [method])),
                (self.need, lambda needs: has_all(told.needs, needs)),
            ),
        )


def has_all(column: sa.ColumnElement[Any], codes: list[str]) -> sa.ColumnElement[bool]:
    return sa.type_coerce(column, ARRAY(sa.Text)).contains([*codes])


def create_router(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["portfolio"])

    @router.get("/provisions", operation_id="searchProvisions", **asks("ladder.read"))
    async def search(
        caller: Asker,
        paging: PageWanted,
        wanted: Annotated[Wanted, Depends()],
        asked: Annotated[TimesAsked, Depends()],
    ) -> ProvisionPage:
        """What could meet a need on a step or below, the highest first, and whether there is room.

        Carers' homes are found by their own unit alone, and kin by who may see the child's case.
        """
        times = asked.by(desk.clock)
        target = await reach(desk, wanted)
        lines = found(caller, wanted, times, target).subquery("found")
        question = sa.select(lines)
        if wanted.free:
            question = question.where(lines.c.free > 0)
        return ProvisionPage.found(await desk.page(paging, question), ProvisionLine.of)

    return router


async def reach(desk: Desk, wanted: Wanted) -> float | None:
    """How high the step asked about is.

    Raises:
        Said: not-found, when there is no such ladder or step.
    """
    steps = ladder_steps.c
    question = sa.select(sa.func.max(steps.order)).where(steps.definition == wanted.definition)
    if wanted.step:
        question = question.where(steps.code == wanted.step)
    async with desk.store.begin() as connection:
        order: float | None = await connection.scalar(question)
    if order is None:
        raise Said("not-found")
    return order


def found(caller: Caller, wanted: Wanted, times: Times, target: float | None) -> sa.Select[Any]:
    """The provisions that are open on the day and answer the question, with their places."""
    told = provisions.c
    answer, capacity = answering(wanted, target), capacity_on(times)
    taken = taken_on(times)
    question = (
        sa.select(
            told.stream.label("id"), told.kind, told.provider, told.unit, told.case_id,
            told.measure_types, told.needs, told.methods, told.evidence_level, told.age_from,
            told.age_to, told.opened_on, told.closed_on,
            answer.c.order, (target - answer.c.order).label("below"),
            capacity.label("capacity"), taken.label("taken"), (capacity - taken).label("free"),
            price_on(times).label("dkk_per_day"),
        )
        .join(access, access.c.stream == told.stream)
        .join(answer, sa.true())
        .where(access.c.kind == "provision", in_portfolio(caller), times.believed(provisions))
        .where(told.opened_on <= times.day, answer.c.order.is_not(None))
        .where(sa.or_(told.closed_on.is_(None), told.closed_on > times.day))
    )  # fmt: skip
    return wanted.narrow(question)


def answering(wanted: Wanted, target: float | None) -> sa.FromClause:
    """The highest step on which a provision answers the question."""
    kinds = ladder_types.c
    question = sa.select(sa.func.max(kinds.order).label("order")).where(
        kinds.definition == wanted.definition,
        kinds.code == sa.any_(provisions.c.measure_types),
        kinds.order <= target,
    )
    if wanted.measure_type:
        question = question.where(kinds.code == wanted.measure_type)
    return question.lateral("answer")


def capacity_on(times: Times) -> sa.ColumnElement[int]:
    said = capacities.c
    last = (
        sa.select(said.capacity)
        .where(said.stream == provisions.c.stream, said.changed_on <= times.day)
        .where(times.believed(capacities))
        .order_by(said.changed_on.desc())
        .limit(1)
    )
    return sa.func.coalesce(last.scalar_subquery(), 0)


def taken_on(times: Times) -> sa.ColumnElement[int]:
    said = places.c
    return (
        sa.select(sa.func.count())
        .where(said.stream == provisions.c.stream, times.believed(places))
        .where(said.from_on <= times.day)
        .where(sa.or_(said.until_on.is_(None), said.until_on > times.day))
        .scalar_subquery()
    )


def price_on(times: Times) -> sa.ScalarSelect[int]:
    said = prices.c
    return (
        sa.select(said.dkk_per_day)
        .where(said.stream == provisions.c.stream, said.from_on <= times.day)
        .where(times.believed(prices))
        .order_by(said.from_on.desc())
        .limit(1)
        .scalar_subquery()
    )
