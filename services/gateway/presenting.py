"""How an answer leaves: the fields that were asked for, with a tag of them as their reader sees it.

What comes bit by bit, without end or too long to hold, has no tag.

It stands outside masks and the read log: a tag tells nothing that the answer would not have told,
and who is answered "as before" has looked as well (ADR 0048).
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from pydantic_core import from_json
from starlette.requests import Request

from services.gateway.fields import SPARSE
from services.gateway.operations import PREFIX
from services.gateway.visiting import VISIT, Visit
from shared.problems import problem
from shared.telemetry import ASGIApp, Message, Receive, Scope, Send

VERSION = re.compile(rb'"(\d{1,18})"')
TAGGED = re.compile(rb'"(\d{1,18})\.[0-9a-f]{32}(?:\.gz)?"')
COMPRESSED = b'.gz"'
OF_NOBODY = "catalogue"  # the class of data that is about no person
SMALL = 1024  # bytes that are not worth compressing
LONGEST_KNOWN = 8000  # characters of tags
TOO_LONG = {
    "pointer": "If-None-Match",
    "code": "string-too-long",
    "detail": f"This is not valid here. (max_length: {LONGEST_KNOWN})",
}
NO_BODY = frozenset({b"content-type", b"content-length"})
REVALIDATED = ((b"cache-control", b"private, no-cache"),)
FOR_ALL = ((b"cache-control", b"no-cache"),)
Headers = Sequence[tuple[bytes, bytes]]


class Presented:
    """ASGI middleware: leaves out what was not asked for, tags the rest, answers 304."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        if len(dict(scope["headers"]).get(b"if-none-match", b"")) > LONGEST_KNOWN:
            await problem(Request(scope), "invalid-input", errors=[TOO_LONG])(scope, receive, send)
            return
        await self.app(scope, receive, Presenting(scope, send).take)


@dataclass
class Presenting:
    """One answer, while it is being given."""

    scope: Scope
    send: Send
    start: Message | None = None
    parts: list[bytes] = field(default_factory=list)

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self._is_tagged(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self.parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._give(self.start, b"".join(self.parts))

    def _is_tagged(self, start: Message) -> bool:
        ours: bool = self.scope["path"].startswith(PREFIX)
        stands_whole = b"content-length" in dict(start["headers"])
        return ours and stands_whole and start["status"] == HTTPStatus.OK

    async def _give(self, start: Message, body: bytes) -> None:
        visit: Visit | None = self.scope.get(VISIT)
        headers = {**dict(cached(visit)), **dict(start["headers"])}
        if visit and visit.fields:
            body = json.dumps(
                sparse(from_json(body), visit.fields), ensure_ascii=False, separators=(",", ":")
            ).encode()
            headers[b"content-type"] = SPARSE.encode()
        headers[b"content-length"] = str(len(body)).encode()
        headers[b"etag"] = tag_of(headers.get(b"etag", b""), body)
        if known := known_of(self.scope["headers"], headers[b"etag"]):
            kept = {name: value for name, value in headers.items() if name not in NO_BODY}
            if len(body) >= SMALL:  # said of the answer itself where it is compressed
                kept[b"vary"] = b", ".join(
                    each for each in (kept.get(b"vary"), b"Accept-Encoding") if each
                )
            unchanged = [*{**kept, b"etag": known}.items()]
            await self.send({**start, "status": HTTPStatus.NOT_MODIFIED, "headers": unchanged})
            body = b""
        else:
            await self.send({**start, "headers": [*headers.items()]})
        await self.send({"type": "http.response.body", "body": body, "more_body": False})


def cached(visit: Visit | None) -> Headers:
    """What caches may do with an answer that does not say so itself: nothing, about a person."""
    if visit is None:
        return FOR_ALL
    return REVALIDATED if visit.entry.about.code == OF_NOBODY else ()


def sparse(answer: Any, fields: frozenset[str]) -> Any:  # noqa: ANN401 - JSON
    """An answer with some of its fields; of a list, each item with some of its."""
    if isinstance(items := answer.get("items"), list):
        return {**answer, "items": [sparse(each, fields) for each in items]}
    return {name: value for name, value in answer.items() if name in fields}


def tag_of(said: bytes, body: bytes) -> bytes:
    """A strong tag of an answer, which begins with the version that a command must name, if any."""
    version = VERSION.fullmatch(said)
    digest = sha256(body).hexdigest()[:32].encode()
    return b'"%s.%s"' % (version[1], digest) if version else b'"%s"' % digest


def version_in(tag: bytes) -> bytes:
    """The version that a tag begins with, as services write it; anything else as it is."""
    tagged = TAGGED.fullmatch(tag)
    return b'"%s"' % tagged[1] if tagged else tag


def compressed(headers: Headers) -> list[tuple[bytes, bytes]]:
    """An answer that was compressed has other bytes, and so another tag."""
    if dict(headers).get(b"content-encoding") != b"gzip":
        return [*headers]
    return [
        (name, value[:-1] + COMPRESSED if name == b"etag" else value) for name, value in headers
    ]


def known_of(headers: Headers, tag: bytes) -> bytes:
    """The tag that the client has already, as it sent it; empty when it has another, or none."""
    sent = b",".join(value for name, value in headers if name == b"if-none-match")
    for each in sent.split(b","):
        plain = each.strip().removeprefix(b"W/")
        if plain == b"*":
            return tag
        if plain in {tag, tag[:-1] + COMPRESSED}:
            return plain
    return b""
