"""Who moved on the ladder, when, and from which step to which."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import Field

from services.gateway.access import visible
from services.gateway.asking import Asker, Desk, asks, narrowed
from services.gateway.expanding import Child, Expand, NamedPage, expanded
from services.gateway.labels import label
from services.gateway.names import Names
from services.gateway.paging import Listing, Paging
from services.gateway.queries.ladder_board import OneCase
from services.gateway.tables import access, movements
from services.gateway.times import believed
from shared.commands import AskedDay
from shared.http import AsOf
from shared.views import Label, View

LEFT_OUT = "The first day left out."
LIST = Listing(
    "movements",
    {
        "movedOn": (movements.c.moved_on,),
        "size": (movements.c.size,),
    },
    ends=(movements.c.position, movements.c.number),
)
PageWanted = Annotated[Paging, Depends(LIST.wanted)]


class MovementLine(View):
    """A change of step; `size` is negative downwards. Entries and exits are no movements (R2)."""

    case_id: UUID
    child: Child = None
    moved_on: date
    from_step: Label
    to_step: Label
    size: float
    kind: Label
    planned_return: bool = Field(description="Counted apart: to or from a stay agreed beforehand.")
    recorded_from: datetime
    recorded_to: datetime | None


class MovementPage(NamedPage[MovementLine]):
    """Changes of step. `missing` says what could not be answered now (`names`)."""


@dataclass(frozen=True)
class Moved:
    """When: from a day until, not including, another."""

    since: Annotated[AskedDay | None, Query(alias="from")] = None
    until: Annotated[AskedDay | None, Query(alias="to", description=LEFT_OUT)] = None

    def narrow(self, question: sa.Select[Any]) -> sa.Select[Any]:
        on = movements.c.moved_on
        return narrowed(
            question, ((self.since, lambda day: on >= day), (self.until, lambda day: on < day))
        )


def create_router(desk: Desk, names: Names) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["intervention ladder"])

    @router.get("/movements", operation_id="listMovements", **asks("ladder.read"))
    async def list_movements(
        caller: Asker,
        paging: PageWanted,
        moved: Annotated[Moved, Depends()],
        as_of: AsOf = None,
        case_id: OneCase = None,
        expand: Expand = None,
    ) -> MovementPage:
        """Every change of step in a time, as known at a moment."""
        moves = movements.c
        question = (
            sa.select(movements, moves.stream.label("case_id"))
            .join(access, access.c.stream == moves.stream)
            .where(visible(caller), believed(movements, as_of))
            .where(moves.stream == case_id if case_id else sa.true())
        )
        found = await desk.page(paging, moved.narrow(question))
        more = await expanded(names, caller, expand, [row.case_id for row in found.rows])
        return MovementPage.found(
            found,
            lambda row: movement(row, more.children.get(row.case_id)),
            missing=more.missing,
        )

    return router


def movement(row: sa.Row[Any], child: str | None = None) -> MovementLine:
    return MovementLine.of(
        row,
        child=child,
        from_step=Label(code=row.from_step, da=row.from_da, en=row.from_en),
        to_step=Label(code=row.to_step, da=row.to_da, en=row.to_en),
        kind=label("movement", row.kind),
    )
