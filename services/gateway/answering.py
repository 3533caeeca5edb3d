"""The last thing an answer passes: what is kept back is taken out of it.

It stands between every answer and whoever asked, the services' and the gateway's own, so that a new
question cannot forget it.
"""

import json
from dataclasses import dataclass, field

from pydantic_core import from_json

from services.gateway.masking import Masking
from services.gateway.masks import Masks
from services.gateway.visiting import VISIT, Visit
from shared.telemetry import ASGIApp, Message, Receive, Scope, Send

WITHHELD = b"withheld"
OK, NOT_OK = 200, 300


class Answering:
    """ASGI middleware: masks the answers that are held until they are whole."""

    def __init__(self, app: ASGIApp, masks: Masks) -> None:
        self.app = app
        self.masks = masks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        held = Held(self.masks, scope, receive, send)
        await self.app(scope, receive, held.take)


@dataclass
class Held:
    """One answer, while it is being given."""

    masks: Masks
    scope: Scope
    receive: Receive
    send: Send
    start: Message | None = None
    parts: list[bytes] = field(default_factory=list)

    async def take(self, message: Message) -> None:
        """Take a part of the answer; let it go when nothing of it can be kept back."""
        visit: Visit | None = self.scope.get(VISIT)
        if visit is None:
            await self.send(message)
        elif message["type"] == "http.response.start":
            if shows_json(message) and self.masks.bind(visit.column):
                self.start = message
            else:
                await self.send(message)
        elif self.start is None:
            await self.send(message)
        else:
            self.parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self.give(visit, self.start)

    async def give(self, visit: Visit, start: Message) -> None:
        """Send what may leave."""
        masking = Masking(self.masks, visit)
        told = masking.of(from_json(b"".join(self.parts)))
        body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        headers = [pair for pair in start["headers"] if pair[0] != b"content-length"]
        headers.append((b"content-length", str(len(body)).encode()))
        if masking.withheld:
            headers.append((WITHHELD, ", ".join(sorted(masking.withheld)).encode()))
        await self.send({**start, "headers": headers})
        await self.send({"type": "http.response.body", "body": body, "more_body": False})


def shows_json(start: Message) -> bool:
    """Whether an answer may show something: a document that is no problem."""
    kind = dict(start["headers"]).get(b"content-type", b"")
    return bool(OK <= start["status"] < NOT_OK and kind.startswith(b"application/json"))
