"""Who was let in where: the list that a leader reviews. Everybody sees their own."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query

from services.gateway.access import moment, visible
from services.gateway.asking import Asker, Desk, asks
from services.gateway.labels import label
from services.gateway.paging import Listing, Paging
from services.gateway.queries.emergency_views import EmergenciesPage, EmergencyLine
from services.gateway.tables import access, emergency_accesses
from services.gateway.times import Times, TimesAsked
from shared.identity import Caller

told = emergency_accesses.c
LIST = Listing("emergency-accesses", {"openedAt": (told.opened_at,)}, ends=(told.id,))
PageWanted = Annotated[Paging, Depends(LIST.wanted)]


@dataclass(frozen=True)
class Wanted:
    """Which accesses are wanted."""

    case_id: Annotated[UUID | None, Query(alias="caseId")] = None
    reviewed: bool | None = None
    ended: bool | None = None

    def narrow(self, question: sa.Select[Any], caller: Caller) -> sa.Select[Any]:
        over = told.ends_at <= moment(caller)
        if self.case_id is not None:
            question = question.where(told.stream == self.case_id, visible(caller))
        if self.reviewed is not None:
            question = question.where(told.reviewed_at.is_not(None) == self.reviewed)
        return question if self.ended is None else question.where(over == self.ended)


def create_router(desk: Desk) -> APIRouter:
    """The emergency accesses that the caller may know of."""
    router = APIRouter(prefix="/v1", tags=["access"])

    @router.get("/emergency-accesses", operation_id="listEmergencyAccesses", **asks("access.read"))
    async def emergency_accesses(
        caller: Asker, paging: PageWanted, wanted: Annotated[Wanted, Depends()]
    ) -> EmergenciesPage:
        """Who was let in to the unit's cases, and where its people were; the oldest first."""
        times = TimesAsked().by(desk.clock)
        return EmergenciesPage.found(await desk.page(paging, asked(caller, wanted, times)), line)

    return router


def asked(caller: Caller, wanted: Wanted, _: Times) -> sa.Select[Any]:
    """What is wanted of the accesses that the caller may know of."""
    return wanted.narrow(allowed(caller), caller)


def allowed(caller: Caller) -> sa.Select[Any]:
    """One's own; for a leader the unit's people's as well, and all to the unit's cases."""
    seen = visible(caller)
    whose = told.subject == caller.sub
    if caller.role == "leader":
        own_people = told.unit == caller.unit if caller.unit else sa.false()
        whose = sa.or_(whose, own_people, seen)
    over = told.ends_at <= moment(caller)
    case_id = sa.case((seen, told.stream)).label("case_id")
    return (
        sa.select(emergency_accesses, case_id, over.label("ended"))
        .join(access, access.c.stream == told.stream)
        .where(whose)
    )


def line(row: sa.Row[Any]) -> EmergencyLine:
    finding = label("finding", row.finding) if row.finding else None
    return EmergencyLine.of(row, finding=finding)
