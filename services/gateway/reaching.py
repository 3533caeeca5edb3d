"""Reaching a service with care: tried again where that is safe, and left alone while it is down.

What a client can bring about by what it sends (a refusal, a consistency token of the far future)
never counts against a service: only that it cannot be reached, or does not answer in time.
"""

import asyncio
import time
from collections.abc import Mapping
from math import ceil
from random import SystemRandom

from prometheus_client import Counter, Gauge
from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import CLOSED, Context, OpenedState

from shared import deadline
from shared.database import Unavailable
from shared.telemetry import Metrics
from shared.transport import Headers, Reply, Transport

FAILURES = 5  # one after another, after which nobody asks
COOLING = 5.0  # seconds until somebody tries again
ATTEMPTS = 3
PAUSE = 0.05  # seconds at most before the second attempt; twice as many before the third
SAFE = frozenset({"GET", "HEAD"})
KEY = b"idempotency-key"

chance = SystemRandom()


class Told:
    """What operations see of it."""

    def __init__(self, metrics: Metrics) -> None:
        self.circuit_open = Gauge(
            "neighbour_circuit_open",
            "1 while a service is not asked, because it failed again and again",
            ["neighbour"],
            registry=metrics.registry,
        )
        self.retries = Counter(
            "neighbour_retries_total",
            "Requests that were sent to a service once more",
            ["neighbour"],
            registry=metrics.registry,
        )


class Reaching:
    """A transport before which a circuit breaker stands."""

    def __init__(self, name: str, transport: Transport, told: "Told") -> None:
        self.name = name
        self._transport = transport
        self._breakers = AsyncCircuitBreakerFactory(FAILURES, COOLING)
        self._open = told.circuit_open.labels(name)
        self._retries = told.retries.labels(name)
        self._state: Context | None = None

    @property
    def state(self) -> str:
        """`closed`; `opened`: nobody is let through; `half-opened`: whoever asks next is a try."""
        return self._state.state if self._state else CLOSED

    async def send(
        self, method: str, path: str, query: str = "", headers: Headers = (), body: bytes = b""
    ) -> Reply:
        """Send a request, again if need be and if it cannot be done twice.

        Raises:
            Unavailable: when the service cannot be reached, or is left alone; then with the seconds
                until somebody will try.
        """
        safe = method in SAFE or any(name == KEY for name, _ in headers)
        for attempt in range(ATTEMPTS if safe else 1):
            try:
                return await self._once(method, path, query, headers, body)
            except Unavailable:
                pause = chance.uniform(0, PAUSE * 2**attempt)
                if not safe or attempt == ATTEMPTS - 1 or self.state != CLOSED or late(pause):
                    raise
                self._retries.inc()
                await asyncio.sleep(pause)
        raise AssertionError  # the last attempt has answered or raised

    async def _once(
        self, method: str, path: str, query: str, headers: Headers, body: bytes
    ) -> Reply:
        breaker = await self._breakers.get_breaker(self.name)
        self._state = breaker.context
        try:
            async with breaker:
                reply = await self._transport.send(method, path, query, headers, body)
                if reply.header(deadline.HEADER) == "0":
                    raise Unavailable(self.name)
                return reply
        except OpenedState as error:
            wait = ceil(max(error.opened_at + COOLING - time.time(), 1))
            raise Unavailable(self.name, wait) from error
        finally:
            self._open.set(self.state != CLOSED)

    async def close(self) -> None:
        await self._transport.close()


def with_care(places: Mapping[str, Transport], metrics: Metrics) -> dict[str, Reaching]:
    """Every service, each behind a breaker of its own."""
    told = Told(metrics)
    return {name: Reaching(name, each, told) for name, each in places.items()}


def late(pause: float) -> bool:
    """Whether the deadline leaves no time for another attempt."""
    left = deadline.left()
    return left is not None and left < pause + 2 * deadline.MARGIN
