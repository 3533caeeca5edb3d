"""What leaves the house sealed, and is opened when it comes back: how far each service has come.

Positions grow with everybody's facts. Services speak of them plainly to each other; a client's
`Consistency-Token` tells nobody but us (ADR 0084).
"""

from functools import reduce

from services.gateway.visiting import ON_BEHALF
from shared import consistency
from shared.http.cursors import Cursors
from shared.telemetry import ASGIApp, Message, Receive, Scope, Send

TOKEN = consistency.HEADER.encode()
PURPOSE = "consistency token"
NOT_OURS = "?"  # what no token is: whoever reads it refuses it, in turn


class Border:
    """ASGI middleware: opens the tokens that clients send, and seals those that they are given."""

    def __init__(self, app: ASGIApp, cursors: Cursors) -> None:
        self.app = app
        self.cursors = cursors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or ON_BEHALF in scope:  # nobody but we asks
            await self.app(scope, receive, send)
            return
        scope["headers"] = [
            (name, self.opened(said.decode("latin-1")).encode() if name == TOKEN else said)
            for name, said in scope["headers"]
        ]

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    (name, self.sealed(said.decode()).encode() if name == TOKEN else said)
                    for name, said in message["headers"]
                ]
            await send(message)

        await self.app(scope, receive, answer)

    def sealed(self, plain: str) -> str:
        return self.cursors.seal(PURPOSE, plain)

    def opened(self, sent: str) -> str:
        """One token, plain; of several, what includes them all."""
        if not sent:
            return sent
        tokens = [self.cursors.opened(PURPOSE, each.strip()) for each in sent.split(",")]
        try:
            known = [consistency.read(each or NOT_OURS) for each in tokens]
        except consistency.NotAToken:
            return NOT_OURS
        return consistency.write(reduce(consistency.later, known, dict[str, int]()))
