"""Finding a case by name, number or day of birth. Never in an address: those are written down."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Body, Response
from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic.config import JsonDict

from services.gateway.access import visible
from services.gateway.asking import Asker, Desk, asks
from services.gateway.danish import in_order
from services.gateway.labels import label
from services.gateway.names import Answer, Fit, Names
from services.gateway.queries.caseload import CaseLine, line, lines
from services.gateway.tables import access, cases, people
from services.gateway.times import TimesAsked, believed
from shared.commands import AskedDay, Command, Count
from shared.http.route import OwnWord
from shared.identity import Caller
from shared.views import Label, View

MOST = 100
NAMEABLE = 2000  # cases that a search can be narrowed to before the row filter
NUMBER = re.compile(r"\b(\d{6})-?(\d{4})\b")
DAY = re.compile(r"\b(?:(\d{1,2})[./-](\d{1,2})[./-](\d{4})|(\d{4})-(\d{2})-(\d{2}))\b")
BLANK: JsonDict = {"pattern": r"^\s*$"}
NOTHING: JsonDict = {
    "text": BLANK,
    "name": BLANK,
    "cpr": {"maxLength": 0},
    "bornOn": {"type": "null"},
}
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class SearchCases(Command):
    """Look for a case by what a child, or somebody around it, is called, or by number or birth.

    `text` is any of these in one line: `Freja Lind 3/4 2000`. A misspelling by one letter, and what
    sounds alike, is found as well, further down.
    """

    model_config = ConfigDict(json_schema_extra={"not": {"properties": NOTHING}})

    text: Text = Field(default="", examples=["Freja Lind"])
    name: Text = Field(default="", examples=["Frejja Lynd"])
    cpr: str = Field(
        default="", max_length=11, pattern=r"^(\d{6}-?\d{4})?$", examples=["630400-1234"]
    )
    born_on: AskedDay | None = Field(default=None, strict=False, examples=["2000-04-03"])
    closed: bool = Field(default=False, description="Closed cases as well.")
    limit: Count = Field(default=20, ge=1, le=MOST)

    @model_validator(mode="after")
    def something(self) -> "SearchCases":
        if not (self.text or self.name or self.cpr or self.born_on):
            raise ValueError("there is nothing to look for")
        return self


class Match(View):
    """Who in the case fits, and how well, from 0 to 1. The child has no `partyId`."""

    party_id: UUID | None
    relation: Label
    name: str | None = Field(max_length=200)
    score: float = Field(ge=0, le=1)


class CaseFound(View):
    """A case in which somebody fits."""

    line: CaseLine
    child: str | None = Field(max_length=200, description="The child's name.")
    born_on: date | None
    matches: list[Match] = Field(max_length=200)


class CasesFound(View):
    """The best fits first; those that fit alike in Danish order of the child's name."""

    items: list[CaseFound] = Field(max_length=MOST)
    more: bool = Field(description="More fit than were asked for: say more of whom you look for.")


def create_router(desk: Desk, names: Names) -> APIRouter:
    """The search among the cases that the caller may see."""
    router = APIRouter(prefix="/v1", tags=["cases"], route_class=OwnWord)

    @router.post("/cases/_search", operation_id="searchCases", **asks("case.read"))
    async def search(
        caller: Asker, response: Response, wanted: Annotated[SearchCases, Body()]
    ) -> CasesFound:
        """Cases by name, CPR number or day of birth, of those that the caller may see."""
        response.headers["Cache-Control"] = "no-store"
        asked = taken_apart(wanted)
        fits: list[Fit] | None = None
        if asked.name or asked.cpr:
            within = await cases_of(desk, caller)
            fits = await names.fitting(caller, asked.name, asked.cpr.replace("-", ""), within)
        rows = await found(desk, caller, asked, fits)
        shown, relations = rows[: asked.limit], await relations_of(desk, fits or [])
        called = await names.of_all(caller, [row.stream for row in shown])
        items = [case_found(row, fits or [], relations, called) for row in shown]
        return CasesFound(items=sorted(items, key=best_first), more=len(rows) > asked.limit)

    return router


def taken_apart(wanted: SearchCases) -> SearchCases:
    """What a line of text says: a number, a day of birth, and the rest of it a name."""
    text, cpr, born_on = wanted.text, wanted.cpr, wanted.born_on
    if number := NUMBER.search(text):
        cpr, text = cpr or "".join(number.groups()), text.replace(number[0], " ")
    if day := DAY.search(text):
        born_on, text = born_on or day_in(day), text.replace(day[0], " ")
    name = f"{wanted.name} {text}".strip()
    return wanted.model_copy(update={"name": name, "cpr": cpr, "born_on": born_on})


def day_in(written: re.Match[str]) -> date | None:
    """A day as Danes write it, or as machines do; none when there is no such day."""
    day, month, year, *iso = written.groups()
    try:
        return date(*map(int, iso)) if iso[0] else date(int(year), int(month), int(day))
    except ValueError:
        return None


async def cases_of(desk: Desk, caller: Caller) -> list[UUID] | None:
    """The caller's cases, so that nobody else's crowd them out; none when they are too many."""
    question = sa.select(access.c.stream).where(access.c.kind == "case", visible(caller))
    async with desk.store.begin() as connection:
        mine = [*await connection.scalars(question.limit(NAMEABLE + 1))]
    return sorted(mine) if len(mine) <= NAMEABLE else None


async def found(
    desk: Desk, caller: Caller, asked: SearchCases, fits: Sequence[Fit] | None
) -> Sequence[sa.Row[Any]]:
    """The caller's cases among those that fit, the best first; one more than is asked for."""
    times = TimesAsked().by(desk.clock)
    question = lines(times).add_columns(cases.c.born_on.label("birth")).where(visible(caller))
    if not asked.closed:
        question = question.where(sa.func.coalesce(cases.c.closed_on > times.day, sa.true()))
    if asked.born_on:
        question = question.where(cases.c.born_on == asked.born_on)
    score: sa.ColumnElement[float] = sa.literal(1.0)
    if fits is not None:
        best = best_of(fits)
        told = sa.values(
            sa.column("stream", sa.Uuid), sa.column("score", sa.Float), name="fits"
        ).data([*best.items()])
        question = (
            question.join(told, told.c.stream == cases.c.stream)
            if best
            else question.where(sa.false())
        )
        score = told.c.score if best else score
    ordered = question.order_by(score.desc(), cases.c.opened_on.desc(), cases.c.stream)
    async with desk.store.begin() as connection:
        return (await connection.execute(ordered.limit(asked.limit + 1))).all()


def best_of(fits: Sequence[Fit]) -> Mapping[UUID, float]:
    """How well each case fits: as its best does."""
    best: dict[UUID, float] = {}
    for each in fits:
        best[each.stream] = max(each.score, best.get(each.stream, 0.0))
    return best


async def relations_of(desk: Desk, fits: Sequence[Fit]) -> Mapping[UUID, str]:
    """What those who fit are to the child."""
    wanted = [each.party for each in fits]
    told = sa.select(people.c.id, people.c.relation).where(
        people.c.id == sa.any_(sa.literal(wanted, sa.ARRAY(sa.Uuid))), believed(people, None)
    )
    async with desk.store.begin() as connection:
        return {row.id: row.relation for row in await connection.execute(told)}


def case_found(
    row: sa.Row[Any], fits: Sequence[Fit], relations: Mapping[UUID, str], called: Answer
) -> CaseFound:
    case = row.stream
    here = [each for each in fits if each.stream == case]
    return CaseFound(
        line=line(row),
        child=called.names.get(case),
        born_on=row.birth,
        matches=[match(each, relations, called) for each in here],
    )


def match(fit: Fit, relations: Mapping[UUID, str], called: Answer) -> Match:
    if fit.party == fit.stream:
        name, relation = called.names.get(fit.stream), "child"
    else:
        name = called.people.get(fit.stream, {}).get(fit.party)
        relation = relations.get(fit.party, "other")
    party = None if fit.party == fit.stream else fit.party
    return Match(party_id=party, relation=label("relation", relation), name=name, score=fit.score)


def best_first(found: CaseFound) -> tuple[float, str, str]:
    score = max((each.score for each in found.matches), default=1.0)
    return -score, in_order(found.child), str(found.line.case_id)
