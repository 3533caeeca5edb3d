"""What a list can answer beside its lines, when that saves a call for each of them.

It is asked for with the page, about cases that have passed the row filter, in one question however
many they are; masks are over it as over the rest.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import sqlalchemy as sa
from fastapi import Query
from pydantic import Field

from services.gateway.names import Names
from services.gateway.paging import Several
from services.gateway.paging_views import Item, Page
from services.gateway.store import Store
from services.gateway.tables import measures
from services.gateway.times import Times
from shared.database import Unavailable
from shared.identity import Caller
from shared.views import Label, View

Expand = Annotated[
    Annotated[list[Literal["child"]], Field(max_length=1)] | None,
    Several,
    Query(description="`child`: the children's names as well."),
]
ExpandCases = Annotated[
    Annotated[list[Literal["child", "measures"]], Field(max_length=2)] | None,
    Several,
    Query(description="`child`: the children's names as well; `measures`: what runs on the day."),
]
Child = Annotated[
    str | None, Field(max_length=200, description="The child's name, with `expand=child`.")
]


class NamedPage(Page[Item]):
    """A page whose children's names can be asked for; `missing` says when they cannot be had."""

    missing: list[str] = Field(default=[], max_length=10)


class Running(View):
    """A measure that runs on the day that is asked about."""

    id: UUID
    measure_type: Label
    step: str = Field(max_length=10, description="The step it was pinned to when it began.")
    placement: bool
    started_on: date
    planned_end_on: date


@dataclass(frozen=True, slots=True)
class Expanded:
    """The children's names, by case; `missing` says when nobody could be asked for them."""

    children: Mapping[UUID, str | None] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


async def expanded(
    names: Names, caller: Caller, expand: Sequence[str] | None, cases: Sequence[UUID | None]
) -> Expanded:
    """The children's names, when they were asked for."""
    asked = [*dict.fromkeys(each for each in cases if each)]
    if "child" not in (expand or ()) or not asked:
        return Expanded()
    try:
        return Expanded((await names.of_all(caller, asked)).names)
    except Unavailable:
        return Expanded(missing=["names"])


async def running_in(
    store: Store, expand: Sequence[str] | None, cases: Sequence[UUID], times: Times
) -> Mapping[UUID, list[Running]]:
    """What runs in each case on the day, the longest first, when it was asked for."""
    if "measures" not in (expand or ()) or not cases:
        return {}
    said = measures.c
    question = (
        sa.select(measures)
        .where(said.stream.in_(cases), times.believed(measures), said.started_on <= times.day)
        .where(sa.or_(said.ended_on.is_(None), said.ended_on > times.day))
        .order_by(said.started_on, said.id)
    )
    found = defaultdict[UUID, list[Running]](list)
    async with store.asking() as connection:
        for row in await connection.execute(question):
            kind = Label(code=row.measure_type, da=row.da, en=row.en)
            found[row.stream].append(Running.of(row, measure_type=kind))
    return found
