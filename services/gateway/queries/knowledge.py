"""What was known of a case, when: on the day of a decision, and between two moments."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Path, Query
from pydantic import Field, JsonValue

from services.gateway.asking import Asker, CaseParameter, Desk, asks
from services.gateway.queries.overview import found
from services.gateway.queries.overview_views import Overview
from services.gateway.tables import decisions
from services.gateway.times import Times
from shared.calendar import day_of, end_of
from shared.commands import AskedMoment
from shared.problems import Said
from shared.views import View

Kind = Literal["added", "removed", "changed"]
UNTOLD = frozenset({"validAt", "asOf", "versions"})  # they differ because the moments do
Moment = Annotated[AskedMoment, Query(description="A moment of knowledge (registreringstid).")]
Told = Mapping[str, Any]


class Changed(View):
    """A property that read otherwise, before and after."""

    name: str = Field(max_length=64)
    before: JsonValue
    after: JsonValue


class Difference(View):
    """Something of the case that was not known yet, is no longer believed, or reads otherwise."""

    part: str = Field(max_length=64, examples=["measures"], description="Of the overview.")
    id: UUID | None = Field(description="None when it is of the case itself.")
    kind: Kind
    changes: list[Changed] = Field(max_length=100)


class Differences(View):
    """What was learned of a case between two moments."""

    case_id: UUID
    earlier: datetime
    later: datetime
    items: list[Difference] = Field(max_length=20_000)


def create_router(desk: Desk) -> APIRouter:
    """The knowledge of a case the caller may see. Names are left out: read the overview."""
    router = APIRouter(prefix="/v1", tags=["cases"])

    @router.get(
        "/cases/{caseId}/decisions/{decisionId}/overview",
        operation_id="readCaseAtDecision",
        **asks("case.read"),
    )
    async def at_decision(
        caller: Asker,
        case_id: CaseParameter,
        decision_id: Annotated[UUID, Path(alias="decisionId")],
    ) -> Overview:
        """The child on the day of a decision, as known when the decision was recorded."""
        await desk.forwarding.check(caller, case_id)
        return await found(desk, caller, case_id, await made(desk, case_id, decision_id))

    @router.get("/cases/{caseId}/differences", operation_id="listDifferences", **asks("case.read"))
    async def differences(
        caller: Asker,
        case_id: CaseParameter,
        since: Annotated[Moment, Query(alias="from")],
        until: Annotated[Moment | None, Query(alias="to", description="Default: now.")] = None,
    ) -> Differences:
        """What was learned between two moments: late registrations and corrections among it."""
        await desk.forwarding.check(caller, case_id)
        later = until or desk.clock()
        before = await known(desk, caller, case_id, since)
        after = await known(desk, caller, case_id, later)
        if not after:
            raise Said("not-found")
        items = [*differing(before, after)]
        return Differences(case_id=case_id, earlier=since, later=later, items=items)

    return router


async def made(desk: Desk, case_id: UUID, decision_id: UUID) -> Times:
    """The day of a decision, and the moment when it was first recorded."""
    told = decisions.c
    first = (
        sa.select(told.decided_on, told.recorded_from)
        .where(told.id == decision_id, told.stream == case_id)
        .order_by(told.recorded_from)
        .limit(1)
    )
    async with desk.store.begin() as connection:
        row = (await connection.execute(first)).one_or_none()
    if row is None:
        raise Said("not-found")
    return Times(row.decided_on, end_of(row.decided_on), row.recorded_from, row.decided_on)


async def known(desk: Desk, caller: Asker, case_id: UUID, moment: datetime) -> Told:
    """The overview as it was known at a moment; empty before the case was."""
    try:
        overview = await found(desk, caller, case_id, Times(day_of(moment), moment, moment, None))
    except Said:
        return {}
    return overview.model_dump(mode="json", by_alias=True)


def differing(before: Told, after: Told) -> Iterator[Difference]:
    """Everything that differs between two overviews: the case's own properties, then its lists."""
    lists = {name for name, value in after.items() if isinstance(value, list)}
    plain = [name for name in after if name not in lists | UNTOLD]
    if own := [
        *changed({each: before.get(each) for each in plain}, {each: after[each] for each in plain})
    ]:
        yield Difference(part="case", id=None, kind="changed" if before else "added", changes=own)
    for part in sorted(lists):
        yield from of_list(part, by_id(before.get(part, [])), by_id(after[part]))


def of_list(
    part: str, before: Mapping[str, Told], after: Mapping[str, Told]
) -> Iterator[Difference]:
    for thing in (*after, *(each for each in before if each not in after)):
        was, is_now = before.get(thing, {}), after.get(thing, {})
        kind: Kind = "changed" if was and is_now else "added" if is_now else "removed"
        if changes := [*changed(was, is_now)]:
            yield Difference(part=part, id=UUID(thing), kind=kind, changes=changes)


def by_id(rows: list[Told]) -> Mapping[str, Told]:
    return {each["id"]: each for each in rows}


def changed(before: Told, after: Told) -> Iterator[Changed]:
    for name in dict.fromkeys((*before, *after)):
        if name != "id" and before.get(name) != after.get(name):
            yield Changed(name=name, before=before.get(name), after=after.get(name))
