"""The wall around a service: nothing too large or too slow comes in, no traceback gets out."""

import asyncio

from starlette.requests import Request

from shared.problems import problem
from shared.telemetry import ASGIApp, Message, Receive, Scope, Send, log

LARGEST_BODY = 1024 * 1024  # bytes
BODY_TIME = 10.0  # seconds in which it must have come


class Walled(Exception):
    """More arrived than a request may hold, or too slowly; the message is the problem's code."""


class Guarded:
    """ASGI middleware: 413 for a body over 1 MiB, announced or not; 408 for one that does not come.

    500 for what nobody foresaw. It is logged by its kind and place only: its message may hold a
    child's words.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body, started, code = Body(scope, receive), False, ""

        async def watched(message: Message) -> None:
            nonlocal started
            if not body.refused:  # whatever the application makes of a body that never came
                started = True
                await send(message)

        try:
            body.refuse_beyond(body.announced)
            await self.app(scope, body.receive, watched)
        except Exception as error:  # noqa: BLE001 - the last one to catch anything
            code = "internal-error"
            if not body.refused:
                log.error("unforeseen", kind=type(error).__name__, at=where(error))
        if (code := body.refused or code) and not started:
            answer = problem(Request(scope), code, headers={"Connection": "close"})
            await answer(scope, receive, send)


class Body:
    """A body as it arrives."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        said = dict(scope["headers"]).get(b"content-length", b"0")
        self.announced = int(said) if said.isdigit() else 0
        self.refused = ""
        self._receive = receive
        self._arrived = 0
        self._until: float | None = asyncio.get_running_loop().time() + BODY_TIME

    async def receive(self) -> Message:
        """Raises: `Walled` when it is too large, or has not come in time."""
        try:
            async with asyncio.timeout_at(self._until) as time:
                message = await self._receive()
        except TimeoutError:
            if time.expired():
                self._refuse("too-slow")
            raise
        self._arrived += len(message.get("body", b""))
        self.refuse_beyond(self._arrived)
        if not message.get("more_body", False):
            self._until = None  # what is waited for now is that the client goes
        return message

    def refuse_beyond(self, length: int) -> None:
        if length > LARGEST_BODY:
            self._refuse("too-large")

    def _refuse(self, code: str) -> None:
        self.refused = code
        raise Walled(code)


def where(error: BaseException) -> str:
    """The line that raised: enough to find the fault, and nothing of what it held."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals['__name__']}:{trace.tb_lineno}" if trace else ""
