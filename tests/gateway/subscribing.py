"""A municipality in which something happens, and a system that is told of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from tests.database import Databases
from tests.gateway.people import KEY, Json, Person
from tests.gateway.receiver import Receiver, receiving
from tests.stack import Standing, standing

SUBSCRIPTIONS = "/v1/webhook-subscriptions"
STARTS = datetime(2024, 3, 1, 9, tzinfo=UTC)
SCOPES = ("webhooks.read", "webhooks.write", "case.read", "ladder.read", "followup.read")


@dataclass
class Town:
    """A stack of one's own, at a moment; a caseworker, a system of the same unit, its receiver."""

    stack: Standing
    worker: Person
    system: Person
    receiver: Receiver
    now: datetime = STARTS

    async def later(self, by: timedelta) -> None:
        """Let time pass for the whole stack, and have everybody look."""
        self.now += by
        await self.stack.at(self.now.isoformat())
        self.stack.stack.gateway.state.desk.bell.ring()

    async def subscribed(self, **more: object) -> Json:
        """A new subscription of the system's; with its secret."""
        body = {"url": self.receiver.url, **more}
        answer = await self.tell(SUBSCRIPTIONS, body)
        return answer | {"at": f"{SUBSCRIPTIONS}/{answer['id']}"}

    async def tell(self, path: str, body: Json | None = None, key: str = "") -> Json:
        headers = {KEY: key or str(uuid4())}
        answer = await self.system.ask("POST", path, json=body, headers=headers)
        assert answer.is_success, answer.text
        found: Json = answer.json() if answer.content else {}
        return found

    async def deliveries(self, subscription: Json, **query: object) -> list[Json]:
        return await self.system.items(f"{subscription['at']}/deliveries", **query)

    async def delivery(self, subscription: Json, id: str) -> Json:  # noqa: A002
        found = await self.deliveries(subscription)
        return next(each for each in found if each["id"] == id)

    async def settled(self, subscription: Json, state: str, count: int = 1) -> list[Json]:
        """Deliveries in a state, once there are so many: an attempt is written down after it."""
        async with asyncio.timeout(30):
            while len(found := await self.deliveries(subscription, state=state)) < count:
                pass
        return found


async def speaker(stack: Standing, persona: str, unit: str, *scopes: str) -> Person:
    sub = f"{persona}-{uuid4().hex[:8]}"
    asked = {"persona": persona, "sub": sub, "unit": unit, "scopes": [*(scopes or SCOPES)]}
    token = (await stack.client.post("/dev/tokens", json=asked)).json()["access_token"]
    return Person(stack.client, sub, unit, {"Authorization": f"Bearer {token}"})


@asynccontextmanager
async def town(databases: Databases) -> AsyncIterator[Town]:
    async with standing(databases) as stack, receiving() as receiver:
        await stack.at(STARTS.isoformat())
        worker = await speaker(stack, "caseworker", "unit-1")
        yield Town(stack, worker, await speaker(stack, "system", "unit-1"), receiver)
