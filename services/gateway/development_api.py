"""Development's routes: a persona's token, and the clock of the whole stack."""

from datetime import datetime

from fastapi import APIRouter, FastAPI
from pydantic import TypeAdapter
from starlette.responses import Response

from services.gateway.application import GatewayApplication
from services.gateway.development import AskForToken, ClockView, SetClock, Token
from services.gateway.read_models import FEEDS
from shared import consistency
from shared.application import A_LEAP
from shared.clock import FORWARD, SettableClock
from shared.database import Unavailable
from shared.deadline import longer
from shared.decider import Refused
from shared.http import add_routes
from shared.identity import HEADER, Caller
from shared.problems import problems

SETTER = Caller(sub="service:gateway", role="system", scopes=frozenset({"clock.set"}))
FOUND = TypeAdapter(dict[str, str])
REFUSALS = problems(
    "invalid-input", "refused", "too-many-requests", "internal-error", "unavailable"
)


def add_development(app: FastAPI, application: GatewayApplication) -> None:
    """Only ever called outside production."""
    router = APIRouter(prefix="/dev", tags=["development"], include_in_schema=False)

    @router.post("/tokens", status_code=201, responses=REFUSALS)
    async def tokens(asked: AskForToken) -> Token:
        """A bearer token for a persona."""
        token = application.development_issuer.token(
            asked.persona, asked.sub, asked.unit, asked.scopes
        )
        return Token(access_token=token)

    @router.put("/clock", responses=REFUSALS)
    async def set_clock(setting: SetClock, response: Response) -> ClockView:
        """Set the clock of the whole stack; what falls due by then is noticed before the answer."""
        return await clock_at(application, setting.now, response)

    @router.delete("/clock", responses=REFUSALS)
    async def real_time(response: Response) -> ClockView:
        """Return the whole stack to real time."""
        return await clock_at(application, None, response)

    add_routes(app.router, router)


async def clock_at(
    application: GatewayApplication, moment: datetime | None, response: Response
) -> ClockView:
    clock = application.clock
    if not isinstance(clock, SettableClock) or not clock.set(moment):
        raise Refused(FORWARD)
    longer(A_LEAP)
    token: dict[str, int] = {}
    body = ClockView(now=moment).model_dump_json().encode()
    for service in FEEDS:
        reply = await application.services[service].send(
            "PUT",
            "/dev/clock",
            "",
            [
                (HEADER.encode(), application.tokens.sign(SETTER).encode()),
                (b"content-type", b"application/json"),
            ],
            body,
        )
        if reply.status != 200:  # noqa: PLR2004
            raise Unavailable(service)
        found = consistency.read(FOUND.validate_json(reply.body)["consistencyToken"])
        token = consistency.later(token, found)
    await application.waiting.until(token)
    response.headers[consistency.HEADER] = consistency.write(token)
    return ClockView(now=moment)
