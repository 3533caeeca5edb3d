"""How the gateway behaves towards any client: what it says in headers, HEAD and OPTIONS."""

from services.gateway.limits import LIMITS
from services.gateway.presenting import compressed
from shared import deadline
from shared.telemetry import ASGIApp, Message, Receive, Scope, Send

NOT_ALLOWED = 405
ABOUT_A_BODY = frozenset({b"content-type", b"content-length", b"content-language"})
HEADERS = (  # unless the answer says otherwise
    (b"api-version", b"1"),
    (b"strict-transport-security", b"max-age=31536000; includeSubDomains"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
)


class Mannered:
    """ASGI middleware: says what browsers and caches must know, and answers HEAD and OPTIONS."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method, silent = scope["method"], scope["method"] == "HEAD"
        headers = [pair for pair in scope["headers"] if pair[0] != deadline.HEADER]  # ours to say
        inside = {**scope, "method": "GET" if silent else method, "headers": headers}

        async def answer(message: Message) -> None:
            nonlocal silent
            if message["type"] == "http.response.start":
                if message["status"] == NOT_ALLOWED:
                    silent = silent or method == "OPTIONS"
                    message = possibilities(message, asked=method == "OPTIONS")
                said = {name for name, _ in message["headers"]}
                added = [pair for pair in HEADERS if pair[0] not in said]
                limits = inside[LIMITS].headers() if LIMITS in inside else []
                message["headers"] = [*compressed(message["headers"]), *added, *limits]
            elif silent:
                message = {**message, "body": b""}
            await send(message)

        await self.app(inside, receive, answer)


def possibilities(message: Message, *, asked: bool) -> Message:
    """What can be done here, in full: an answer to OPTIONS, and a reproach to any other method."""
    others = [pair for pair in message["headers"] if pair[0] != b"allow"]
    found = dict(message["headers"]).get(b"allow", b"").decode().split(", ")
    extra = {"OPTIONS", "HEAD"} if "GET" in found else {"OPTIONS"}
    allow = (b"allow", ", ".join(sorted({*found} - {""} | extra)).encode())
    if not asked:
        return {**message, "headers": [*others, allow]}
    kept = [pair for pair in others if pair[0] not in ABOUT_A_BODY]
    return {**message, "status": 204, "headers": [*kept, allow]}
