"""The portfolio over HTTP: what can be asked of provisions, and what one is like on a day."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response

from services.intervention_ladder.application import LadderApplication
from services.intervention_ladder.domain import provisions
from services.intervention_ladder.provision import commands
from services.intervention_ladder.provision.views import (
    ProvisionCodes,
    ProvisionView,
    codes,
    view,
)
from shared.calendar import day_of
from shared.http import CallerDep, Route, ValidAt, add_commands, reads, with_version
from shared.identity import about

READ, WRITE = "ladder.read", "provision.write"
PROVISION, PLACE = "/provisions/{provision_id}", "/provisions"
ROUTES = (
    Route("/provisions", commands.OpenProvision, WRITE, opens=True),
    Route(f"{PROVISION}/descriptions", commands.DescribeProvision, WRITE, found=PLACE),
    Route(f"{PROVISION}/capacity-changes", commands.ChangeCapacity, WRITE, found=PLACE),
    Route(f"{PROVISION}/prices", commands.SetPrice, WRITE, found=PLACE),
    Route(f"{PROVISION}/closures", commands.CloseProvision, WRITE, found=PLACE),
)


def provision_of(
    provision_id: Annotated[UUID, Path(alias="provisionId")], caller: CallerDep
) -> UUID:
    """The provision in the path, if the token is for it."""
    about(caller, provision_id)
    return provision_id


ProvisionId = Annotated[UUID, Depends(provision_of)]


def create_router(application: LadderApplication) -> APIRouter:
    """Everything the portfolio can be asked."""
    router = APIRouter(tags=["portfolio"])
    add_commands(router, application.desk(provisions), ROUTES)

    @router.get("/provisions/{provisionId}", operation_id="readProvision", **reads(READ))
    async def provision(
        response: Response, provision_id: ProvisionId, valid_at: ValidAt = None
    ) -> ProvisionView:
        """What a provision can do, for whom, at what price, and whether there is room on a day."""
        found = await application.offered(provision_id)
        with_version(response, found.version)
        day = valid_at or day_of(application.clock())
        return view(found.provision, found.version, day, found.cipher)

    @router.get("/provision-codes", operation_id="listProvisionCodes", **reads(READ))
    async def provision_codes(valid_at: ValidAt = None) -> ProvisionCodes:
        """The kinds of provision, needs, methods and levels of evidence, as listed on a day."""
        return codes(valid_at or day_of(application.clock()))

    return router
