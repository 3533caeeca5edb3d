"""How news travels: a producer serves a feed, a consumer remembers how far it has read."""

import time
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from shared.contracts import PRIVATE, FeedItem, FeedPage, Published
from shared.database import Unavailable, woken
from shared.deadline import longer
from shared.eventlog import EventLog
from shared.facts import Recorded
from shared.identity import HEADER, Caller, InternalTokens
from shared.problems import Said
from shared.telemetry import traceparent
from shared.transport import Transport

Publish = Callable[[Any], Published | None]
LONGEST_WAIT = 30.0  # seconds a reader may ask to be kept waiting
LARGEST_PAGE = 2000
SCOPE = "feed.read"


def add_feed(router: APIRouter, log: EventLog[Any], publish: Publish) -> None:
    """Serve a log's published facts."""

    @router.get("/feed", include_in_schema=False)
    async def feed(
        request: Request,
        after: Annotated[int, Query(ge=0)] = 0,
        limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 500,
        wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT)] = 0,
        heard: Annotated[str | None, Query(max_length=500)] = None,
    ) -> Response:
        """Published facts after a position, oldest first; waits for news when there is none.

        `heard` is what the reader already knows of `FeedPage.heard`: progress there is news too,
        to who says so.
        """
        caller: Caller = request.app.state.tokens.verify(request.headers.get(HEADER))
        if SCOPE not in caller.scopes:
            raise Said("forbidden")
        longer(wait)
        until = time.monotonic() + wait
        while True:
            rung = log.bell.listening(only_news=heard is None)
            page = await read_page(log, publish, after, limit)
            left = 0 if log.bell.closing else until - time.monotonic()
            progress = heard is not None and known(page.heard) != heard
            if page.reached > after or progress or left <= 0:
                return Response(page.model_dump_json(by_alias=True), media_type="application/json")
            await woken(rung, left)


async def read_page(log: EventLog[Any], publish: Publish, after: int, limit: int) -> FeedPage:
    """One page of news, read at one moment: it includes the effects of what was heard."""
    head, heard, recorded = await log.page(after, limit)
    items = [feed_item(position, each, publish(each.fact)) for position, each in recorded]
    reached = recorded[-1][0] if recorded else after
    complete = len(recorded) < limit
    return FeedPage(items=items, reached=reached, head=head, heard=dict(heard) if complete else {})


def feed_item(position: int, recorded: Recorded[Any], news: Published | None) -> FeedItem:
    """A fact as neighbours see it. Of a private one they see that the stream has a new version."""
    return FeedItem(
        position=position,
        stream=recorded.stream,
        version=recorded.version,
        recorded_at=recorded.recorded_at,
        correlation=recorded.correlation,
        kind=type(news).__name__ if news else PRIVATE,
        data=news.model_dump(mode="json", by_alias=True) if news else {},
    )


def known(heard: dict[str, int]) -> str:
    return ",".join(f"{upstream}:{reached}" for upstream, reached in sorted(heard.items()))


class FeedReader:
    """Reads a neighbour's feed, with a token of our own."""

    def __init__(
        self, feed: str, transport: Transport, tokens: InternalTokens, reader: str
    ) -> None:
        self.feed = feed
        self._transport = transport
        self._tokens = tokens
        self._caller = Caller(sub=f"service:{reader}", role="system", scopes=frozenset({SCOPE}))

    async def read(
        self, after: int, *, limit: int, wait: float, heard: dict[str, int] | None = None
    ) -> FeedPage:
        """Raises: `Unavailable` when the neighbour does not answer with a page."""
        minding = "" if heard is None else f"&heard={known(heard)}"
        reply = await self._transport.send(
            "GET",
            "/feed",
            f"after={after}&limit={limit}&wait={wait}{minding}",
            [
                (HEADER.encode(), self._tokens.sign(self._caller).encode()),
                (b"traceparent", traceparent().encode()),
            ],
        )
        if reply.status != 200:  # noqa: PLR2004
            raise Unavailable(self.feed)
        return FeedPage.model_validate_json(reply.body)
