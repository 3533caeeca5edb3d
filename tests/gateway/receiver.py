"""A system that subscribes: a real server, which checks signatures with another party's library."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from standardwebhooks import Webhook

from tests.gateway.people import Json

Says = Callable[[Json], int]


@dataclass
class Received:
    """One request as it came."""

    headers: dict[str, str]
    body: bytes
    event: Json
    status: int

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    def verified(self, secret: str) -> Json:
        """The event, when the signature is right (else it raises)."""
        found: Json = Webhook(secret).verify(self.body, self.headers)
        return found


@dataclass
class Receiver:
    """Answers with what it is told to say of an event."""

    url: str = ""
    says: Says = lambda _: 204
    answer: Callable[[int], web.Response] = lambda status: web.Response(status=status)
    heard: list[Received] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def take(self, request: web.Request) -> web.Response:
        event: Json = await request.json()
        status = self.says(event)
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.heard.append(Received(headers, await request.read(), event, status))
        async with self.changed:
            self.changed.notify_all()
        return self.answer(status)

    async def until(self, condition: Callable[[list[Received]], bool]) -> list[Received]:
        """What has been received, once it is enough."""
        async with asyncio.timeout(30), self.changed:
            await self.changed.wait_for(lambda: condition(self.heard))
        return self.heard

    @property
    def taken(self) -> list[Json]:
        """What it has said yes to."""
        return [each.event for each in self.heard if each.status < 300]


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """A receiver that listens on this machine."""
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/events", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    try:
        await site.start()
        _, port = runner.addresses[0][:2]
        receiver.url = f"http://127.0.0.1:{port}/events"
        yield receiver
    finally:
        await runner.cleanup()
