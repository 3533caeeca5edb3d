"""Passing a request on: only what the caller may do, about a child the caller may know of."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.gateway.access import moment, not_confidential, today, visible
from services.gateway.emergency import rules
from services.gateway.knowing import knowing
from services.gateway.operations import EMERGENCIES, PREFIX, Operation
from services.gateway.presenting import version_in
from services.gateway.projecting import Waiting
from services.gateway.speaking import for_themselves
from services.gateway.store import Store
from services.gateway.tables import access
from services.gateway.visiting import VISIT, Identify, Visit, positions_of
from shared import consistency
from shared.database import Unavailable
from shared.decider import Refused
from shared.identity import HEADER, Caller, InternalTokens
from shared.problems import Said
from shared.telemetry import trace_id, traceparent
from shared.transport import Reply, Transport

PASSED_ON = (
    b"content-type", b"if-match", b"idempotency-key", b"consistency-token", b"accept-language",
)  # fmt: skip
OWN = "gateway"  # the feed of what the gateway keeps itself
KEPT_BACK = frozenset({b"content-length", b"x-request-id", b"traceparent"})


@dataclass(frozen=True)
class Forwarding:
    """Everything that passing on takes."""

    identify: Identify
    store: Store
    waiting: Waiting
    tokens: InternalTokens
    services: Mapping[str, Transport]

    def route(self, operation: Operation) -> Route:
        """The gateway's route for one operation of a service."""
        path = f"{PREFIX}{operation.path}"

        async def forward(request: Request) -> Response:
            request.scope["template"] = path  # what measurements and the log call it
            return await self.forward(operation, request)

        return Route(path, forward, methods=[operation.method], include_in_schema=False)

    async def forward(self, operation: Operation, request: Request) -> Response:
        caller = await self.identify(request)
        if operation.scope not in caller.scopes:
            raise Said("forbidden")
        known = positions_of(request)
        stream = await self.permitted(request.scope[VISIT], operation, request, known)
        if operation.method == "GET":
            await self.waiting.until(known)
        signed = replace(caller, scopes=frozenset({operation.scope}), case=stream)
        reply = await self.services[operation.service].send(
            operation.method,
            request.url.path.removeprefix(PREFIX),
            request.url.query,
            [(HEADER.encode(), self.tokens.sign(signed).encode()), *passed_on(request)],
            await request.body(),
        )
        return await self.answered(operation, reply, known)

    async def permitted(
        self,
        visit: Visit,
        operation: Operation,
        request: Request,
        known: consistency.Positions,
    ) -> UUID | None:
        """The case or notification in the path, once all that the request names is permitted.

        Raises:
            Said: not-found, when one does not exist or is not the caller's to know of; forbidden,
                when it was only opened to be read, or when the caller speaks for somebody else.
        """
        await self.waiting.until(whose(operation, known), reactions=False)
        caller, body, writes = visit.caller, await request.body(), visit.entry.writes
        for name, kind in operation.names:
            await self.check(caller, *named(body, name), kind=kind, writes=writes)
        if operation.about is not None:
            stream = stream_in(request.path_params[operation.about])
            if operation.path == EMERGENCIES and writes:
                await self.closed_to(caller, stream)
            else:
                await self.check(caller, stream, kind=operation.kind, writes=writes)
        if not owns(visit, request):
            raise Said("not-found")
        if not for_themselves(visit, body):
            raise Said("forbidden")
        return visit.stream if operation.about else None

    async def check(
        self, caller: Caller, *streams: UUID, kind: str = "case", writes: bool = False
    ) -> None:
        """Let nobody pass but who may know of these cases (or notifications).

        Raises:
            Said: not-found, when one of them is not there for the caller; forbidden, when they may
                read what they would write in.
        """
        said = {"streams": [*streams], "day": today(caller), "moment": moment(caller)}
        async with self.store.asking() as connection:
            may = (await connection.scalars(knowing(caller, kind, writes=writes), said)).all()
        if len(may) != len({*streams}):
            raise Said("not-found")
        if not all(may):
            raise Said("forbidden")

    async def closed_to(self, caller: Caller, case_id: UUID) -> None:
        """Let pass who may not know of a case, so that they can be let in to it.

        Raises:
            Said: not-found, when there is no such case, or it is confidential.
            Refused: when it is the caller's to know of already.
        """
        found = sa.select(visible(caller)).where(
            access.c.stream == case_id, access.c.kind == "case", not_confidential(caller)
        )
        async with self.store.asking() as connection:
            known = await connection.scalar(found)
        if known is None:
            raise Said("not-found")
        if known:
            raise Refused(*rules.unmet(today(caller), [rules.NOT_HAD_ALREADY]))

    async def answered(
        self, operation: Operation, reply: Reply, known: consistency.Positions
    ) -> Response:
        headers = [pair for pair in reply.headers if pair[0] not in KEPT_BACK]
        if token := reply.header(consistency.HEADER.encode()):
            news = consistency.read(token)
            if operation.opens or operation.service == OWN:
                await self.visible_soon(operation, news)
            both = consistency.write(consistency.later(known, news))
            headers = replaced(headers, consistency.HEADER, both)
        response = Response(reply.body, reply.status)
        response.raw_headers += headers
        return response

    async def visible_soon(self, operation: Operation, news: consistency.Positions) -> None:
        """Let what was opened come through the row filter before its opener asks for it.

        When that takes too long the answer goes out all the same: it was recorded, and the token
        in it makes the next request wait.
        """
        try:
            await self.waiting.until(whose(operation, news), reactions=False)
        except Unavailable:
            return


def whose(operation: Operation, known: consistency.Positions) -> consistency.Positions:
    """As much of what is known as decides whose a case (or a provision) is."""
    telling = {"case", OWN, operation.told_by}
    return {feed: reached for feed, reached in known.items() if feed in telling}


def owns(visit: Visit, request: Request) -> bool:
    """A provider knows of its own measures only."""
    thing = request.path_params.get("id") or request.path_params.get("measureId")
    if visit.caller.role != "provider" or visit.entry.about.code != "measure":
        return True
    return thing in {str(each) for each in visit.own}


def stream_in(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError as error:
        raise Said("not-found") from error


def named(body: bytes, name: str) -> Sequence[UUID]:
    """The streams that a property of the body names. What is malformed the service refuses."""
    try:
        said = json.loads(body)[name]
        return [UUID(each) for each in (said if isinstance(said, list) else [said])]
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return ()


def passed_on(request: Request) -> Sequence[tuple[bytes, bytes]]:
    sent = [
        (name, version_in(value) if name == b"if-match" else value)
        for name, value in request.headers.raw
        if name in PASSED_ON
    ]
    return [*sent, (b"traceparent", traceparent().encode()), (b"x-request-id", trace_id().encode())]


def replaced(
    headers: Sequence[tuple[bytes, bytes]], name: str, value: str
) -> list[tuple[bytes, bytes]]:
    others = [pair for pair in headers if pair[0] != name.encode()]
    return [*others, (name.encode(), value.encode())]
