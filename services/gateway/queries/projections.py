"""How the read models stand, for who operates them: how far, what is parked; rebuild, try again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Path
from pydantic import Field
from sqlalchemy.dialects.postgresql import distinct_on
from starlette.responses import Response

from services.gateway import parking
from services.gateway.asking import Desk, asks
from services.gateway.mending import Mending
from services.gateway.projection import ReadModel
from services.gateway.read_models import BY_NAME, MODELS, REBUILDABLE
from services.gateway.rebuilding import Rebuilding
from services.gateway.tables import parked, positions
from shared.deadline import longer
from shared.problems import Said
from shared.views import View

MOST = 1000
A_REBUILD = 6 * 3600.0  # seconds that it may take at most
Name = Annotated[str, Path(max_length=40, examples=["agenda"])]


class ParkedCase(View):
    """A case (or notification) whose news a model could not take, and what waits behind it."""

    stream: UUID
    feed: str = Field(max_length=20)
    position: int = Field(description="Of the first that could not be taken.")
    kind: str = Field(max_length=100, description="Of that news.")
    fault: str | None = Field(max_length=100, description="The kind of error.")
    items: int = Field(ge=1, description="How many wait, that one included.")
    tried: int = Field(ge=0)
    parked_at: datetime


class Projection(View):
    """A read model: how far it has come along each feed, and what is parked in it."""

    name: str = Field(max_length=40)
    reached: dict[str, int]
    parked: list[ParkedCase] = Field(max_length=MOST)


class Projections(View):
    """The read models, each of which can be rebuilt while the service runs."""

    items: list[Projection] = Field(max_length=50)


class Retried(View):
    """How many parked cases of a model go on, and how many stay."""

    mended: int = Field(ge=0)
    parked: int = Field(ge=0)


def create_router(desk: Desk, rebuilding: Rebuilding, mending: Mending) -> APIRouter:
    """What an operator asks of the read models."""
    router = APIRouter(prefix="/v1", tags=["gateway"])

    @router.get("/projections", operation_id="listProjections", **asks("operations.read"))
    async def projections() -> Projections:
        """The read models: how far each has come, and which cases are parked in it."""
        async with desk.store.begin() as connection:
            reached = (await connection.execute(sa.select(positions))).all()
            waiting = (await connection.execute(parked_cases())).all()
        return Projections(
            items=[
                Projection(
                    name=model.name,
                    reached={row.feed: row.reached for row in reached if row.model == model.name},
                    parked=[ParkedCase.of(row) for row in waiting if row.model == model.name],
                )
                for model in MODELS
            ]
        )

    @router.post(
        "/projections/{name}/rebuilds",
        operation_id="rebuildProjection",
        status_code=204,
        **asks("operations.write"),
    )
    async def rebuild(name: Name) -> Response:
        """Rebuild a read model beside the live one, and swap; answers when it is done."""
        longer(A_REBUILD)
        await rebuilding.rebuild(named(name, REBUILDABLE))
        return Response(status_code=204)

    @router.post(
        "/projections/{name}/retries", operation_id="retryProjection", **asks("operations.write")
    )
    async def retry(name: Name) -> Retried:
        """Try what is parked in a read model once more, now."""
        model = named(name, BY_NAME)
        mended = await mending.mend(model.name)
        async with desk.store.begin() as connection:
            left = await parking.groups(connection, model.name)
        return Retried(mended=mended, parked=len(left))

    return router


def named(name: str, models: Mapping[str, ReadModel]) -> ReadModel:
    """Raises: `Said` not-found, when there is no such model."""
    if name not in models:
        raise Said("not-found")
    return models[name]


def parked_cases() -> sa.Select[tuple[object, ...]]:
    """Each parked case by the first of its items, in every model."""
    told = parked.c
    group = (told.model, told.feed, told.stream)
    counted = sa.func.count().over(partition_by=group).label("items")
    return (
        sa.select(parked, told.item["kind"].as_string().label("kind"), counted)
        .ext(distinct_on(*group))
        .order_by(*group, told.position)
        .limit(MOST)
    )
