"""How long a request may still take: every hop is told, and gives up when it has passed.

Nobody waits for an answer whose asker has gone. What was being written then may have been
committed all the same: its Idempotency-Key tells.
"""

import asyncio
from contextvars import ContextVar

from starlette.requests import Request

from shared.problems import problem
from shared.telemetry import ASGIApp, Message, Receive, Scope, Send

HEADER = b"time-left"  # milliseconds, between services only; 0 in an answer: it had passed
LONGEST = 20.0  # seconds until an answer begins, where nobody says otherwise
MARGIN = 0.25  # seconds by which whoever is asked gives up sooner than who asks

_timeout: ContextVar[asyncio.Timeout | None] = ContextVar("deadline", default=None)


def left() -> float | None:
    """Seconds until the current request must be answered; None outside one."""
    timeout = _timeout.get()
    when = timeout.when() if timeout else None
    return None if when is None else max(when - asyncio.get_running_loop().time(), 0.0)


def longer(seconds: float) -> None:
    """Allow so much more: this request waits for news because it was asked to."""
    timeout, known = _timeout.get(), left()
    if timeout and known is not None:
        timeout.reschedule(asyncio.get_running_loop().time() + known + seconds)


def passed_on() -> list[tuple[bytes, bytes]]:
    """The header that tells the next hop."""
    known = left()
    return [] if known is None else [(HEADER, b"%d" % int(max(known - MARGIN, 0) * 1000))]


class Timed:
    """ASGI middleware: 503 when no answer has begun in time. A stream may then last."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def begun(message: Message) -> None:
            nonlocal started
            started = True
            timeout.reschedule(None)
            await send(message)

        said = dict(scope["headers"]).get(HEADER, b"")
        allowed = int(said) / 1000 if said.isdigit() else LONGEST
        token = _timeout.set(timeout := asyncio.timeout(min(allowed, LONGEST)))
        try:
            async with timeout:
                await self.app(scope, receive, begun)
        except TimeoutError:
            if started:
                raise
            headers = {HEADER.decode(): "0"}
            await problem(Request(scope), "unavailable", headers=headers)(scope, receive, send)
        finally:
            _timeout.reset(token)
