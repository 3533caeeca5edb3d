"""A client so thin that it measures the server: bytes out, bytes in, over one open connection."""

import asyncio
from types import TracebackType
from typing import Self, cast

END = b"\r\n\r\n"
LENGTH = b"content-length: "


class Connection(asyncio.Protocol):
    """One keep-alive connection that asks one thing at a time."""

    def __init__(self) -> None:
        self._arrived = b""
        self._answer: asyncio.Future[bytes] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._arrived += data
        head, ended, body = self._arrived.partition(END)
        if not ended or self._answer is None:
            return
        _, _, length = head.partition(LENGTH)
        if len(body) >= int(length.partition(b"\r")[0] or 0):
            answer, self._arrived = self._arrived, b""
            self._answer.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError())

    async def ask(self, request: bytes) -> bytes:
        """Send a whole request and bring the whole answer.

        Raises:
            ConnectionError: when the server closes first.
            RuntimeError: when the answer is an error.
        """
        if self._transport is None:
            raise ConnectionError
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        answer = await self._answer
        if not answer.startswith(b"HTTP/1.1 2"):
            raise RuntimeError(answer.decode())
        return answer

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._transport:
            self._transport.close()


async def connect(host: str, port: int) -> Connection:
    _, connection = await asyncio.get_running_loop().create_connection(Connection, host, port)
    return connection


def written(method: str, path: str, body: str = "", **headers: str) -> bytes:
    """A request as it goes over the wire."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {"host": "bench", **named, "content-length": str(len(body.encode()))}
    if body:
        sent["content-type"] = "application/json"
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
    return "\r\n".join(lines).encode() + END + body.encode()
