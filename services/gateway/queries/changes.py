"""Following what happens: the public feed in batches of CloudEvents, and a stream for screens."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from time import monotonic
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field, TypeAdapter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.gateway.asking import Asker, Desk, asks
from services.gateway.queries.event_views import CloudEvent
from services.gateway.queries.public_feed import Place, PublicFeed, Read
from shared.deadline import longer
from shared.http.cursors import LONGEST
from shared.problems import problems

MEDIA_TYPE = "application/cloudevents-batch+json"
LONGEST_WAIT = 30.0  # seconds
PATIENCE, LIFE = 15.0, 300.0  # seconds between looks, and of a stream: the client then comes again
SOON = 1000  # milliseconds until it does
FOR_GOOD = "private, max-age=31536000, immutable"
BATCH = TypeAdapter(list[CloudEvent])
PROBLEMS = (
    "invalid-input", "unauthenticated", "forbidden", "feed-restarted", "too-many-requests",
    "internal-error", "unavailable",
)  # fmt: skip
After = Annotated[
    str | None,
    Query(max_length=LONGEST, description="The `cursor` of an event; a page's `Link` has it."),
]


class Batch(JSONResponse):
    """A batch of CloudEvents, written already."""

    media_type = MEDIA_TYPE

    def render(self, content: bytes) -> bytes:
        return content


@dataclass(frozen=True, slots=True)
class Following:
    """Somebody who follows the feed, and from where on."""

    feed: PublicFeed
    place: Place


def create_router(desk: Desk) -> APIRouter:
    """The public feed of all that the caller may know of."""
    router = APIRouter(prefix="/v1", tags=["events"])
    add_events(router, desk)
    add_changes(router, desk)
    return router


def add_events(router: APIRouter, desk: Desk) -> None:

    @router.get(
        "/events",
        operation_id="readEvents",
        response_class=Batch,
        response_model=Annotated[list[CloudEvent], Field(max_length=1000)],
        **{**asks(None), "responses": problems(*PROBLEMS)},
    )
    async def read_events(
        request: Request,
        caller: Asker,
        after: After = None,
        limit: Annotated[int, Query(ge=1, le=1000)] = 200,
        wait: Annotated[
            float, Query(ge=0, le=LONGEST_WAIT, description="Seconds to wait for news.")
        ] = 0,
    ) -> Response:
        """What happened after a place, oldest first, of all that the caller may know of.

        `Link` with `rel="next"` goes on from there. A full page never changes, and may be kept.
        """
        feed = PublicFeed(desk, caller)
        longer(wait)
        found = await feed.read(feed.place(after), limit, wait)
        body = BATCH.dump_json(feed.told(found), by_alias=True, exclude_none=True)
        headers = {
            "Cache-Control": FOR_GOOD if found.full else "private, no-cache",
            "Vary": "Authorization",
        }
        if following := feed.following(found):
            url = request.url.include_query_params(after=following)
            headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
        return Batch(body, headers=headers)


def add_changes(router: APIRouter, desk: Desk) -> None:
    async def following(
        caller: Asker,
        after: After = None,
        last_event_id: Annotated[str | None, Header(max_length=LONGEST)] = None,
    ) -> Following:
        feed = PublicFeed(desk, caller)
        known = feed.place(last_event_id or after, "Last-Event-ID" if last_event_id else "after")
        return Following(feed, known if known.epoch else await feed.end())

    @router.get(
        "/changes",
        operation_id="streamChanges",
        response_class=EventSourceResponse,
        **{**asks(None), "responses": problems(*PROBLEMS)},
    )
    async def stream_changes(
        who: Annotated[Following, Depends(following)],
    ) -> AsyncIterator[ServerSentEvent]:
        """Whatever happens from now on (or after an event), as it happens, as server-sent events.

        Each is a CloudEvent, so that a screen knows what to read again. The stream ends after five
        minutes, and a browser comes again by itself with `Last-Event-ID`.
        """
        place, until = who.place, monotonic() + LIFE
        here = who.feed.following(Read((), place, full=False))
        yield ServerSentEvent(id=here, retry=SOON, comment="from here on")
        while monotonic() < until and not desk.bell.closing:
            found = await who.feed.read(place, 200, PATIENCE)
            place = found.place
            for each in who.feed.told(found):
                yield ServerSentEvent(data=each, event="changed", id=each.cursor)
