"""The outermost wall: what a connection may cost before it asks, and while its answer waits.

The server itself sets no bound to the head of a request, nor to how slowly it comes or an answer is
taken. A body's bounds are the guard's.
"""

from asyncio import TimerHandle, Transport
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from shared.problems import problem

LARGEST_HEAD = 32 * 1024  # bytes of the request line and all headers
AROUND = 4  # bytes of a header line beside its name and value
HEAD_TIME = 10.0  # seconds in which they must have come
TAKE_TIME = 30.0  # seconds in which a client must take what is ready for it


class HeadTooLarge(Exception):
    """The parser stops where this is raised."""


class Walled(HttpToolsProtocol):
    """One connection: 431 for too large a head, 408 for too slow a one; idle takers are cut."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._heads = 0  # that have come whole
        self._arrived = 0  # bytes of the next
        self._awaits_head = True
        self._fault = "invalid-input"
        self._hurry: TimerHandle | None = None
        self._cut: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        awaited, heads = self._awaits_head, self._heads
        if awaited:
            self._await_head()
        super().data_received(data)
        if awaited and self._heads == heads and not self.transport.is_closing():
            self._arrived += len(data)
            if self._arrived > LARGEST_HEAD:
                self._refuse("headers-too-large")

    def on_headers_complete(self) -> None:
        self._settle()
        lines = (len(name) + len(said) + AROUND for name, said in self.headers)
        if len(self.url) + sum(lines) > LARGEST_HEAD:
            self._fault = "headers-too-large"
            raise HeadTooLarge
        self._heads += 1
        self._arrived, self._awaits_head = 0, False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._awaits_head = True
        super().on_message_complete()

    def send_400_response(self, _: str) -> None:
        self._refuse(self._fault)

    def timeout_keep_alive_handler(self) -> None:
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        super().timeout_keep_alive_handler()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._cut = self.loop.call_later(TAKE_TIME, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._cut:
            self._cut.cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        self._settle()
        if self._cut:
            self._cut.cancel()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        if self._hurry is None:
            self._hurry = self.loop.call_later(HEAD_TIME, self._too_slow)

    def _settle(self) -> None:
        if self._hurry:
            self._hurry.cancel()
            self._hurry = None

    def _too_slow(self) -> None:
        answering = self._heads and not self.cycle.response_complete
        if self._arrived and not answering:
            self._refuse("too-slow")
        else:
            self.transport.close()

    def _refuse(self, code: str) -> None:
        scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
        answer = problem(Request(scope), code, headers={"Connection": "close"})
        lines = [f"HTTP/1.1 {answer.status_code} {HTTPStatus(answer.status_code).phrase}".encode()]
        lines += [name + b": " + said for name, said in answer.raw_headers]
        self.transport.write(b"\r\n".join([*lines, b"", bytes(answer.body)]))
        self.transport.close()
