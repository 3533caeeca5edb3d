"""The last thing an answer passes: what is kept back is taken out, and who looked is written down.

It stands between every answer and whoever asked, the services' and the gateway's own, so that a new
question cannot forget it. An answer whose look-up cannot be written does not leave.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from uuid import UUID

from pydantic_core import from_json
from starlette.requests import Request

from services.gateway.access import moment
from services.gateway.looking import LookUp, Outcome, ReadLog
from services.gateway.masking import Masking
from services.gateway.masks import Masks
from services.gateway.visiting import VISIT, Visit
from shared.database import Unavailable
from shared.problems import problem
from shared.telemetry import ASGIApp, Message, Receive, Scope, Send, trace_id

WITHHELD = b"withheld"
OUTCOMES: dict[int, Outcome] = {
    HTTPStatus.NOT_MODIFIED: "shown",
    HTTPStatus.FORBIDDEN: "refused",
    HTTPStatus.NOT_FOUND: "absent",
}
ABOUT = frozenset({"caseId", "caseIds", "stream"})
ABOUT_TOO = {"receipt": ABOUT | {"id"}, "event": frozenset({"subject"})}  # whose lines say it so
SUBJECT = re.compile(rb'"subject":"([0-9a-f-]{36})"')


class Answering:
    """ASGI middleware: holds an answer until it is whole, masks it, and logs the look-up."""

    def __init__(self, app: ASGIApp, masks: Masks, read_log: ReadLog) -> None:
        self.app = app
        self.masks = masks
        self.read_log = read_log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        held = Held(self.masks, self.read_log, scope, receive, send)
        await self.app(scope, receive, held.take)


@dataclass
class Held:
    """One answer, while it is being given."""

    masks: Masks
    read_log: ReadLog
    scope: Scope
    receive: Receive
    send: Send
    start: Message | None = None
    parts: list[bytes] = field(default_factory=list)
    streams: bool = False
    dropped: bool = False

    async def take(self, message: Message) -> None:
        """Take a part of the answer; let it go once nothing stands in its way."""
        visit: Visit | None = self.scope.get(VISIT)
        if self.dropped:
            return
        if visit is None:
            await self.send(message)
        elif message["type"] == "http.response.start":
            self.streams = kind_of(message).startswith(b"text/event-stream")
            if shows_json(message) and (self.masks.bind(visit.column) or lists(visit)):
                self.start = message
            elif await self.logged(visit, message["status"], visit.stream):
                await self.send(message)
        elif self.start is None:
            told = [UUID(each.decode()) for each in SUBJECT.findall(message.get("body", b""))]
            if not self.streams or not told or await self.logged(visit, HTTPStatus.OK, *told):
                await self.send(message)
        else:
            self.parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self.give(visit, self.start, b"".join(self.parts))

    async def give(self, visit: Visit, start: Message, body: bytes) -> None:
        """Send what may leave."""
        told, headers = from_json(body), start["headers"]
        if self.masks.bind(visit.column):
            masking = Masking(self.masks, visit)
            told = masking.of(told)
            body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
            headers = [pair for pair in headers if pair[0] != b"content-length"]
            headers.append((b"content-length", str(len(body)).encode()))
            if masking.withheld:
                headers.append((WITHHELD, ", ".join(sorted(masking.withheld)).encode()))
        shown = [] if visit.stream else about(told, lists(visit))
        if await self.logged(visit, start["status"], visit.stream, *shown):
            await self.send({**start, "headers": headers})
            await self.send({"type": "http.response.body", "body": body, "more_body": False})

    async def logged(self, visit: Visit, status: int, *streams: UUID | None) -> bool:
        """Write the look-up down; if that cannot be done, say so instead of what was asked."""
        outcome = outcome_of(visit, status)
        if outcome is None:
            return True
        caller, entry = visit.caller, visit.entry
        known = dict.fromkeys(each for each in (*streams, *visit.shown) if each)
        try:
            await self.read_log.write(
                LookUp(
                    at=moment(caller),
                    sub=caller.sub,
                    role=caller.role,
                    unit=caller.unit,
                    operation=entry.operation,
                    data_class=entry.about.code,
                    streams=[*known],
                    outcome=outcome,
                    purpose=visit.purpose,
                    trace=trace_id(),
                )
            )
        except Unavailable:
            self.dropped = True
            await problem(Request(self.scope), "unavailable")(self.scope, self.receive, self.send)
            return False
        return True


def outcome_of(visit: Visit, status: int) -> Outcome | None:
    """What came of a look-up; nothing when it was none.

    What is written, the services' own logs know of; an attempt to write where one may not is in
    no other log.
    """
    entry = visit.entry
    if not entry.about.logged:
        return None
    shows = not entry.writes or entry.about.discloses
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return "shown" if shows else None
    return OUTCOMES.get(status)


def lists(visit: Visit) -> frozenset[str]:
    """The properties that say what an answer is about, when the path does not."""
    if visit.stream or not visit.entry.about.logged or visit.entry.writes:
        return frozenset()
    return ABOUT_TOO.get(visit.entry.about.code, ABOUT)


def about(answer: Any, names: frozenset[str]) -> Iterator[UUID]:  # noqa: ANN401 - JSON
    """The cases and notifications that an answer tells of."""
    match answer:
        case dict():
            for name, value in answer.items():
                if name not in names:
                    yield from about(value, names)
                else:
                    yield from ids(value)
        case list():
            for each in answer:
                yield from about(each, names)
        case _:
            return


def ids(value: Any) -> Iterator[UUID]:  # noqa: ANN401 - JSON
    for each in value if isinstance(value, list) else [value]:
        if each is not None:
            yield UUID(each)


def shows_json(start: Message) -> bool:
    """Whether an answer may show something: a document that is no problem."""
    fine = HTTPStatus.OK <= start["status"] < HTTPStatus.MULTIPLE_CHOICES
    kind = kind_of(start).partition(b";")[0]
    return bool(fine and (kind == b"application/json" or kind.endswith(b"+json")))


def kind_of(start: Message) -> bytes:
    kind: bytes = dict(start["headers"]).get(b"content-type", b"")
    return kind
