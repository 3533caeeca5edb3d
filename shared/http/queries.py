"""Reading one stream: who asks, which case the token is for, what was recorded about a thing."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, Field, JsonValue
from pydantic.alias_generators import to_camel
from starlette.requests import Request
from starlette.responses import Response

from shared.commands import AskedDay, AskedMoment
from shared.eventlog import EventLog
from shared.facts import Recorded
from shared.http.commands import template
from shared.http.handling import Desk
from shared.http.route import Route
from shared.identity import HEADER, Caller, about
from shared.problems import Said, problems
from shared.sealing import Opening

READS = ("invalid-input", "unauthenticated", "forbidden", "not-found", "too-many-requests",
         "internal-error", "unavailable")  # fmt: skip


class RecordedFact(BaseModel):
    """One fact as it was recorded: `recordedAt` is when we learned it, `by` who said so."""

    kind: str = Field(max_length=100, examples=["case.InvestigationStarted"])
    version: int = Field(ge=1)
    recorded_at: datetime = Field(alias="recordedAt")
    by: str = Field(max_length=200)
    data: dict[str, JsonValue] = Field(description="Sealed words are opened; erased ones are null.")


class Record(BaseModel):
    """Everything that has been recorded about one thing, in order."""

    items: list[RecordedFact] = Field(max_length=10_000)


def caller_of(request: Request) -> Caller:
    """Who asks, by the internal token."""
    verified: Caller = request.app.state.tokens.verify(request.headers.get(HEADER))
    return verified


CallerDep = Annotated[Caller, Depends(caller_of)]


def case_of(case_id: Annotated[UUID, Path(alias="caseId")], caller: CallerDep) -> UUID:
    """The case in the path, if the token is for it."""
    about(caller, case_id)
    return case_id


CaseId = Annotated[UUID, Depends(case_of)]
ValidAt = Annotated[
    AskedDay | None,
    Query(alias="validAt", description="On this day in Copenhagen (virkningstid); default today."),
]
AsOf = Annotated[
    AskedMoment | None,
    Query(alias="asOf", description="As known at this moment (registreringstid); default now."),
]


def with_version(response: Response, version: int) -> None:
    """Tell the version that an If-Match must name."""
    response.headers["ETag"] = f'"{version}"'
    response.headers["Cache-Control"] = "no-store"


async def opened(log: EventLog[Any], history: Sequence[Recorded[Any]]) -> list[RecordedFact]:
    """Facts with their sealed words opened, but for what is masked for everyone."""
    if not history:
        return []
    cipher = await log.keys.cipher(history[0].stream)
    masked = await log.mask(history[0].stream)
    return [
        RecordedFact(
            kind=log.catalog.name(each.fact),
            version=each.version,
            recordedAt=each.recorded_at,
            by=each.by,
            data=camel(masked(log.catalog.dump(each.fact, Opening(cipher))["data"])),
        )
        for each in history
    ]


def camel(value: Any) -> Any:
    """Property names as clients know them."""
    if isinstance(value, dict):
        return {to_camel(name): camel(each) for name, each in value.items()}
    return [camel(each) for each in value] if isinstance(value, list) else value


def names(fact: Any, thing: UUID) -> bool:
    """Whether a fact is about a thing: it has its id, or names it."""
    return any(getattr(fact, field.name) == thing for field in fields(fact))


def reads(scope: str) -> dict[str, Any]:
    """What every question declares: its problems and its scope."""
    return {
        "responses": problems(*READS),
        "openapi_extra": {"security": [{"bearer": [scope]}]},
        "dependencies": [Depends(needs(scope))],
    }


def needs(scope: str) -> Callable[[Caller], None]:
    def check(caller: CallerDep) -> None:
        if scope not in caller.scopes:
            raise Said("forbidden")

    return check


def add_records(router: APIRouter, desk: Desk, routes: Sequence[Route], scope: str) -> None:
    """Let everything that a command brought about be read where its Location says it is."""
    for route in routes:
        if not route.opens and route.method == "POST" and route.path.count("{") == 1:
            add_record(router, desk, route.path, scope)


def add_record(router: APIRouter, desk: Desk, path: str, scope: str) -> None:
    """Let one kind of thing be read: every fact that names it."""
    noun = path.rsplit("/", 1)[-1]
    of_a_notification = "{notification_id}" in path
    placeholder = "notificationId" if of_a_notification else "caseId"
    called = f"{'notification_' if of_a_notification else ''}{noun.replace('-', '_')}"

    async def record(
        response: Response,
        caller: CallerDep,
        stream: Annotated[UUID, Path(alias=placeholder)],
        thing: Annotated[UUID, Path(alias="id")],
        as_of: AsOf = None,
    ) -> Record:
        """Every fact that names it, in order, as known at a moment; sealed words are opened."""
        about(caller, stream)
        history = await desk.log.history(stream, as_of)
        wanted = [each for each in history if names(each.fact, thing)]
        if not wanted:
            raise Said("not-found")
        with_version(response, history[-1].version)
        return Record(items=await opened(desk.log, wanted))

    router.add_api_route(
        f"{template(path)}/{{id}}",
        record,
        methods=["GET"],
        operation_id=to_camel(f"read_{called}"),
        summary=f"What was recorded about one of the {noun.replace('-', ' ')}",
        **reads(scope),
    )
