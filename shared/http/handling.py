"""The one path that every command of every service takes: verify, read, decide, answer."""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from shared import consistency
from shared.commands import Command
from shared.decider import Asked, Decider, Refused, Unknown, Unmet
from shared.eventlog import Answer, EventLog, KeyTaken, StaleVersion, Written
from shared.http.validation import explain
from shared.identity import HEADER as TOKEN
from shared.identity import Caller, InternalTokens, about
from shared.problems import InputError, Invalid, Said
from shared.telemetry import trace_id

ETAG = re.compile(r'"(\d{1,18})"')
KEY = re.compile(r"[\x21-\x7e]{1,255}")
Waits = Callable[[Mapping[str, int]], Awaitable[None]]
Warn = Callable[[Sequence[Any]], Sequence[Unmet]]
Gather = Callable[[UUID, Asked[Any]], AbstractAsyncContextManager[Asked[Any]]]


def no_warnings(_: Sequence[Any]) -> Sequence[Unmet]:
    return ()


@asynccontextmanager
async def alone(_: UUID, asked: Asked[Any]) -> AsyncIterator[Asked[Any]]:
    yield asked


@dataclass(frozen=True, slots=True)
class Route:
    """One thing that can be asked: where, what, and with which scope.

    `opens` begins a new stream (no If-Match; an Idempotency-Key is required). A path's last
    placeholder, when there is a second, names what the command is about.
    """

    path: str
    command: type[Command]
    scope: str
    opens: bool = False
    method: str = "POST"


@dataclass(frozen=True)
class Desk:
    """Where the commands on one kind of stream are handled.

    `gather` finds the other streams' states that a decision needs, and may hold them still
    until it is recorded.
    """

    log: EventLog[Any]
    decider: Decider[Any, Any, Any]
    tokens: InternalTokens
    caught_up: Waits
    warnings: Warn = no_warnings
    gather: Gather = alone


@dataclass(frozen=True, slots=True)
class Sent:
    """A request, read: what is asked, of which version, under which key, knowing what."""

    command: Command
    expected: int
    key: str | None
    reached: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps an answer under the caller's key, in the transaction of the facts it speaks of."""

    key: bytes
    fingerprint: bytes
    kept: Callable[[Written], dict[str, Any]]

    def __call__(self, written: Written) -> Answer:
        answer = json.dumps(self.kept(written), ensure_ascii=False).encode()
        return Answer(self.key, self.fingerprint, answer)


class Handling:
    """One route's handler."""

    def __init__(self, desk: Desk, route: Route) -> None:
        self.desk = desk
        self.route = route
        self._command: TypeAdapter[Command] = TypeAdapter(route.command)

    async def handle(self, request: Request) -> Response:
        """Answer a command.

        Raises: what `shared.http.service` turns into problem documents.
        """
        caller = self._caller(request)
        stream, of = self._ids(request, caller)
        sent = self._read(request, await request.body())
        await self.desk.caught_up(sent.reached)
        new = stream if self.route.opens else uuid4()
        asked = Asked(command=sent.command, id=new, of=of, at=self.desk.log.clock(), by=caller.sub)
        keeper = self._keeper(request, caller, sent, of)
        try:
            async with self.desk.gather(stream, asked) as informed:
                written = await self.desk.log.decide(
                    self.desk.decider,
                    stream,
                    informed,
                    expected=sent.expected,
                    correlation=trace_id(),
                    answer=keeper,
                )
        except (KeyTaken, Refused, StaleVersion, Unknown):
            if keeper and (before := await self.desk.log.recorder.answer(keeper.key)):
                return self._again(keeper, before)
            raise
        return self._answer(self._kept(request, written, of), written.position)

    def _caller(self, request: Request) -> Caller:
        caller = self.desk.tokens.verify(request.headers.get(TOKEN))
        if self.route.scope not in caller.scopes:
            raise Said("forbidden")
        return caller

    def _ids(self, request: Request, caller: Caller) -> tuple[UUID, UUID | None]:
        try:
            ids = [UUID(each) for each in request.path_params.values()]
        except ValueError as error:
            raise Said("not-found") from error
        if self.route.opens:
            return uuid4(), ids[0] if ids else None
        about(caller, ids[0])
        return ids[0], ids[1] if len(ids) > 1 else None

    def _read(self, request: Request, body: bytes) -> Sent:
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise Said("unsupported-media-type")
        errors: list[InputError] = []
        command, reached = None, {}
        try:
            command = self._command.validate_json(body, by_alias=True, by_name=False)
        except ValidationError as error:
            errors += explain(error).errors
        try:
            reached = consistency.read(request.headers.get(consistency.HEADER))
        except consistency.NotAToken:
            errors.append(wrong("Consistency-Token", "pattern", "Send the token as you got it."))
        match, key = request.headers.get("if-match"), request.headers.get("idempotency-key")
        etag = None if self.route.opens else ETAG.fullmatch(match or "")
        if match is not None and etag is None and not self.route.opens:
            errors.append(wrong("If-Match", "pattern", "Send the ETag as you got it."))
        if key is not None and not KEY.fullmatch(key):
            errors.append(wrong("Idempotency-Key", "pattern", "1 to 255 visible ASCII characters."))
        if key is None and self.route.opens:
            errors.append(wrong("Idempotency-Key", "missing", "This is required."))
        if errors or command is None:
            raise Invalid(*errors)
        if match is None and not self.route.opens:
            raise Said("precondition-required")
        return Sent(command, int(etag[1]) if etag else 0, key, reached)

    def _keeper(
        self, request: Request, caller: Caller, sent: Sent, of: UUID | None
    ) -> Keeper | None:
        if sent.key is None:
            return None
        said = f"{request.method} {request.scope['path']} {sent.command.model_dump_json()}"
        return Keeper(
            sha256(f"{caller.sub} {sent.key}".encode()).digest(),
            sha256(said.encode()).digest(),
            lambda written: self._kept(request, written, of),
        )

    def _kept(self, request: Request, written: Written, of: UUID | None) -> dict[str, Any]:
        thing = written.id if of is None or self.route.opens else of
        path: str = request.scope["path"]
        return {
            "location": f"/v1{path}/{thing}" if of is None else f"/v1{path.rpartition('/')[0]}",
            "body": {
                "id": str(thing),
                "version": written.version,
                "warnings": [asdict(each) for each in self.desk.warnings(written.facts)],
            },
        }

    def _again(self, keeper: Keeper, before: Answer) -> Response:
        if before.fingerprint != keeper.fingerprint:
            raise Said("key-reused")
        answer = self._answer(json.loads(before.answer), before.position)
        answer.headers["Idempotency-Replayed"] = "true"
        return answer

    def _answer(self, kept: Mapping[str, Any], position: int) -> Response:
        headers = {
            "ETag": f'"{kept["body"]["version"]}"',
            consistency.HEADER: consistency.write({self.desk.log.catalog.prefix: position}),
        }
        if self.route.method == "POST":
            headers["Location"] = kept["location"]
        return Response(
            json.dumps(kept["body"], ensure_ascii=False),
            201 if self.route.method == "POST" else 200,
            headers,
            "application/json",
        )


def wrong(header: str, code: str, detail: str) -> InputError:
    return InputError(pointer=header, code=code, detail=detail)
