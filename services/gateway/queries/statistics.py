"""Deliveries to Statistics Denmark: made once, kept without numbers, fetched with them."""

import asyncio
from typing import Annotated
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Header, Path
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import Asker, Desk, asks
from services.gateway.names import Names
from services.gateway.paging import Listing, Paging
from services.gateway.statistics import keeping
from services.gateway.statistics.keeping import SAID
from services.gateway.statistics.views import (
    DeliveriesPage,
    DeliveryLine,
    DeliveryView,
    MakeDelivery,
    line,
    whole,
)
from services.gateway.statistics.writing import Delivery, Sender, xml
from services.gateway.tables import deliveries
from services.gateway.visiting import VISIT, Visit
from shared.http.handling import KEY

READS, WRITES = "statistics.read", "statistics.write"
DeliveryId = Annotated[UUID, Path(alias="deliveryId")]
KeyHeader = Annotated[
    str, Header(alias="Idempotency-Key", pattern=f"^{KEY.pattern}$", max_length=255)
]
LIST = Listing("deliveries", {"asOf": (deliveries.c.as_of,)}, ends=(deliveries.c.id,))
XML = {"application/xml": {"schema": {"type": "string", "maxLength": 100_000_000}}}


def create_router(desk: Desk, names: Names, sender: Sender) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["statistics"])
    add_making(router, desk)
    add_reading(router, desk)
    add_file(router, desk, names, sender)
    return router


def add_making(router: APIRouter, desk: Desk) -> None:
    @router.post(
        "/statistics/deliveries", operation_id="makeDelivery", status_code=201, **asks(WRITES)
    )
    async def make(
        response: Response, caller: Asker, body: MakeDelivery, key: KeyHeader
    ) -> DeliveryLine:
        """Deliver what has become known since the delivery before. One key delivers once."""
        async with desk.store.begin() as connection:
            row = await keeping.make(connection, caller, body.survey, desk.clock(), key)
        made = line(row)
        response.headers["Location"] = f"/v1/statistics/deliveries/{made.id}"
        return made


def add_reading(router: APIRouter, desk: Desk) -> None:
    @router.get("/statistics/deliveries", operation_id="listDeliveries", **asks(READS))
    async def mine(
        caller: Asker, paging: Annotated[Paging, Depends(LIST.wanted)]
    ) -> DeliveriesPage:
        """The caller's deliveries, oldest first."""
        question = sa.select(deliveries).where(deliveries.c.sub == caller.sub)
        return DeliveriesPage.found(await desk.page(paging, question), line)

    @router.get("/statistics/deliveries/{deliveryId}", operation_id="readDelivery", **asks(READS))
    async def delivery(caller: Asker, delivery_id: DeliveryId) -> DeliveryView:
        """A delivery as it was made, by case and without numbers."""
        async with desk.store.begin() as connection:
            return whole(await keeping.read(connection, caller, delivery_id))


def add_file(router: APIRouter, desk: Desk, names: Names, sender: Sender) -> None:
    declared = asks(READS)
    answer = {200: {"description": "The file to send.", "content": XML}}

    @router.get(
        "/statistics/deliveries/{deliveryId}/file",
        operation_id="fetchDelivery",
        response_class=Response,
        **{**declared, "responses": {**declared["responses"], **answer}},
    )
    async def file(request: Request, caller: Asker, delivery_id: DeliveryId) -> Response:
        """A delivery as XML to send, with the children's numbers as the case service has them."""
        async with desk.store.begin() as connection:
            row = await keeping.read(connection, caller, delivery_id)
            said = SAID.validate_python(row.content)
            about = {each.record.case_id for each in said}
            cases = sorted(await keeping.theirs(connection, caller, about))
        visit: Visit = request.scope[VISIT]
        visit.stream, visit.shown = None, [*cases]
        numbers = await names.numbers(caller, cases)
        whole = Delivery(row.survey, row.as_of, sender, said, numbers)
        content = await asyncio.to_thread(xml, whole)
        named = f'attachment; filename="{row.survey}-{row.as_of:%Y-%m-%d}.xml"'
        headers = {"Content-Disposition": named, "Cache-Control": "no-store"}
        return Response(content, headers=headers, media_type="application/xml")
