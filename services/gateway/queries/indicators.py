"""Figures about many children, and the cases behind each: as known at any moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Path, Query

from services.gateway.asking import Asker, Desk, asks
from services.gateway.expanding import Expand, expanded
from services.gateway.indicators.asked import Asked, Period
from services.gateway.indicators.definition import Definition, definitions
from services.gateway.indicators.figures import Counted, Split, trend
from services.gateway.indicators.references import References
from services.gateway.names import Names
from services.gateway.paging import Listing, Paging
from services.gateway.queries.indicator_answers import answered
from services.gateway.queries.indicator_references import set_against
from services.gateway.queries.indicator_views import (
    CountedLine,
    CountedPage,
    Figures,
)
from services.gateway.queries.movements import LEFT_OUT
from services.gateway.queries.ways import Chosen, OfAge, OfType, Once
from services.gateway.untold.asking import may_ask
from shared.calendar import day_of
from shared.clock import Clock
from shared.commands import AskedDay
from shared.http import AsOf
from shared.problems import InputError, Invalid, Said

MOST = 400  # periods
Every = Literal["month", "quarter", "half-year", "year"]
MONTHS: Mapping[Every, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
Code = Annotated[str, Path(alias="indicatorId", max_length=10, examples=["K13"])]
By = Annotated[
    list[Split], Once, Query(max_length=6, description="What is told apart; repeat it for several.")
]


@dataclass(frozen=True)
class Times:
    """From when until when is counted, and by what was known when."""

    since: Annotated[AskedDay, Query(alias="from", examples=["2016-01-01"])]
    until: Annotated[AskedDay, Query(alias="to", examples=["2016-04-01"], description=LEFT_OUT)]
    as_of: AsOf = None

    def asked(self, clock: Clock, every: Every | None = None) -> Asked:
        """What is asked for.

        Raises:
            Invalid: when the time ends before it begins, or is of too many periods.
        """
        return asked(clock, self.since, self.until, self.as_of, every)


@dataclass(frozen=True)
class Only:
    """Of what is counted, that of children or measures which have something in common."""

    unit: Chosen = None
    age_band: OfAge = None
    sex: Chosen = None
    step: Chosen = None
    regime: Chosen = None
    measure_type: OfType = None

    def wanted(self) -> dict[Split, str]:
        said: dict[Split, str | None] = {
            "unit": self.unit, "ageBand": self.age_band, "sex": self.sex,
            "step": self.step, "regime": self.regime, "measureType": self.measure_type,
        }  # fmt: skip
        return {each: wanted for each, wanted in said.items() if wanted}


LIST = Listing(
    "indicator-cases",
    {"caseId": (sa.column("case_id", sa.Uuid),), "on": (sa.column("on_day", sa.Date),)},
    ends=(
        sa.column("case_id", sa.Uuid),
        sa.column("subject", sa.Uuid),
        sa.column("on_day", sa.Date),
    ),
)
PageWanted = Annotated[Paging, Depends(LIST.wanted)]


def create_router(desk: Desk, names: Names, references: References) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["figures"])
    add_all(router, desk, references)
    add_one(router, desk, references)
    add_cases(router, desk, names)
    return router


def add_all(router: APIRouter, desk: Desk, references: References) -> None:
    @router.get("/indicators", operation_id="listIndicators", **asks("figures.read"))
    async def indicators(
        caller: Asker,
        since: Annotated[AskedDay | None, Query(alias="from")] = None,
        until: Annotated[AskedDay | None, Query(alias="to", description=LEFT_OUT)] = None,
        as_of: AsOf = None,
    ) -> Figures:
        """Every figure as it is defined; with a time, what each comes to in it."""
        may_ask(caller, since=since, until=until)
        wanted = asked(desk.clock, since, until, as_of) if since and until else None
        async with desk.store.begin() as connection:
            told = [
                await answered(connection, caller, each, wanted) for each in definitions().values()
            ]
        items = [set_against(references, caller, each) for each in told]
        return Figures(as_of=as_of or desk.clock(), items=items)


def add_one(router: APIRouter, desk: Desk, references: References) -> None:
    @router.get("/indicators/{indicatorId}", operation_id="readIndicator", **asks("figures.read"))
    async def indicator(
        caller: Asker,
        code: Code,
        times: Annotated[Times, Depends()],
        every: Every | None = None,
        by: By = [],  # noqa: B006 - FastAPI copies it
    ) -> Figures:
        """What a figure comes to: in all of a time, or in each month, quarter or year of it."""
        may_ask(caller, by=by, since=times.since, until=times.until)
        wanted = times.asked(desk.clock, every)
        async with desk.store.begin() as connection:
            told = await answered(connection, caller, defined(code), wanted, by)
        item = set_against(references, caller, told)
        return Figures(as_of=times.as_of or desk.clock(), items=[item])


def add_cases(router: APIRouter, desk: Desk, names: Names) -> None:
    @router.get(
        "/indicators/{indicatorId}/cases",
        operation_id="listIndicatorCases",
        **asks("figures.cases"),
    )
    async def cases(
        caller: Asker,
        paging: PageWanted,
        code: Code,
        times: Annotated[Times, Depends()],
        only: Annotated[Only, Depends()],
        expand: Expand = None,
    ) -> CountedPage:
        """What a figure adds up, line by line, by the definition that it is counted by."""
        definition, wanted = defined(code), times.asked(desk.clock)
        if definition.rows is None:
            return CountedPage(items=[], next_cursor=None)
        each = Counted(caller, definition, wanted).cases(only.wanted())
        found = await desk.page(paging, sa.select(each), code)
        more = await expanded(names, caller, expand, [row.case_id for row in found.rows])
        return CountedPage.found(
            found,
            lambda row: CountedLine.of(row, on=row.on_day, child=more.children.get(row.case_id)),
            missing=more.missing,
        )


def asked(
    clock: Clock, since: date, until: date, as_of: datetime | None, every: Every | None = None
) -> Asked:
    periods = trend(after_start(since, until), MONTHS[every] if every else None)
    if len(periods) > MOST:
        detail = f"At most {MOST} periods."
        raise Invalid(InputError(pointer="every", code="too-many", detail=detail))
    return Asked(periods, as_of, day_of(as_of or clock()))


def after_start(since: date, until: date) -> Period:
    """Raises `Invalid` when a time ends before it begins."""
    if until <= since:
        raise Invalid(InputError(pointer="to", code="not-after", detail="Must be after `from`."))
    return Period(since, until)


def defined(code: str) -> Definition:
    if code not in definitions():
        raise Said("not-found")
    return definitions()[code]
