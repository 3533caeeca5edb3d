"""How one service reaches another: over a socket, or by a direct call when they share a process."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

import aiohttp

from shared import deadline
from shared.database import Unavailable
from shared.telemetry import ASGIApp, Message

Headers = Sequence[tuple[bytes, bytes]]
PATIENCE = 30.0  # seconds for a whole answer where there is no deadline, long polls included
HOP_BY_HOP = frozenset(
    {b"connection", b"transfer-encoding", b"content-encoding", b"server", b"date"}
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a neighbour answered."""

    status: int
    headers: Headers
    body: bytes

    def header(self, name: bytes) -> str:
        return next((value.decode("latin-1") for key, value in self.headers if key == name), "")


class Transport(Protocol):
    """Sends one request and brings the whole answer."""

    async def send(
        self, method: str, path: str, query: str = "", headers: Headers = (), body: bytes = b""
    ) -> Reply:
        """Raises `Unavailable` when the neighbour cannot be reached."""
        ...

    async def close(self) -> None: ...


class InProcess:
    """Calls a neighbour's ASGI application directly."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def send(
        self, method: str, path: str, query: str = "", headers: Headers = (), body: bytes = b""
    ) -> Reply:
        start: Message = {}
        parts: list[bytes] = []
        asked = False

        async def receive() -> Message:
            nonlocal asked
            if asked:
                return {"type": "http.disconnect"}
            asked = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(message.get("body", b""))

        scope: dict[str, Any] = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http",
            "method": method, "path": path, "raw_path": quote(path).encode(), "root_path": "",
            "query_string": query.encode("latin-1"), "headers": [*headers, *deadline.passed_on()],
            "client": ("in-process", 0), "server": ("in-process", 0),
        }  # fmt: skip
        await self._app(scope, receive, answer)
        return Reply(start["status"], start["headers"], b"".join(parts))

    async def close(self) -> None:
        """Nothing is open."""


class Sockets:
    """Reaches a neighbour over HTTP, with connections kept open."""

    def __init__(self, base: str) -> None:
        self._base = base.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def send(
        self, method: str, path: str, query: str = "", headers: Headers = (), body: bytes = b""
    ) -> Reply:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=200, enable_cleanup_closed=False),
                auto_decompress=True,
            )
        url = f"{self._base}{quote(path)}" + (f"?{query}" if query else "")
        sent = [*headers, *deadline.passed_on()]
        named = [(key.decode("latin-1"), value.decode("latin-1")) for key, value in sent]
        left = deadline.left()
        patience = PATIENCE if left is None else max(left - deadline.MARGIN / 2, 0.001)
        try:
            async with self._session.request(
                method, yarl_of(url), headers=named, data=body or None, allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=patience, connect=2),
            ) as answer:  # fmt: skip
                raw = [(key.lower(), value) for key, value in answer.raw_headers]
                kept = [pair for pair in raw if pair[0] not in HOP_BY_HOP]
                return Reply(answer.status, kept, await answer.read())
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unavailable("neighbour") from error

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def yarl_of(url: str) -> Any:
    """The address as it is: what the client has encoded is not encoded again."""
    from yarl import URL  # noqa: PLC0415 - aiohttp's own

    return URL(url, encoded=True)
