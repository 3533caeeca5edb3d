"""Several commands in one request, each with its own status; what is too many is a job."""

from typing import Annotated

from fastapi import APIRouter, Body, Header, Request, Response
from pydantic import Field

from services.gateway.asking import Asker, asks
from services.gateway.jobs.commands import COLLECTIONS, MOST_AT_ONCE, SendBatch
from services.gateway.jobs.keeping import Jobs
from services.gateway.jobs.performing import BATCH, ITEMS, ItemDone, Performing, key_of
from services.gateway.queries.job_views import JobView
from services.gateway.queries.jobs import begun
from shared import consistency
from shared.deadline import longer
from shared.http.handling import KEY
from shared.http.route import OwnWord
from shared.problems import problems
from shared.views import View

READS = asks(None)["responses"]
SECONDS_EACH = 0.5  # by which the answer to a batch may be later
KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=f"^{KEY.pattern}$",
        max_length=255,
        description="For all of them: each that has no key of its own gets one made from it.",
    ),
]
Prefer = Annotated[
    str | None,
    Header(max_length=100, description="`respond-async`: as a job, however few they are."),
]


class BatchDone(View):
    """What came of each command, in the order in which they were sent."""

    items: list[ItemDone] = Field(max_length=MOST_AT_ONCE)


def create_router(jobs: Jobs) -> APIRouter:
    """Bulk commands of every collection."""
    router = APIRouter(prefix="/v1", tags=["bulk"], route_class=OwnWord)
    for collection, model in COLLECTIONS.items():
        add_batch(router, jobs, collection, model)
    return router


def add_batch(router: APIRouter, jobs: Jobs, collection: str, model: type[SendBatch]) -> None:
    @router.post(
        f"/{collection}/_batch",
        operation_id=f"send{collection.capitalize()}Batch",
        status_code=207,
        response_model=BatchDone,
        **{**asks(None), "responses": {
            202: {"model": JobView, "description": "It is done as a job: `Location` says which."},
            **READS, **problems("too-large", "unsupported-media-type", "key-reused"),
        }},
    )  # fmt: skip
    async def send_batch(
        request: Request,
        response: Response,
        caller: Asker,
        sent: Annotated[model, Body()],  # type: ignore[valid-type]  # of its collection
        key: KeyHeader = None,
        prefer: Prefer = None,
    ) -> BatchDone | Response:
        """Several commands, one after another: each is allowed or refused as if it came alone."""
        body: SendBatch = sent
        if len(body.items) > MOST_AT_ONCE or "respond-async" in (prefer or ""):
            asked = ITEMS.dump_json([*body.items])
            return await begun(jobs, caller, BATCH, asked, len(body.items), key)
        longer(SECONDS_EACH * len(body.items))
        perform = Performing(request.app, caller, request.headers.get(consistency.HEADER))
        items = [
            await perform(number, item, key_of(key, number) if key else None)
            for number, item in enumerate(body.items)
        ]
        if perform.known:
            response.headers[consistency.HEADER] = perform.known
        return BatchDone(items=items)
