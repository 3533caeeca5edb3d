"""Subscriptions to events over HTTP."""

from datetime import timedelta
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Header, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.access import visible
from services.gateway.asking import Asker, Desk, asks
from services.gateway.paging import Listing, Paging, Several
from services.gateway.queries.public_feed import PublicFeed
from services.gateway.tables import access, webhook_deliveries, webhook_subscriptions
from services.gateway.visiting import VISIT, Visit
from services.gateway.webhooks.commands import Redeliver, RotateSecret, Subscribe
from services.gateway.webhooks.deliveries import OPEN, State
from services.gateway.webhooks.delivering import Delivering
from services.gateway.webhooks.schedule import verdict
from services.gateway.webhooks.subscriptions import SHOWN_AGAIN, Row, Wanted, within
from services.gateway.webhooks.views import (
    Redelivered,
    SubscriptionTested,
    WebhookDeliveries,
    WebhookSecret,
    WebhookSubscription,
    WebhookSubscriptions,
    delivery,
    fault,
)
from shared.decider import Refused
from shared.http.handling import KEY
from shared.http.queries import READS as PROBLEMS
from shared.identity import Caller
from shared.problems import Said, problems

AT = "/webhook-subscriptions"
READS, WRITES = "webhooks.read", "webhooks.write"
kept, brought = webhook_subscriptions.c, webhook_deliveries.c
KeyHeader = Annotated[
    str, Header(alias="Idempotency-Key", pattern=f"^{KEY.pattern}$", max_length=255)
]
Id = Annotated[UUID, Path(alias="subscriptionId")]
LIST = Listing(AT, {"madeAt": (kept.made_at,)}, ends=(kept.id,), descending=True)
DELIVERIES = Listing("webhook-deliveries", {"number": (brought.number,)}, ends=())
MAKING = {**asks(WRITES), "responses": problems(*PROBLEMS, "refused", "key-reused")}
IN_STATE = {
    "behind": sa.and_(brought.state == "waiting", brought.due_at.is_(None)),
    "waiting": sa.and_(brought.state == "waiting", brought.due_at.is_not(None)),
}


def create_router(desk: Desk, delivering: Delivering) -> APIRouter:
    """Subscriptions, their secrets, and what is brought to them."""
    router = APIRouter(prefix="/v1", tags=["events"])
    add_making(router, desk, delivering)
    add_reading(router, desk)
    add_changing(router, desk, delivering)
    add_trying(router, desk, delivering)
    add_deliveries(router, desk, delivering)
    return router


def add_making(router: APIRouter, desk: Desk, delivering: Delivering) -> None:
    subscriptions, addresses = delivering.subscriptions, delivering.messenger.addresses

    @router.post(AT, operation_id="subscribe", status_code=201, **MAKING)
    async def subscribe(
        response: Response, caller: Asker, body: Subscribe, key: KeyHeader
    ) -> WebhookSecret:
        """Have events brought to an address, as the caller may read them when they are brought.

        The secret is in this answer alone, and in its repeats under the same key for a day.
        """
        feed = PublicFeed(desk, caller)
        if unmet := [*addresses.unmet(body.url)]:
            raise Refused(*unmet)
        end, place = await feed.end(), feed.place(body.after, "/after")
        if place.epoch and (place.epoch != end.epoch or place.number > end.number):
            raise Said("feed-restarted")
        after = place.number if place.epoch else end.number
        row = await subscriptions.make(
            caller, Wanted(body.url, body.types, after), desk.clock(), key
        )
        response.headers["Location"] = f"/v1{AT}/{row.id}"
        response.headers["Cache-Control"] = "no-store"
        fresh = row.rotated_by is None and desk.clock() < row.made_at + SHOWN_AGAIN
        secret = subscriptions.secret(row) if fresh else None
        return WebhookSecret.of(row, secret=secret)


def add_reading(router: APIRouter, desk: Desk) -> None:
    @router.get(AT, operation_id="listSubscriptions", **asks(READS))
    async def mine(
        caller: Asker, paging: Annotated[Paging, Depends(LIST.wanted)]
    ) -> WebhookSubscriptions:
        """The caller's subscriptions, the newest first; for operators, everybody's."""
        found = await desk.page(paging, standing(within(caller)))
        return WebhookSubscriptions.found(found, WebhookSubscription.of)

    @router.get(f"{AT}/{{subscriptionId}}", operation_id="readSubscription", **asks(READS))
    async def one(caller: Asker, id: Id) -> WebhookSubscription:  # noqa: A002
        """A subscription, and how its deliveries stand."""
        async with desk.store.begin() as connection:
            question = standing(within(caller)).where(kept.id == id)
            row = (await connection.execute(question)).one_or_none()
        if row is None:
            raise Said("not-found")
        return WebhookSubscription.of(row)


def standing(question: sa.Select[Any]) -> sa.Select[Any]:
    """Subscriptions, each with how many of its deliveries are not through."""
    mine = sa.and_(brought.subscription_id == kept.id, brought.state.in_(OPEN))
    counted = sa.select(sa.func.count()).where(mine)
    oldest = sa.select(sa.func.min(brought.made_at)).where(mine)
    return question.add_columns(
        counted.scalar_subquery().label("waiting"),
        counted.where(brought.state == "parked").scalar_subquery().label("parked"),
        oldest.scalar_subquery().label("oldest_waiting_at"),
    )


def add_changing(router: APIRouter, desk: Desk, delivering: Delivering) -> None:
    subscriptions = delivering.subscriptions

    @router.post(
        f"{AT}/{{subscriptionId}}/rotations",
        operation_id="rotateSecret",
        status_code=201,
        **asks(WRITES),
    )
    async def rotate(
        response: Response, caller: Asker, id: Id, body: RotateSecret, key: KeyHeader  # noqa: A002
    ) -> WebhookSecret:  # fmt: skip
        """Make a new secret; the one before signs too for a while. The same key makes one once."""
        now, hashed = desk.clock(), sha256(f"{id} {key}".encode()).digest()
        until = now + timedelta(hours=body.overlap_hours)
        row = await subscriptions.rotate(caller, id, until, hashed)
        response.headers["Location"] = f"/v1{AT}/{id}"
        response.headers["Cache-Control"] = "no-store"
        return WebhookSecret.of(row, secret=subscriptions.secret(row))

    @router.post(
        f"{AT}/{{subscriptionId}}/ends",
        operation_id="unsubscribe",
        status_code=204,
        **asks(WRITES),
    )
    async def end(caller: Asker, id: Id) -> Response:  # noqa: A002
        """End a subscription at once. What was not brought yet is not brought."""
        await subscriptions.end(caller, id, desk.clock())
        return Response(status_code=204)


def add_trying(router: APIRouter, desk: Desk, delivering: Delivering) -> None:
    @router.post(f"{AT}/{{subscriptionId}}/tests", operation_id="testSubscription", **asks(WRITES))
    async def test(caller: Asker, id: Id) -> SubscriptionTested:  # noqa: A002
        """Send an event that tells of nothing, now and once; what the receiver answered."""
        row = await delivering.subscriptions.of(caller, id)
        answer = await delivering.test(row)
        delivered = verdict(answer.status) == "delivered"
        return SubscriptionTested(
            delivered=delivered, status=answer.status, fault=fault(answer.fault)
        )

    @router.post(f"{AT}/{{subscriptionId}}/redeliveries", operation_id="redeliver", **asks(WRITES))
    async def redeliver(caller: Asker, id: Id, body: Redeliver) -> Redelivered:  # noqa: A002
        """Set parked deliveries going again; those behind them follow in order."""
        row: Row = await delivering.subscriptions.of(caller, id)
        count = await delivering.deliveries.again(row.id, named(body, caller), desk.clock())
        desk.bell.ring()
        return Redelivered(deliveries=count)


def named(body: Redeliver, caller: Caller) -> sa.ColumnElement[bool]:
    """The deliveries that are meant; what is named must be what the caller may know of."""
    if body.delivery_id is None and body.case_id is None:
        return sa.true()
    known = sa.select(access.c.stream).where(visible(caller))
    one = brought.id == body.delivery_id if body.delivery_id else sa.true()
    case = brought.about == body.case_id if body.case_id else sa.true()
    return sa.and_(one, case, brought.stream.in_(known))


def add_deliveries(router: APIRouter, desk: Desk, delivering: Delivering) -> None:
    @router.get(
        f"{AT}/{{subscriptionId}}/deliveries",
        operation_id="listSubscriptionDeliveries",
        **asks(READS),
    )
    async def deliveries(
        request: Request,
        caller: Asker,
        id: Id,  # noqa: A002
        paging: Annotated[Paging, Depends(DELIVERIES.wanted)],
        state: Annotated[
            Annotated[list[State], Field(max_length=5)] | None, Several, Query()
        ] = None,
    ) -> WebhookDeliveries:
        """What is brought, in the order of the feed, of all that the caller may know of now."""
        await delivering.subscriptions.of(caller, id)
        visit: Visit = request.scope[VISIT]
        visit.stream = None  # it is about the cases in it
        question = (
            sa.select(webhook_deliveries)
            .join(access, access.c.stream == brought.stream)
            .where(brought.subscription_id == id, visible(caller))
        )
        if state:
            question = question.where(sa.or_(*(IN_STATE.get(x, brought.state == x) for x in state)))
        return WebhookDeliveries.found(await desk.page(paging, question, str(id)), delivery)
