"""Who the caller is here: what they may ask for, their part in which cases, and what they sent.

It is where a front end begins for those who have no caseload: the child, its people, providers.
"""

from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Request
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from services.gateway.access import standings, visible
from services.gateway.asking import Asker, Desk, asks
from services.gateway.labels import label
from services.gateway.names import Names
from services.gateway.paging import Listing, Paging
from services.gateway.queries.me_views import (
    Me,
    OwnCaseLine,
    OwnCasesPage,
    RightLine,
    SentLine,
    SentPage,
    StandingLine,
)
from services.gateway.rights import AGGREGATES, WORDS, DataClass, Rights
from services.gateway.tables import access, notifications, relations
from services.gateway.visiting import VISIT
from shared.identity import Caller
from shared.views import Label

STANDINGS = (
    "caseworker", "reassessor", "unit", "offered", "panel", "provider", "network", "young-person",
    "custodian", "municipality", "emergency",
)  # fmt: skip
OWN = Listing("own-cases", {"caseId": (access.c.stream,)}, ends=())
SENT = Listing(
    "sent", {"receivedAt": (notifications.c.received_at,)}, ends=(notifications.c.stream,)
)


def create_router(desk: Desk, rights: Rights, names: Names) -> APIRouter:
    """The caller's own standing."""
    router = APIRouter(prefix="/v1/me", tags=["me"])

    @router.get("", operation_id="readMe", **asks(None))
    async def me(caller: Asker, request: Request) -> Me:
        """Who the caller is here, and what they may ask for."""
        column = request.scope[VISIT].column
        held = [right(each, column) for each in rights.classes.values() if column in each.rights]
        return Me.of(caller, scopes=sorted(caller.scopes), rights=held)

    @router.get("/cases", operation_id="listOwnCases", **asks(None))
    async def cases(caller: Asker, paging: Annotated[Paging, Depends(OWN.wanted)]) -> OwnCasesPage:
        """The cases that the caller has a part in, and which part."""
        found = await desk.page(paging, own_cases(caller))
        called = await names.children(caller, [row.stream for row in found.rows])
        return OwnCasesPage.found(found, lambda row: own_case(row, caller, called.get(row.stream)))

    @router.get("/notifications", operation_id="listSentNotifications", **asks(None))
    async def sent(caller: Asker, paging: Annotated[Paging, Depends(SENT.wanted)]) -> SentPage:
        """The notifications that the caller sent, the oldest first, and what they were told."""
        found = await desk.page(paging, sent_by(caller))
        return SentPage.found(found, lambda row: SentLine.of(row, id=row.stream))

    return router


def right(about: DataClass, column: str) -> RightLine:
    read = about.may(column, write=False)
    return RightLine(
        data_class=Label(code=about.code, da=about.da, en=about.en),
        read=read,
        words=WORDS in about.rights[column],
        aggregates=AGGREGATES in about.rights[column],
        write=about.may(column, write=True),
    )


def own_cases(caller: Caller) -> sa.Select[Any]:
    """Each case once, with the caller's relations to it."""
    mine = standings(caller).subquery("mine")
    row = sa.func.to_jsonb(mine.table_valued())
    part = sa.func.jsonb_agg(aggregate_order_by(row, mine.c.kind, mine.c.of))
    return (
        sa.select(access.c.stream, sa.type_coerce(part, JSONB).label("parts"))
        .join(mine, mine.c.stream == access.c.stream)
        .where(access.c.kind == "case", visible(caller))
        .group_by(access.c.stream)
    )


def own_case(row: sa.Row[Any], caller: Caller, child: str | None) -> OwnCaseLine:
    parts = [
        StandingLine(
            **{name: each[name] for name in ("valid_from", "valid_to", "ends_at")},
            relation=label("standing", caller.role if each["kind"] == "login" else each["kind"]),
        )
        for each in row.parts
    ]
    return OwnCaseLine(case_id=row.stream, child=child, relations=parts)


def sent_by(caller: Caller) -> sa.Select[Any]:
    mine = sa.select(relations.c.stream).where(relations.c.holder == f"sender:{caller.sub}")
    told = notifications.c
    return sa.select(notifications).where(told.stream.in_(mine), told.recorded_to.is_(None))
