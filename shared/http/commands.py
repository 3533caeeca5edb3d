"""From a request to a fact: a route names a command, and never decides anything.

A table of routes is a service's table of contents. Each becomes a FastAPI route whose signature
documents it, and whose handler parses once, validates once, and answers once.
"""

import re
from collections.abc import Sequence
from inspect import Parameter, Signature
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Header, Path
from pydantic import BaseModel, Field
from pydantic.alias_generators import to_camel
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from shared import consistency
from shared.commands import Command
from shared.http.handling import ETAG, KEY, Desk, Handling
from shared.http.route import ByItsWord, Route
from shared.problems import UnmetRule, problems

ALWAYS = (
    "invalid-input", "unauthenticated", "forbidden", "not-found", "too-large",
    "unsupported-media-type", "too-many-requests", "internal-error", "unavailable",
)  # fmt: skip
PLACE = "x-place"

MATCH = Annotated[
    str,
    Header(
        alias="If-Match",
        pattern=f"^{ETAG.pattern}$",
        max_length=20,
        description="The ETag of the version that the command is based on.",
    ),
]
TOKEN = Annotated[
    str | None,
    Header(
        alias="Consistency-Token",
        max_length=consistency.LONGEST,
        description="From an earlier answer: what it wrote is taken into account.",
    ),
]


class Done(BaseModel):
    """A command was recorded: the id of what it brought about, and the stream's new version.

    A command on a thing that is there (`…/completions`, `…/withdrawals`) answers that thing's id.
    """

    id: UUID = Field(examples=["0b7f3c1e-5d0a-4c7e-9a51-3f1de4f0a001"])
    version: int = Field(ge=1, examples=[7])
    warnings: list[UnmetRule] = Field(max_length=100, description="Departures from good practice.")


def add_commands(router: APIRouter, desk: Desk, routes: Sequence[Route]) -> None:
    """Put every route of a table on a router."""
    for route in routes:
        add_command(router, Handling(desk, route))


def add_command(router: APIRouter, handling: Handling, answer: type[BaseModel] = Done) -> None:
    """Put one route on a router; its handler answers with a `Done`, or with more."""
    route = handling.route

    class Commanding(ByItsWord):
        """Straight to the handler: a command has no dependencies to be injected."""

        async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
            if scope["method"] in (self.methods or ()):
                response = await handling.handle(Request(scope, receive))
                await response(scope, receive, send)
            else:
                await super().handle(scope, receive, send)

    async def documented(**_: object) -> None:
        """Only its signature is used: it is what OpenAPI shows."""

    documented.__signature__ = signature(route)  # type: ignore[attr-defined]
    refusals = ("stale", "precondition-required") if not route.opens else ()
    router.add_api_route(
        template(route.path),
        documented,
        methods=[route.method],
        status_code=201 if route.method == "POST" else 200,
        response_model=answer,
        operation_id=operation_id(route),
        summary=summary(route.command),
        description=route.command.__doc__,
        responses=problems(*ALWAYS, "refused", "key-reused", *refusals),
        openapi_extra={"security": [{"bearer": [route.scope]}], **place(route)},
        route_class_override=Commanding,
    )


def place(route: Route) -> dict[str, str]:
    """Where what it brings about can be read, for who merges the documents."""
    return {PLACE: template(route.place)} if route.method == "POST" else {}


def template(path: str) -> str:
    """A path as clients see it: placeholders are lowerCamelCase."""
    return re.sub(r"{(\w+)}", lambda found: "{" + to_camel(found[1]) + "}", path)


def operation_id(route: Route) -> str:
    name = route.called or route.command.__name__
    return name[0].lower() + name[1:]


def summary(command: type[Command]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", command.__name__).capitalize()


def signature(route: Route) -> Signature:
    """What the operation takes, for the OpenAPI document."""
    placeholders = re.findall(r"{(\w+)}", route.path)
    key: Any = str if route.opens else str | None
    keys = Annotated[
        key,
        Header(
            alias="Idempotency-Key",
            pattern=f"^{KEY.pattern}$",
            max_length=255,
            description="The same key and body are answered alike; kept at least 24 hours.",
        ),
    ]
    optional = Parameter.empty if route.opens else None
    parameters = [
        *(_keyword(each, Annotated[UUID, Path(alias=to_camel(each))]) for each in placeholders),
        _keyword("body", Annotated[route.command, Body()]),
        _keyword("idempotency_key", keys, optional),
        *([] if route.opens else [_keyword("if_match", MATCH)]),
        _keyword("consistency_token", TOKEN, None),
    ]
    return Signature(parameters)


def _keyword(name: str, kind: Any, default: Any = Parameter.empty) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind, default=default)
