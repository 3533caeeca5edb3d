"""What every question of the gateway's own begins with: who asks, and what they know already."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import Depends, Header, Path
from starlette.requests import Request

from services.gateway.forwarding import Forwarding
from services.gateway.paging import Paging, Question
from services.gateway.paging_views import Found
from services.gateway.store import Store
from services.gateway.times import TimesAsked
from services.gateway.visiting import positions_of
from shared import consistency
from shared.calendar import day_of
from shared.clock import Clock
from shared.database import Bell
from shared.http.cursors import Cursors
from shared.http.queries import READS
from shared.identity import Caller
from shared.problems import Said, problems

CaseParameter = Annotated[UUID, Path(alias="caseId")]


@dataclass(frozen=True)
class Desk:
    """What a question needs: the store, the row filter's callers, the cursors, the clock, news."""

    store: Store
    forwarding: Forwarding
    cursors: Cursors
    clock: Clock
    bell: Bell

    def today(self) -> date:
        return day_of(self.clock())

    async def page(self, paging: Paging, question: Question, of: str = "") -> Found:
        return await paging.page(self.store, self.cursors, question, of)


async def caller_of(
    request: Request,
    _: Annotated[
        str | None,
        Header(
            alias="Consistency-Token",
            max_length=consistency.LONGEST,
            description="From an earlier answer: what it wrote is seen.",
        ),
    ] = None,
) -> Caller:
    """Who asks, once the read models include what they know of."""
    desk: Desk = request.app.state.desk
    caller = await desk.forwarding.identify(request)
    await desk.forwarding.waiting.until(positions_of(request))
    return caller


TimesWanted = Annotated[TimesAsked, Depends()]
Asker = Annotated[Caller, Depends(caller_of)]


def asks(scope: str | None) -> Mapping[str, Any]:
    """What a question declares: its problems and its scope."""

    async def check(caller: Asker) -> None:
        if scope and scope not in caller.scopes:
            raise Said("forbidden")

    return {
        "responses": problems(*READS),
        "openapi_extra": {"security": [{"bearer": [scope] if scope else []}]},
        "dependencies": [Depends(check)],
    }


def narrowed(
    question: sa.Select[Any],
    conditions: Sequence[tuple[object, Callable[[Any], sa.ColumnElement[bool]]]],
) -> sa.Select[Any]:
    """A question with a condition for each thing that was asked for."""
    return question.where(*(condition(wanted) for wanted, condition in conditions if wanted))
