"""Tells a plan to the gateway, day by day: families side by side, each in its own order.

Every command carries a key of its own, so that a second telling repeats nothing. With a journal it
goes on where the first one stopped.
"""

import asyncio
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from deploy.municipality.answers import CannotTell, Told, rules_of, service_of, stream_of
from deploy.municipality.commands import EVERYBODY, NAMED, Actor, Command, Json, written
from deploy.municipality.journal import Journal
from deploy.municipality.planning import Plan
from deploy.municipality.versions import Versions
from shared.database import Unavailable
from shared.transport import Headers, Reply, Transport

AT_ONCE = 32  # families that are told of at the same time
ATTEMPTS = 6  # how often a command is based on a newer version, when others write meanwhile
PATIENCE = 30  # how often somebody who is behind is asked again
CREATED, OK, UNKNOWN_TOKEN, NOT_FOUND, STALE, BEHIND = 201, 200, 401, 404, 412, 503
NEEDS_NEWS = {"closed", "transferred", "reassessed", "linked", "appointed", "handed on"}
Progress = Callable[[datetime, Told], None]


class Missing(Exception):
    """What a command names was refused, or never told."""


@dataclass
class Teller:
    """Speaks to one gateway, as everybody of the plan."""

    transport: Transport
    plan: Plan
    told: Told = field(default_factory=Told)
    journal: Journal = field(default_factory=Journal)

    def __post_init__(self) -> None:
        self._tokens: dict[Actor, str] = {}
        self._ids: dict[tuple[int, str], str] = {}
        self._versions = Versions()
        self._known: dict[int, dict[str, str]] = {}
        self._moves: dict[tuple[int, str], Command] = {}
        self._last: dict[int, tuple[str, Actor]] = {}
        self._places = asyncio.Semaphore(AT_ONCE)

    async def tell(self, progress: Progress | None = None) -> Told:
        """Everything, from the first moment to the last; then real time again."""
        await self._set_clock(None)  # an earlier telling may have stopped half-way
        try:
            for at, commands in self.plan.ticks():
                await self._set_clock(at)
                self._versions.a_day_passes()
                await self._side_by_side(commands)
                if progress:
                    progress(at, self.told)
        finally:
            await self._set_clock(None)
        return self.told

    async def cases(self) -> bool:
        """Whether the gateway knows of any case."""
        asked = {"persona": "system", "scopes": ["case.read", "cases.all"]}
        token = json.loads((await self._plain("POST", "/dev/tokens", asked)).body)["access_token"]
        headers = [(b"authorization", f"Bearer {token}".encode())]
        reply = await self._send("GET", "/v1/caseload", "limit=1", headers)
        if reply.status != OK:
            raise CannotTell(f"GET /v1/caseload: {reply.status}")
        return bool(json.loads(reply.body)["items"])

    async def _side_by_side(self, commands: Sequence[Command]) -> None:
        """One moment: everybody's first, then each family's in its order."""
        lanes: dict[int, list[Command]] = {}
        for each in commands:
            lanes.setdefault(each.lane, []).append(each)
        await self._one_lane(lanes.pop(EVERYBODY, []))
        async with asyncio.TaskGroup() as tasks:
            for said in lanes.values():
                tasks.create_task(self._one_lane(said))

    async def _one_lane(self, commands: Iterable[Command]) -> None:
        async with self._places:
            for command in commands:
                try:
                    if made := self.journal.made(self.plan.key(command)):
                        self.told.sent += 1
                        self.told.replayed += 1
                        self._made(command, made)
                    else:
                        await self._one(command)
                except Missing:
                    self.told.left += 1

    def _made(self, command: Command, made: str) -> None:
        self._ids[command.lane, command.name] = made
        for name in command.measures:
            self._moves[command.lane, name] = command

    async def _one(self, command: Command) -> None:
        path = await self._filled(command, command.path)
        said = await self._filled(command, command.body)
        body = json.dumps(said, ensure_ascii=False).encode()
        opens = command.path.count("/") == 2  # noqa: PLR2004 - /v1/cases begins something new
        stream = "" if opens else stream_of(path)
        waits = self._waits(command, stream)
        for attempt in range(ATTEMPTS):
            waits = waits or attempt > 0
            headers = await self._headers(command, waits=waits)
            if stream:
                version = await self._version(command, stream)
                headers = [*headers, (b"if-match", version.encode())]
            reply = await self._send(command.method, path, "", headers, body)
            if reply.status == STALE:
                self.told.stale += 1
                self._versions.drop(command.lane, stream)
            elif reply.status == UNKNOWN_TOKEN:
                self._tokens.pop(command.actor, None)
            elif reply.status == NOT_FOUND and attempt == 0:
                continue  # the row filter may not have come so far: this time it is waited for
            else:
                return await self._answered(command, path, stream, reply, waited=waits)
        raise CannotTell(f"{command.method} {command.path}: {ATTEMPTS} times out of date")

    async def _answered(
        self, command: Command, path: str, stream: str, reply: Reply, *, waited: bool
    ) -> None:
        self.told.sent += 1
        if reply.status not in {CREATED, OK}:
            self.told.refused.update([f"{command.kind}: {each}" for each in rules_of(reply)])
            return
        self.told.replayed += reply.header(b"idempotency-replayed") == "true"
        made = json.loads(reply.body)["id"]
        self.journal.write(self.plan.key(command), made)
        self._made(command, made)
        stream = stream or f"{path}/{made}"
        self._versions.keep(command.lane, stream, reply.header(b"etag"), command.kind)
        self._learn(command.lane, service_of(stream), reply, all_of_it=waited)

    async def _started(self, command: Command) -> None:
        """What the measures are called that a move started: as the ladder showed them that day."""
        path = stream_of(await self._filled(command, command.path))
        reply = await self._get(command, path, f"validAt={command.on}")
        found = {
            each["measureType"]["code"]: each["id"]
            for each in json.loads(reply.body)["measures"]
            if each["startedOn"] == f"{command.on}"
        }
        starts = [each["measureType"] for each in command.body.get("starts", ())]
        for name, kind in zip(command.measures, starts or found, strict=True):
            self._ids[command.lane, name] = found[kind]

    async def _version(self, command: Command, stream: str) -> str:
        """The version that a command is based on: the one that is known, or else the newest."""
        if known := self._versions.get(command.lane, stream):
            return known
        self.told.asked += 1
        return (await self._get(command, stream)).header(b"etag")

    async def _get(self, command: Command, path: str, query: str = "") -> Reply:
        headers = await self._headers(command, waits=True)
        reply = await self._send("GET", path, query, headers)
        if reply.status != OK:
            raise CannotTell(f"GET {path.split('/')[2]}: {reply.status}")
        return reply

    def _waits(self, command: Command, stream: str) -> bool:
        """Whether a command needs to see what another service, or somebody else, did before it."""
        asked = (stream, command.actor)
        before, self._last[command.lane] = self._last.get(command.lane), asked
        elsewhere = stream.endswith(("/ladder", "/obligations"))
        return command.kind in NEEDS_NEWS or (elsewhere and before != asked)

    async def _headers(self, command: Command, *, waits: bool) -> Headers:
        headers = [
            (b"authorization", f"Bearer {await self._token(command.actor)}".encode()),
            (b"content-type", b"application/json"),
            (b"idempotency-key", self.plan.key(command).encode()),
        ]
        if waits:
            known = ",".join(self._known.get(command.lane, {}).values())
            headers.append((b"consistency-token", known.encode()))
        return headers

    async def _token(self, actor: Actor) -> str:
        if actor not in self._tokens:
            asked = {"persona": actor.persona, "sub": actor.sub, "unit": actor.unit}
            reply = await self._plain("POST", "/dev/tokens", asked)
            self._tokens[actor] = json.loads(reply.body)["access_token"]
        return self._tokens[actor]

    async def _set_clock(self, at: datetime | None) -> None:
        if at is None:
            await self._plain("DELETE", "/dev/clock")
        else:
            await self._plain("PUT", "/dev/clock", {"now": written(at)})

    async def _send(
        self, method: str, path: str, query: str, headers: Headers, body: bytes = b""
    ) -> Reply:
        """The answer; one that is behind is asked again when it says so."""
        for _ in range(PATIENCE):
            try:
                reply = await self.transport.send(method, path, query, headers, body)
            except Unavailable:  # too slow today; its key lets a command be sent again
                self.told.waited += 1
                continue
            if reply.status != BEHIND:
                return reply
            self.told.waited += 1
            await asyncio.sleep(float(reply.header(b"retry-after") or 1))
        raise CannotTell(f"{method} /{path.split('/')[2]}: no answer in {PATIENCE} attempts")

    async def _plain(self, method: str, path: str, body: Json | None = None) -> Reply:
        said = json.dumps(body).encode() if body else b""
        headers = [(b"content-type", b"application/json")]
        reply = await self._send(method, path, "", headers, said)
        if reply.status not in {CREATED, OK}:
            raise CannotTell(f"{method} {path}: {reply.status} {', '.join(rules_of(reply))}")
        return reply

    def _learn(self, lane: int, service: str, reply: Reply, *, all_of_it: bool) -> None:
        """Keep the last token of each service; one that was answered to all of them is enough."""
        before = {} if all_of_it else self._known.get(lane, {})
        self._known[lane] = {**before, service: reply.header(b"consistency-token")}

    async def _filled(self, command: Command, said: Any) -> Any:  # noqa: ANN401 - any JSON
        match said:
            case dict():
                return {key: await self._filled(command, value) for key, value in said.items()}
            case list():
                return [await self._filled(command, each) for each in said]
            case str():
                ids = {name: await self._id(command, name) for name in NAMED.findall(said)}
                return NAMED.sub(lambda found: ids[found[1]], said)
            case _:
                return said

    async def _id(self, command: Command, name: str) -> str:
        lane = command.lane
        if (lane, name) not in self._ids and (move := self._moves.get((lane, name))):
            await self._started(replace(move, actor=command.actor))
        found = self._ids.get((lane, name)) or self._ids.get((EVERYBODY, name))
        if found is None:
            raise Missing
        return found
