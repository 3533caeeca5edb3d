"""The outer wall of a service: no request too large comes in, and no traceback gets out."""

from starlette.requests import Request

from shared.problems import problem
from shared.telemetry import ASGIApp, Message, Receive, Scope, Send, log

LARGEST_BODY = 1024 * 1024  # bytes


class TooLarge(Exception):
    """More arrived than a request may hold."""


class Guarded:
    """ASGI middleware: 413 for a body over 1 MiB, announced or not; 500 for what nobody foresaw.

    An unforeseen error is logged by its kind and place only: its message may hold a child's words.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        arrived, started = 0, False

        async def counted() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            refuse_beyond(arrived)
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            refuse_beyond(int(announced) if announced.isdigit() else 0)
            await self.app(scope, counted, watched)
        except Exception as error:  # noqa: BLE001 - the last one to catch anything
            code = "too-large" if isinstance(error, TooLarge) else "internal-error"
            if code == "internal-error":
                log.error("unforeseen", kind=type(error).__name__, at=where(error))
            if not started:
                answer = problem(Request(scope), code, headers={"Connection": "close"})
                await answer(scope, receive, send)


def refuse_beyond(length: int) -> None:
    if length > LARGEST_BODY:
        raise TooLarge


def where(error: BaseException) -> str:
    """The line that raised: enough to find the fault, and nothing of what it held."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals['__name__']}:{trace.tb_lineno}" if trace else ""
