"""Whether there is a second case on the same child, for who may see both."""

from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter
from pydantic import Field

from services.gateway.access import visible
from services.gateway.asking import Asker, CaseParameter, Desk, asks
from services.gateway.names import Names
from services.gateway.tables import access
from shared.views import View


class Duplicates(View):
    """Other cases on a child with the same CPR number, as far as the caller may see them."""

    case_ids: list[UUID] = Field(max_length=1000)


def create_router(desk: Desk, names: Names) -> APIRouter:
    """The duplicates of a case the caller may see."""
    router = APIRouter(prefix="/v1", tags=["cases"])

    @router.get("/cases/{caseId}/duplicates", operation_id="listDuplicates", **asks("case.read"))
    async def list_duplicates(caller: Asker, case_id: CaseParameter) -> Duplicates:
        """Other cases on a child with the same CPR number; those already merged are left out."""
        await desk.forwarding.check(caller, case_id)
        alike = await names.alike(caller, case_id)
        mine = (
            sa.select(access.c.stream)
            .where(access.c.stream.in_(alike), access.c.kind == "case", visible(caller))
            .order_by(access.c.stream)
        )
        async with desk.store.begin() as connection:
            return Duplicates(case_ids=list(await connection.scalars(mine)))

    return router
