"""Showing an address to somebody who says why: it is on record before the answer leaves."""

import json
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from services.case.application import CaseApplication
from services.case.domain import cases
from services.case.people.commands import DiscloseAddress
from services.case.views import opened
from shared.http import Desk, Route, add_record
from shared.http.commands import Done, add_command
from shared.http.handling import Handling

ROUTE = Route("/cases/{case_id}/address-disclosures", DiscloseAddress, "address.read")


class AddressShown(Done):
    """The address, for this answer only: it is neither kept with it nor shown again."""

    address: str | None = Field(max_length=200, description="None when none is known, or erased.")


class Disclosing(Handling):
    """Answers with the address what an ordinary command answers without."""

    def __init__(self, desk: Desk, route: Route, application: CaseApplication) -> None:
        super().__init__(desk, route)
        self._application = application

    async def handle(self, request: Request) -> Response:
        """Record the disclosure, then answer it."""
        done = await super().handle(request)
        asked = DiscloseAddress.model_validate_json(await request.body())
        seen = await self._application.see(UUID(request.path_params["caseId"]), None)
        body: dict[str, Any] = json.loads(bytes(done.body))
        body["address"] = opened(seen.case.address_of(asked.party_id), seen.cipher)
        headers = {name: value for name, value in done.headers.items() if name != "content-length"}
        return Response(
            json.dumps(body, ensure_ascii=False),
            done.status_code,
            headers | {"Cache-Control": "no-store"},
        )


def add_disclosures(router: APIRouter, application: CaseApplication, reads: str) -> None:
    """Let an address be shown, and who was shown it be read."""
    desk = application.desk(cases)
    add_command(router, Disclosing(desk, ROUTE, application), AddressShown)
    add_record(router, desk, ROUTE.path, reads)
