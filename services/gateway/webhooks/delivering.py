"""Bringing events to their subscribers: by one active worker, each subscription by itself.

A slow receiver holds up nobody but itself, and a case that fails no other case. When the worker
dies, another goes on from what is written down; an attempt that nobody settled is made again under
the same id, by which a receiver tells repeats.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID, uuid4

import structlog

from services.gateway.looking import LookUp, ReadLog
from services.gateway.queries.event_views import CloudEvent
from services.gateway.queries.public_feed import PublicFeed
from services.gateway.webhooks.deliveries import Claimed, Deliveries
from services.gateway.webhooks.measuring import Measured
from services.gateway.webhooks.sending import Answer, Messenger
from services.gateway.webhooks.signing import signed
from services.gateway.webhooks.subscriptions import Row, Subscriptions, owner_of
from services.gateway.webhooks.views import SampleEvent
from shared.application import stop
from shared.clock import Clock, utc_now
from shared.database import GONE, Bell, Unavailable, woken
from shared.follow import one_active
from shared.http.guard import where
from shared.identity import Caller
from shared.telemetry import continue_trace, new_traceparent, trace_id

AT_ONCE = 8  # cases of one subscription
LOOK, PAUSE = 1.0, 1.0  # seconds between looks for subscriptions; after something went wrong

log = structlog.get_logger()


class Delivering:
    """Delivers. `feed` reads the public feed for a caller.

    `clock` is the house's, which decides what is due; signatures are of real time, as receivers
    hold them against their own.
    """

    feed: Callable[[Caller], PublicFeed]

    def __init__(
        self, subscriptions: Subscriptions, deliveries: Deliveries, messenger: Messenger,
        read_log: ReadLog, measured: Measured, clock: Clock,
    ) -> None:  # fmt: skip
        self.subscriptions = subscriptions
        self.deliveries = deliveries
        self.messenger = messenger
        self._read_log = read_log
        self._measured = measured
        self._clock = clock
        self.failing = False

    async def run(self, dsn: str, bell: Bell) -> None:
        """Deliver, for ever."""
        while True:
            couriers: dict[UUID, asyncio.Task[None]] = {}
            try:
                async with one_active(dsn, "gateway:webhooks") as turn:
                    while True:
                        await self._watch(couriers, bell)
                        await turn.keep()
                        await asyncio.sleep(LOOK)
            except (Unavailable, *GONE):
                log.warning("webhooks.lost")
            except Exception as error:  # noqa: BLE001 - a fault here must not end the service
                self.failing = True
                log.error("webhooks.failed", kind=type(error).__name__, at=where(error))
            finally:
                await stop([*couriers.values()])
            await asyncio.sleep(PAUSE)

    async def _watch(self, couriers: dict[UUID, asyncio.Task[None]], bell: Bell) -> None:
        """See to it that somebody works for every subscription, and measure."""
        for each in await self.subscriptions.active():
            if each not in couriers or couriers[each].done():
                couriers[each] = asyncio.create_task(self._courier(each, bell))
        for each in [each for each, courier in couriers.items() if courier.done()]:
            del couriers[each]
        now = self._clock()
        self._measured.stands(await self.deliveries.standing(), now)
        await self.deliveries.forget(now)

    async def _courier(self, subscription: UUID, bell: Bell) -> None:
        """Work for one subscription until it ends."""
        more = True
        while more:
            rung = bell.listening()
            try:
                more = await self.work(subscription)
                self.failing = False
            except (Unavailable, *GONE):
                log.warning("webhooks.lost")
            except Exception as error:  # noqa: BLE001 - a fault here must not end the others
                self.failing = True
                fault = type(error).__name__
                log.error("webhook.failed", subscription=str(subscription), kind=fault,
                          at=where(error))  # fmt: skip
            await woken(rung, float("inf"))

    async def work(self, subscription: UUID) -> bool:
        """Do all that is due for a subscription; whether it goes on."""
        busy = True
        while busy:
            row = await self.subscriptions.going_on(subscription)
            if row is None:
                return False
            feed, now = self.feed(owner_of(row)), self._clock()
            busy = await self.deliveries.spread(row, feed, now)
            claimed = await self.deliveries.claim(subscription, AT_ONCE, now)
            came = await asyncio.gather(
                *(self._deliver(row, feed, each) for each in claimed), return_exceptions=True
            )
            for each in came:
                if isinstance(each, BaseException):
                    raise each
            busy = busy or bool(claimed)
        return True

    async def _deliver(self, row: Row, feed: PublicFeed, claimed: Claimed) -> None:
        """Make one attempt, and write down what came of it."""
        continue_trace(new_traceparent())
        event = await feed.one(claimed.number)
        if event is None:
            await self.deliveries.withhold(row.id, claimed, self._clock())
            self._measured.tried("withheld")
            return
        await self._write_down(row, event)
        answer = await self.send(row, claimed.id, event)
        outcome = await self.deliveries.settle(row.id, claimed, answer, self._clock())
        self._measured.tried("failed" if outcome == "waiting" else outcome)
        log.info("webhook.tried", subscription=str(row.id), delivery=str(claimed.id),
                 outcome=outcome, status=answer.status, fault=answer.fault)  # fmt: skip

    async def send(self, row: Row, message: UUID, event: CloudEvent | SampleEvent) -> Answer:
        """Sign an event and send it; what came of it."""
        body = event.model_dump_json(by_alias=True, exclude_none=True).encode()
        secrets = self.subscriptions.secrets(row, self._clock())
        return await self.messenger.send(
            row.url, signed(secrets, str(message), utc_now(), body), body
        )

    async def test(self, row: Row) -> Answer:
        """Send an event that nothing has happened by, now."""
        event = SampleEvent(id=uuid4(), subject=row.id, time=self._clock())
        return await self.send(row, event.id, event)

    async def _write_down(self, row: Row, event: CloudEvent) -> None:
        """A subscriber looks at a case by being told of it."""
        await self._read_log.write(
            LookUp(
                at=self._clock(), sub=row.sub, role=row.role, unit=row.unit,
                operation="deliverEvent", data_class="event", streams=[event.subject],
                outcome="shown", purpose=None, trace=trace_id(),
            )
        )  # fmt: skip

    async def close(self) -> None:
        with suppress(OSError):
            await self.messenger.close()
