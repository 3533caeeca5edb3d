"""Several commands in one request, each with its own status; what is too many is a job."""

from typing import Annotated

from fastapi import APIRouter, Body, Header, Request, Response
from pydantic import Field

from services.gateway.asking import Asker, Desk, asks
from services.gateway.jobs.commands import COLLECTIONS, MOST_AT_ONCE, SendBatch
from services.gateway.jobs.keeping import Jobs
from services.gateway.jobs.performing import BATCH, ITEMS, ItemDone, Performing, key_of
from services.gateway.queries.job_views import JobView, job_view
from shared import consistency
from shared.deadline import longer
from shared.http.handling import KEY
from shared.http.route import OwnWord
from shared.identity import Caller
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


def create_router(desk: Desk, jobs: Jobs) -> APIRouter:
    """Bulk commands of every collection."""
    router = APIRouter(prefix="/v1", tags=["bulk"], route_class=OwnWord)
    for collection, model in COLLECTIONS.items():
        add_batch(router, desk, jobs, collection, model)
    return router


def add_batch(
    router: APIRouter, desk: Desk, jobs: Jobs, collection: str, model: type[SendBatch]
) -> None:
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
            return await as_a_job(desk, jobs, caller, body, key)
        longer(SECONDS_EACH * len(body.items))
        perform = Performing(request.app, caller, request.headers.get(consistency.HEADER))
        items = [
            await perform(number, item, key_of(key, number) if key else None)
            for number, item in enumerate(body.items)
        ]
        if perform.known:
            response.headers[consistency.HEADER] = perform.known
        return BatchDone(items=items)


async def as_a_job(
    desk: Desk, jobs: Jobs, caller: Caller, body: SendBatch, key: str | None
) -> Response:
    request = ITEMS.dump_json([*body.items])
    made = await jobs.add(caller, BATCH, request, len(body.items), desk.clock(), key)
    jobs.bell.ring()
    view = job_view(await jobs.of(caller, made))
    headers = {"Location": f"/v1/jobs/{made}"}
    return Response(view.model_dump_json(by_alias=True), 202, headers, "application/json")
