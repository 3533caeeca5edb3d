"""The dashboard: what waits for the caller, each thing a number and the question that lists it.

The number counts the very question that the list asks, with the same filters, so that the two
cannot disagree.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, get_type_hints
from urllib.parse import urlencode

import sqlalchemy as sa
from fastapi import APIRouter, Request
from fastapi.params import Query
from pydantic import Field

from services.gateway.asking import Asker, Desk, asks
from services.gateway.labels import label
from services.gateway.paging import Question, counted, parts_of
from services.gateway.paging_views import Count
from services.gateway.queries import agenda, caseload, emergencies, inbox
from services.gateway.rights import Rights
from services.gateway.times import Times, TimesAsked
from services.gateway.visiting import VISIT
from shared.identity import Caller
from shared.views import Label, View

AGENDA, CASELOAD = "/v1/agenda", "/v1/caseload"
INBOX, EMERGENCIES = "/v1/notifications", "/v1/emergency-accesses"
Ask = Callable[[Caller, Any, Times], Question]
LISTS: Mapping[str, Ask] = {
    AGENDA: agenda.asked,
    CASELOAD: caseload.asked,
    INBOX: inbox.asked,
    EMERGENCIES: emergencies.asked,
}
PENDING: list[agenda.State] = ["open", "overdue"]
WEEK = 7  # days, today among them


class TileLine(View):
    """Something that waits: how much of it there is, and the question that lists it."""

    tile: Label
    count: Count
    query: str = Field(max_length=1000, examples=["/v1/agenda?status=overdue&basis=statutory"])


class Dashboard(View):
    items: list[TileLine] = Field(max_length=50)


@dataclass(frozen=True, slots=True)
class Tile:
    """A list and what of it is wanted: both the number and the question are made from it."""

    code: str
    path: str
    wanted: Any

    def counts(self, caller: Caller, times: Times) -> sa.Label[int]:
        question = LISTS[self.path](caller, self.wanted, times)
        return counted(*parts_of(question)).scalar_subquery().label(self.code)

    @property
    def query(self) -> str:
        return f"{self.path}?{urlencode([*filters(self.wanted)])}"


def filters(wanted: Any) -> Iterator[tuple[str, object]]:  # noqa: ANN401 - any list's filters
    """The filters that say something, as they are written in a question."""
    hints = get_type_hints(type(wanted), include_extras=True)
    for each in fields(wanted):
        value = getattr(wanted, each.name)
        if value == each.default:
            continue
        declared = getattr(hints[each.name], "__metadata__", ())
        alias = next((one.alias for one in declared if isinstance(one, Query) and one.alias), None)
        said = ",".join(value) if isinstance(value, list) else value
        yield alias or each.name, str(said).lower() if isinstance(said, bool) else said


def tiles(today: date) -> Sequence[Tile]:
    """What waits for anybody who works with cases."""
    week = today + timedelta(days=WEEK)
    due = agenda.Wanted
    return (
        Tile("not_assessed", INBOX, inbox.Wanted(state=["received"], urgency_overdue=True)),
        Tile("due_today", AGENDA,
             due(due_from=today, due_to=today + timedelta(days=1), status=PENDING)),
        Tile("overdue_by_law", AGENDA, due(status=["overdue"], basis="statutory")),
        Tile("overdue_locally", AGENDA, due(status=["overdue"], basis="local")),
        Tile("due_this_week", AGENDA, due(due_from=today, due_to=week, status=PENDING)),
        Tile("without_plan", CASELOAD, caseload.Wanted(without=["plan"])),
        Tile("without_exit_plan", CASELOAD, caseload.Wanted(without=["exit-plan"])),
        Tile("does_not_work", AGENDA, due(status=PENDING, rule=["something-else-started"])),
        Tile("schedule_missing", AGENDA, due(status=PENDING, rule=["schedule-decided"])),
        Tile("worries_to_answer", AGENDA,
             due(status=PENDING, rule=["concern-answered", "concern-answered-pressing"])),
    )  # fmt: skip


def for_leaders() -> Sequence[Tile]:
    return (
        Tile("escalated", AGENDA, agenda.Wanted(status=PENDING, escalated=True)),
        Tile("without_caseworker", CASELOAD, caseload.Wanted(without=["caseworker"])),
        Tile("emergencies_to_review", EMERGENCIES, emergencies.Wanted(reviewed=False)),
    )


def create_router(desk: Desk, rights: Rights) -> APIRouter:
    """The caller's dashboard."""
    router = APIRouter(prefix="/v1", tags=["cases"])

    @router.get("/dashboard", operation_id="readDashboard", **asks("case.read"))
    async def dashboard(request: Request, caller: Asker) -> Dashboard:
        """What waits for the caller: each a number, and the question that lists what it counts.

        What the caller has no right to list is no tile.
        """
        times, column = TimesAsked().by(desk.clock), request.scope[VISIT].column

        def may(tile: Tile) -> bool:
            entry = rights.entries["GET", tile.path]
            return entry.scope in caller.scopes and entry.about.may(column, write=False)

        more = for_leaders() if caller.role == "leader" else ()
        shown = [each for each in (*tiles(times.day), *more) if may(each)]
        numbers: list[Any] = [each.counts(caller, times) for each in shown]
        async with desk.store.begin() as connection:
            found = (await connection.execute(sa.select(*numbers))).one()
        return Dashboard(items=[line(each, found) for each in shown])

    return router


def line(tile: Tile, found: sa.Row[Any]) -> TileLine:
    rows = getattr(found, tile.code)
    return TileLine(tile=label("tile", tile.code), count=Count.of_rows(rows), query=tile.query)
