"""The clock finds what is overdue: once, in every process, and in the answer that moved it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.followup.application import FollowUpApplication
from services.followup.main import create_app
from services.followup.obligation.events import ObligationOverdue
from services.followup.policy import whenever
from services.followup.settings import Settings
from shared.clock import SettableClock
from shared.contracts import FeedItem, FeedPage, Published, case, ladder
from shared.database import woken
from shared.heard import Reactions
from shared.identity import HEADER, Caller
from tests.followup.stories import CASE, DECISION, TREATMENT

SCOPES = frozenset({"followup.read", "followup.write", "clock.set", "feed.read"})
STARTED = datetime(2016, 1, 11, 9, tzinfo=UTC)


def settings(dsn: str) -> Settings:
    return Settings(dsn=dsn, environment="development")


@pytest.fixture
def dsn(dsn_of: Callable[[str], str]) -> str:
    return dsn_of("followup")


@asynccontextmanager
async def running(
    dsn: str, clock: SettableClock, *, working: bool = False
) -> AsyncIterator[FollowUpApplication]:
    application = FollowUpApplication(settings(dsn), {}, clock)
    async with application.running(working=working):
        yield application


@asynccontextmanager
async def served(
    app: FastAPI, application: FollowUpApplication
) -> AsyncIterator[httpx.AsyncClient]:
    caller = Caller(sub="caseworker-1", role="caseworker", scopes=SCOPES, case=CASE)
    headers = {HEADER: application.tokens.sign(caller)}
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=transport, base_url="http://followup", headers=headers
        ) as client,
    ):
        yield client


def item(position: int, news: Published) -> FeedItem:
    return FeedItem(
        position=position,
        stream=CASE,
        version=position,
        recorded_at=STARTED,
        correlation="",
        kind=type(news).__name__,
        data=news.model_dump(mode="json", by_alias=True),
    )


async def hear(application: FollowUpApplication) -> None:
    """The case opens and a measure starts, as the neighbours tell it."""
    opened = case.CaseOpened(
        opened_on=date(2016, 1, 4), aware_on=date(2016, 1, 4), unit="unit-1",
        caseworker="caseworker-1", notifications=(),
    )  # fmt: skip
    started = ladder.MeasureStarted(
        id=TREATMENT, move_id=DECISION, measure_type="family_treatment",
        da="Familiebehandling", en="Family treatment", definition="default@1",
        step="T3", order=3, band="prevention", placement=False, decision_id=DECISION,
        regime="SEL", started_on=date(2016, 1, 11), planned_end_on=date(2017, 1, 11),
    )  # fmt: skip
    effect = Reactions(application.log, application.decider, whenever)
    await effect.take("case", FeedPage(items=[item(1, opened)], reached=1))
    await effect.take("ladder", FeedPage(items=[item(1, started)], reached=1))


async def noticed(application: FollowUpApplication) -> list[Any]:
    history = await application.log.history(CASE)
    return [each.fact for each in history if isinstance(each.fact, ObligationOverdue)]


async def test_what_the_clock_passes_is_noticed_once_however_many_look(dsn: str) -> None:
    clock = SettableClock()
    clock.set(STARTED)
    async with running(dsn, clock) as one, running(dsn, clock) as other:
        await hear(one)
        await asyncio.gather(one.agenda.look(), other.agenda.look())
        assert await noticed(one) == []
        clock.set(datetime(2016, 3, 7, 23, tzinfo=UTC))  # midnight in Copenhagen
        await asyncio.gather(*(each.agenda.look() for each in (one, other, one, other)))
        await other.agenda.look()
        assert len(await noticed(one)) == 1
        clock.set(datetime(2016, 4, 11, 21, 59, tzinfo=UTC))
        await other.agenda.look()
        assert len(await noticed(one)) == 1
        clock.set(datetime(2016, 4, 11, 22, tzinfo=UTC))
        await other.agenda.look()
        assert len(await noticed(one)) == 2


async def test_the_sheet_can_be_emptied_and_is_built_again(dsn: str) -> None:
    clock = SettableClock()
    clock.set(datetime(2016, 3, 8, 12, tzinfo=UTC))
    async with running(dsn, clock) as application:
        await hear(application)
        await application.agenda.look()
        async with application.database.connection() as connection:
            await connection.execute("UPDATE agenda_position SET position = 0")
            await connection.execute("DELETE FROM pending_notices")
        clock.set(datetime(2016, 4, 12, 12, tzinfo=UTC))
        await application.agenda.look()
        assert len(await noticed(application)) == 2


async def test_the_worker_notices_by_itself_what_was_overdue_when_it_was_heard_of(dsn: str) -> None:
    clock = SettableClock()
    clock.set(datetime(2016, 5, 2, 12, tzinfo=UTC))
    async with running(dsn, clock, working=True) as application, asyncio.timeout(10):
        await hear(application)
        while True:
            rung = application.log.bell.listening()
            if len(await noticed(application)) == 2:
                break
            await woken(rung, 1)


async def test_the_answer_that_moves_the_clock_includes_what_it_made_overdue(dsn: str) -> None:
    clock = SettableClock()
    clock.set(STARTED)
    app = create_app(settings(dsn), {}, clock, working=False)
    async with running(dsn, clock) as aside, served(app, aside) as client:
        await hear(aside)
        path = f"/cases/{CASE}/obligations"
        before = (await client.get(path)).json()["items"]
        assert [(each["rule"], each["dueOn"], each["state"]) for each in before] == [
            ("D17", "2016-03-07", "open"),
            ("D14", "2016-04-11", "open"),
        ]
        moved = await client.put("/dev/clock", json={"now": "2016-04-11T22:00:00Z"})
        assert moved.status_code == 200
        after = await client.get(path)
        assert [each["state"] for each in after.json()["items"]] == ["overdue", "overdue"]
        assert {each["noticedAt"] for each in after.json()["items"]} == {"2016-04-11T22:00:00Z"}
        assert after.headers["etag"] == f'"{after.json()["version"]}"'
        early = await client.get(path, params={"asOf": "2016-01-11T09:30:00Z"})
        assert {each["state"] for each in early.json()["items"]} == {"open"}


async def test_a_meeting_and_a_follow_up_are_recorded_over_http(dsn: str) -> None:
    clock = SettableClock()
    clock.set(datetime(2016, 4, 8, 12, tzinfo=UTC))
    app = create_app(settings(dsn), {}, clock, working=False)
    async with running(dsn, clock) as aside, served(app, aside) as client:
        await hear(aside)
        version = (await client.get(f"/cases/{CASE}/obligations")).headers["etag"]
        plan = {"meetingKind": "network", "plannedAt": "2016-03-07T14:00:00+01:00"}
        planned = await client.post(
            f"/cases/{CASE}/meetings", json=plan, headers={"If-Match": version}
        )
        assert planned.status_code == 201
        meeting = planned.json()["id"]
        held = await client.post(
            f"/cases/{CASE}/meetings/{meeting}/minutes",
            json={"heldOn": "2016-03-07", "privateParticipants": 3, "professionalParticipants": 2,
                  "childPart": "present", "minutes": "Hun vil hjem."},
            headers={"If-Match": planned.headers["etag"]},
        )  # fmt: skip
        assert held.status_code == 201
        follow_up = await client.post(
            f"/cases/{CASE}/follow-ups",
            json={"heldOn": "2016-04-08", "measureIds": [str(TREATMENT)], "outcome": "continue",
                  "childView": "Det hjælper.", "goalStatus": "To af tre mål er nået."},
            headers={"If-Match": held.headers["etag"]},
        )  # fmt: skip
        assert follow_up.status_code == 201
        items = (await client.get(f"/cases/{CASE}/obligations")).json()["items"]
        assert [(each["rule"], each["state"], each["metOn"]) for each in items] == [
            ("D17", "met", "2016-03-07"),
            ("D14", "met", "2016-04-08"),
            ("D17", "open", None),
            ("D16", "open", None),
        ]
        record = (await client.get(f"/cases/{CASE}/meetings/{meeting}")).json()["items"]
        assert [each["kind"] for each in record] == [
            "followup.MeetingPlanned", "followup.MeetingHeld", "followup.ObligationMet",
        ]  # fmt: skip
        assert record[1]["data"]["minutes"] == "Hun vil hjem."
        feed = (await client.get("/feed", params={"limit": 100})).text
        assert "Hun vil hjem." not in feed
        assert "hjælper" not in feed
        refused = await client.post(
            f"/cases/{CASE}/follow-ups",
            json={"heldOn": "2016-04-09", "measureIds": [str(CASE)], "outcome": "end",
                  "goalStatus": "Ukendt."},
            headers={"If-Match": follow_up.headers["etag"]},
        )  # fmt: skip
        assert refused.status_code == 409
        assert [each["rule"] for each in refused.json()["unmet"]] == [
            "not-in-the-future", "measure-known", "child-heard-or-reason",
        ]  # fmt: skip
