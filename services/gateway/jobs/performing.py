"""Sending commands through the gateway's own front door, for whoever asked for several of them."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from pydantic import Field, JsonValue, TypeAdapter
from pydantic_core import from_json, to_json

from services.gateway.jobs.commands import BatchItem
from services.gateway.jobs.keeping import Job, Part
from services.gateway.jobs.working import Work
from services.gateway.visiting import ON_BEHALF
from shared import consistency
from shared.database import Unavailable
from shared.identity import Caller
from shared.problems import Problem
from shared.telemetry import ASGIApp, Receive, Scope, Send, traceparent
from shared.transport import InProcess, Reply
from shared.views import View

ITEMS = TypeAdapter(list[BatchItem])
TRY_AGAIN = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
BATCH = "batch"


class ItemDone(View):
    """What came of one command: its status, with the answer or the problem it got."""

    number: int = Field(ge=0, description="Its place among those that were sent, from 0.")
    status: int = Field(ge=100, le=599, examples=[201])
    location: str | None = Field(max_length=500)
    etag: str | None = Field(max_length=100, description="For the next command in its stream.")
    replayed: bool = Field(description="It had been done before, under the same key.")
    answer: dict[str, JsonValue] | None
    problem: Problem | None


@dataclass
class Performing:
    """Does a caller's commands in turn; each sees what those before it wrote.

    `known` is the last consistency token that was answered: it includes those before.
    """

    app: ASGIApp
    caller: Caller
    known: str | None = None

    async def __call__(self, number: int, item: BatchItem, key: str | None) -> ItemDone:
        reply = await InProcess(self._as_caller).send(
            item.method, item.path, "", self._headers(item, key), to_json(item.body)
        )
        self.known = reply.header(consistency.HEADER.encode()) or self.known
        return done(number, reply)

    async def _as_caller(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, ON_BEHALF: self.caller}, receive, send)

    def _headers(self, item: BatchItem, key: str | None) -> list[tuple[bytes, bytes]]:
        said = {
            "if-match": item.if_match,
            "idempotency-key": item.idempotency_key or key,
            "consistency-token": self.known,
            "traceparent": traceparent(),
            "content-type": "application/json",
        }
        return [(name.encode(), value.encode("latin-1")) for name, value in said.items() if value]


def done(number: int, reply: Reply) -> ItemDone:
    told: Any = from_json(reply.body) if reply.body else None
    refused = reply.status >= HTTPStatus.BAD_REQUEST
    return ItemDone(
        number=number,
        status=reply.status,
        location=reply.header(b"location") or None,
        etag=reply.header(b"etag") or None,
        replayed=reply.header(b"idempotency-replayed") == "true",
        answer=None if refused else told,
        problem=Problem.model_validate(told) if refused else None,
    )


def key_of(key: str, number: int) -> str:
    """The key of a command that has none of its own: that of all of them, and its place."""
    return sha256(f"{key} {number}".encode()).hexdigest()


def batches(app: ASGIApp) -> Work:
    """How a batch is done as a job."""

    async def work(job: Job) -> AsyncGenerator[Part, None]:
        items, perform = ITEMS.validate_json(job.request), Performing(app, job.owner)
        for number in range(job.done, len(items)):
            came = await perform(number, items[number], key_of(str(job.id), number))
            if came.status in TRY_AGAIN:
                raise Unavailable("gateway")
            yield Part(number, came.status, came.model_dump_json(by_alias=True).encode())

    return work
