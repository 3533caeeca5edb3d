"""The one path that every command of every service takes: verify, read, decide, answer."""

import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import asdict, dataclass, replace
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
from shared.http.keeping import Keeper, Sent
from shared.http.route import Route
from shared.http.validation import explain
from shared.identity import HEADER as TOKEN
from shared.identity import Caller, InternalTokens, about
from shared.problems import InputError, Invalid, Said, problem, unmet_of
from shared.telemetry import trace_id

ETAG = re.compile(r'"(\d{1,18})"')
KEY = re.compile(r"[\x21-\x7e]{1,255}")
Waits = Callable[[Mapping[str, int]], Awaitable[None]]
Warn = Callable[[Sequence[Any]], Sequence[Unmet]]
Gather = Callable[[UUID, Asked[Any]], AbstractAsyncContextManager[Asked[Any]]]


def no_warnings(_: Sequence[Any]) -> Sequence[Unmet]:
    return ()


@dataclass(frozen=True)
class Desk:
    """Where the commands on one kind of stream are handled. `trace` names what led to a fact.

    `gather` finds the other streams' states that a decision needs, and may hold them still
    until it is recorded. A decision may write beside its own stream in any of them.
    """

    log: EventLog[Any]
    decider: Decider[Any, Any, Any]
    tokens: InternalTokens
    caught_up: Waits
    warnings: Warn = no_warnings
    trace: Callable[[], str] = trace_id
    gather: Gather | None = None


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
        named = sent.command.begins(caller.sub) if self.route.opens else None
        asked = await self._asked(caller, sent, of, named or (stream if self.route.opens else None))
        keeper = self._keeper(request, caller, sent, of)
        try:
            gathering = self.desk.gather(stream, asked) if self.desk.gather else nullcontext(asked)
            async with gathering as informed:
                written = await self._decided(
                    informed, named or stream, sent, keeper, again=bool(named)
                )
        except (KeyTaken, Refused, StaleVersion, Unknown) as error:
            if keeper and (before := await self.desk.log.recorder.answer(keeper.key)):
                return self._again(keeper, before)
            if isinstance(error, Refused) and error.written:
                return self._attempted(request, error)
            raise
        return self._answer(self._kept(request, written, of), written.position)

    async def _asked(
        self, caller: Caller, sent: Sent, of: UUID | None, begun: UUID | None
    ) -> Asked[Command]:
        log = self.desk.log
        id = begun or uuid4()  # noqa: A001 - its name everywhere
        asked = Asked(
            command=sent.command, id=id, of=of, at=log.clock(), by=caller.sub, unit=caller.unit
        )
        return replace(asked, blind=await log.keys.blind()) if self.route.indexes else asked

    async def _decided(
        self, asked: Asked[Command], stream: UUID, sent: Sent, keeper: Keeper | None, *, again: bool
    ) -> Written:
        """What the log says; `again` when the stream may be there, and that is for the decider."""
        log, decider, expected = self.desk.log, self.desk.decider, sent.expected
        others = [*self.route.others(sent.command), *asked.others]
        while True:
            try:
                return await log.decide(
                    decider,
                    stream,
                    asked,
                    expected=expected,
                    correlation=self.desk.trace(),
                    answer=keeper,
                    others=others,
                )
            except StaleVersion:
                found = (await log.fold(decider, stream)).version
                if not again or found == expected:
                    raise
                expected = found

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
        thing = written.id if self.route.anew(of) else of
        return {
            "location": self.route.place_of(thing, of, written.stream, request.scope["path"]),
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
        headers = self._standing(kept["body"]["version"], position)
        if self.route.method == "POST":
            headers["Location"] = kept["location"]
        return Response(
            json.dumps(kept["body"], ensure_ascii=False),
            201 if self.route.method == "POST" else 200,
            headers,
            "application/json",
        )

    def _attempted(self, request: Request, refused: Refused) -> Response:
        """A refusal that left a fact: the stream has a new version all the same."""
        headers = self._standing(refused.written.version, refused.written.position)
        return problem(request, "refused", unmet=unmet_of(refused.unmet), headers=headers)

    def _standing(self, version: int, position: int) -> dict[str, str]:
        token = consistency.write({self.desk.log.catalog.prefix: position})
        return {"ETag": f'"{version}"', consistency.HEADER: token}


def wrong(header: str, code: str, detail: str) -> InputError:
    return InputError(pointer=header, code=code, detail=detail)
