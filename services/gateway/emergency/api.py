"""Emergency access over HTTP: opened, read again, reviewed."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request

from services.gateway.emergency import commands
from services.gateway.emergency.domain import overrides
from services.gateway.emergency.published import publish
from shared.application import Application
from shared.decider import Asked
from shared.eventlog import Written
from shared.feed import add_feed
from shared.http import Desk, Route, add_commands, add_record
from shared.http.commands import add_command
from shared.http.handling import Handling
from shared.http.keeping import Keeper, Sent
from shared.identity import Caller, about
from shared.problems import Said

READ, WRITE = "access.read", "access.write"
PATH = "/cases/{case_id}/emergency-accesses"
OPENING = Route(PATH, commands.OpenEmergencyAccess, WRITE, opens=True)
ROUTES = (Route(f"{PATH}/{{access_id}}/reviews", commands.ReviewEmergencyAccess, WRITE),)


class Opening(Handling):
    """Opens an access in the case's own stream, whatever else has happened in it."""

    def _ids(self, request: Request, caller: Caller) -> tuple[UUID, UUID | None]:
        try:
            case_id = UUID(request.path_params["caseId"])
        except ValueError as error:
            raise Said("not-found") from error
        about(caller, case_id)
        return case_id, None

    async def _asked(
        self, caller: Caller, sent: Sent, of: UUID | None, begun: UUID | None
    ) -> Asked[Any]:
        del begun  # an access has an id of its own
        return await super()._asked(caller, sent, of, None)

    async def _decided(
        self, asked: Asked[Any], stream: UUID, sent: Sent, keeper: Keeper | None, *, again: bool
    ) -> Written:
        del again
        return await super()._decided(asked, stream, sent, keeper, again=True)


def create_router(application: Application) -> APIRouter:
    """What can be asked about emergency access to a case."""
    router = APIRouter(tags=["access"])
    desk: Desk = application.desk(overrides)
    add_command(router, Opening(desk, OPENING))
    add_commands(router, desk, ROUTES)
    add_record(router, desk, PATH, READ)
    add_feed(router, application.log, publish)
    return router
