"""Who looked at what: one's own look-ups, a unit's, those of a case.

Everybody reads their own. A leader reads what the unit's people looked up, and who looked at the
unit's cases; a party who looked at theirs, by role and unit; an operator what was asked and when.
"""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query

from services.gateway.access import CITIZENS, visible
from services.gateway.asking import Asker, Desk, asks, narrowed
from services.gateway.labels import label
from services.gateway.looking import Outcome
from services.gateway.paging import Listing, Paging
from services.gateway.queries.read_log_views import MOST_NAMED, LookUpLine, LookUpsPage
from services.gateway.rights import Rights
from services.gateway.tables import access, read_log
from shared.commands import AskedMoment
from shared.identity import Caller
from shared.problems import Said
from shared.views import Label

log = read_log.c
LIST = Listing("read-log", {"at": (log.id,)}, ends=(), descending=True)
PageWanted = Annotated[Paging, Depends(LIST.wanted)]


@dataclass(frozen=True)
class Wanted:
    """Which look-ups are wanted."""

    case_id: Annotated[UUID | None, Query(alias="caseId")] = None
    subject: Annotated[
        str | None,
        Query(
            max_length=100, pattern=r"^[^\x00]*$", description="Who looked, by their identifier."
        ),
    ] = None
    since: Annotated[AskedMoment | None, Query(alias="from")] = None
    until: Annotated[AskedMoment | None, Query(alias="to", description="Left out.")] = None
    outcome: Outcome | None = None
    emergency: Annotated[bool, Query(description="Only those under an emergency access.")] = False

    def narrow(self, question: sa.Select[Any]) -> sa.Select[Any]:
        conditions = (
            (self.case_id, about),
            (self.subject, lambda subject: log.sub == subject),
            (self.since, lambda moment: log.at >= moment),
            (self.until, lambda moment: log.at < moment),
            (self.outcome, lambda outcome: log.outcome == outcome),
            (self.emergency, lambda _: log.emergency.is_not(None)),
        )
        return narrowed(question, conditions)


def create_router(desk: Desk, rights: Rights) -> APIRouter:
    """The read log, as far as it is the caller's to read."""
    router = APIRouter(prefix="/v1", tags=["access"])

    @router.get("/read-log", operation_id="listLookUps", **asks(None))
    async def look_ups(
        caller: Asker, paging: PageWanted, wanted: Annotated[Wanted, Depends()]
    ) -> LookUpsPage:
        """Who looked at what, the latest first."""
        if wanted.case_id and caller.role in {"leader", *CITIZENS}:
            await desk.forwarding.check(caller, wanted.case_id)
        found = await desk.page(paging, wanted.narrow(allowed(caller, wanted)))
        return LookUpsPage.found(found, lambda row: line(row, rights))

    return router


def allowed(caller: Caller, wanted: Wanted) -> sa.Select[Any]:
    """The look-ups that the caller may know of, with as much of each.

    Raises:
        Said: forbidden, for who asks what is not for their role.
    """
    names = [log.id, log.at, log.operation, log.data_class, log.outcome, log.trace]
    who = [log.sub, log.role, log.unit, log.purpose, log.emergency, *cases(caller)]
    if caller.role == "operator":
        if wanted.case_id or wanted.subject:
            raise Said("forbidden")
        hidden = ("sub", "role", "unit", "purpose", "emergency", "named", "cases")
        return sa.select(*names, *nobody(*hidden))
    if caller.role in CITIZENS and wanted.case_id:
        if caller.role == "network" or wanted.subject:
            raise Said("forbidden")
        return sa.select(*names, *nobody("sub"), *who[1:])
    if caller.role != "leader":
        return sa.select(*names, *who).where(log.sub == caller.sub)
    if wanted.case_id:
        return sa.select(*names, *who)
    of_the_unit = log.unit == caller.unit if caller.unit else sa.false()
    return sa.select(*names, *who).where(sa.or_(log.sub == caller.sub, of_the_unit))


def about(case_id: UUID) -> sa.ColumnElement[bool]:
    return log.streams.bool_op("@>")(sa.literal([case_id], sa.ARRAY(sa.Uuid)))


def nobody(*names: str) -> list[sa.Label[None]]:
    return [sa.null().label(name) for name in names]


def cases(caller: Caller) -> list[sa.Label[Any]]:
    """Those of the cases that the caller may know of, and how many they are."""
    theirs = access.c.stream == sa.any_(log.streams), visible(caller)
    some = sa.select(access.c.stream).where(*theirs).limit(MOST_NAMED).correlate(read_log)
    named = sa.select(sa.func.array_agg(some.subquery().c.stream))
    count = sa.select(sa.func.count(access.c.stream)).where(*theirs)
    return [named.scalar_subquery().label("named"), count.scalar_subquery().label("cases")]


def line(row: sa.Row[Any], rights: Rights) -> LookUpLine:
    about = rights.classes.get(row.data_class)
    named = Label(code=about.code, da=about.da, en=about.en) if about else None
    return LookUpLine.of(
        row,
        subject=row.sub,
        data_class=named or Label(code=row.data_class, da=row.data_class, en=row.data_class),
        case_ids=row.named or [],
        cases=row.cases or 0,
        outcome=label("look_up", row.outcome),
        emergency_access_id=row.emergency,
        trace_id=row.trace,
    )
