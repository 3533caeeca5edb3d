"""The clock finds which return options are over: once, in every process, and in its own answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid5

import httpx
import pytest

from services.intervention_ladder.application import LadderApplication
from services.intervention_ladder.correction.commands import CorrectLadder
from services.intervention_ladder.main import create_app
from services.intervention_ladder.return_option.commands import SetReturnOption
from services.intervention_ladder.return_option.events import ReturnOptionExpired
from services.intervention_ladder.settings import Settings
from shared.clock import SettableClock
from shared.database import woken
from shared.decider import Asked
from shared.identity import HEADER, Caller
from tests.decider import NEW
from tests.ladder import story
from tests.ladder.story import CASE, day, move, ready, start

PLACE = story.started(NEW)
AGAIN, OPTION = uuid5(CASE, "again"), uuid5(CASE, "option")
HOME = datetime(2016, 10, 3, 9, tzinfo=UTC)
LAST_MOMENT = datetime(2017, 4, 2, 21, 59, tzinfo=UTC)  # one minute to midnight in Copenhagen


@pytest.fixture
def dsn(dsn_of: Callable[[str], str]) -> str:
    return dsn_of("intervention_ladder")


def settings(dsn: str) -> Settings:
    return Settings(dsn=dsn, environment="development")


@asynccontextmanager
async def running(
    dsn: str, clock: SettableClock, *, working: bool = False
) -> AsyncIterator[LadderApplication]:
    application = LadderApplication(settings(dsn), {}, clock)
    async with application.running(working=working):
        yield application


async def tell(application: LadderApplication, command: Any, **more: Any) -> None:  # noqa: ANN401 - any command
    folded = await application.log.fold(application.decider, CASE)
    asked = Asked(command=command, id=NEW, at=application.clock(), by="caseworker-1")
    await application.log.decide(
        application.decider,
        CASE,
        replace(asked, **more),
        expected=folded.version,
        correlation="trace",
    )


async def live(application: LadderApplication) -> None:
    """Placed, home again on 3 October 2016, and free to come back until 3 April 2017."""
    known = ready().when(move("2016-01-11", start("kinship_care"))).after
    home = known.when(move("2016-10-03", ends=[story.end(PLACE)]), id=AGAIN).after
    facts = list(home.past)
    for fact in facts:
        await record(application, fact)
    kept = SetReturnOption(
        measure_id=PLACE, set_on=day("2016-10-03"), valid_until_on=day("2017-04-03"),
        conditions="In unrest.",
    )  # fmt: skip
    await tell(application, kept, id=OPTION)


async def record(application: LadderApplication, fact: Any) -> None:  # noqa: ANN401 - any fact
    """Put a fact into the log as it is, whatever led to it."""
    recording = replace(application.decider, decide=lambda *_: [fact])
    folded = await application.log.fold(application.decider, CASE)
    asked: Asked[Any] = Asked(command=None, id=NEW, at=application.clock(), by="service:case")
    await application.log.decide(
        recording, CASE, asked, expected=folded.version, correlation="trace"
    )


async def noticed(application: LadderApplication) -> list[ReturnOptionExpired]:
    history = await application.log.history(CASE)
    return [each.fact for each in history if isinstance(each.fact, ReturnOptionExpired)]


def at(moment: datetime) -> SettableClock:
    clock = SettableClock()
    clock.set(moment)
    return clock


async def test_an_option_that_is_over_is_noticed_once_however_many_look(dsn: str) -> None:
    clock = at(HOME)
    async with running(dsn, clock) as one, running(dsn, clock) as other:
        await live(one)
        clock.set(LAST_MOMENT)
        await asyncio.gather(one.expiry.look(), other.expiry.look())
        assert await noticed(one) == []
        clock.set(datetime(2017, 4, 2, 22, tzinfo=UTC))
        await asyncio.gather(*(each.expiry.look() for each in (one, other, one, other)))
        await other.expiry.look()
        [expired] = await noticed(one)
        assert (expired.id, expired.measure_id) == (OPTION, PLACE)
        assert expired.expired_on == day("2017-04-03")


async def test_an_option_that_is_corrected_is_over_on_its_new_day(dsn: str) -> None:
    clock = at(HOME)
    async with running(dsn, clock) as application:
        await live(application)
        clock.set(datetime(2017, 4, 4, 8, tzinfo=UTC))
        await application.expiry.look()
        longer = SetReturnOption(
            measure_id=PLACE, set_on=day("2016-10-03"), valid_until_on=day("2017-05-03"),
            conditions="In unrest.",
        )  # fmt: skip
        correction = CorrectLadder(
            record_kind="ReturnOptionSet", record_id=OPTION, corrected_on=day("2017-04-04"),
            reason="It was agreed until May.", instead=longer,
        )  # fmt: skip
        await tell(application, correction, id=AGAIN)
        await application.expiry.look()
        assert len(await noticed(application)) == 1
        clock.set(datetime(2017, 5, 3, 8, tzinfo=UTC))
        await application.expiry.look()
        assert [each.expired_on for each in await noticed(application)] == [
            day("2017-04-03"), day("2017-05-03"),
        ]  # fmt: skip


async def test_the_sheet_can_be_emptied_and_is_built_again(dsn: str) -> None:
    clock = at(HOME)
    async with running(dsn, clock) as application:
        await live(application)
        await application.expiry.look()
        async with application.database.connection() as connection:
            await connection.execute("UPDATE expiry_position SET position = 0")
            await connection.execute("DELETE FROM open_return_options")
        clock.set(datetime(2017, 5, 1, 8, tzinfo=UTC))
        await application.expiry.look()
        assert len(await noticed(application)) == 1


async def test_the_worker_notices_by_itself(dsn: str) -> None:
    clock = at(HOME)
    async with running(dsn, clock) as application:
        await live(application)
    clock.set(datetime(2017, 5, 1, 8, tzinfo=UTC))
    async with running(dsn, clock, working=True) as application, asyncio.timeout(10):
        while True:
            rung = application.log.bell.listening()
            if await noticed(application):
                break
            await woken(rung, 1)


async def test_what_is_over_when_the_clock_is_set_is_noticed_before_it_answers(dsn: str) -> None:
    clock = at(HOME)
    async with running(dsn, clock) as application:
        await live(application)
        caller = Caller(sub="x", role="operator", scopes=frozenset({"clock.set"}))
        headers = {HEADER: application.tokens.sign(caller)}
        app = create_app(settings(dsn), {}, clock, working=False)
        transport = httpx.ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://ladder") as client,
        ):
            asked = {"now": "2017-05-01T08:00:00Z"}
            answer = await client.put("/dev/clock", json=asked, headers=headers)
            assert answer.status_code == 200, answer.text
        assert len(await noticed(application)) == 1


async def test_every_definition_is_told_once_by_whichever_process_comes_first(dsn: str) -> None:
    clock = at(HOME)
    async with running(dsn, clock) as one, running(dsn, clock) as other:
        await asyncio.gather(one.define(), other.define(), one.define())
        await other.define()
        recorded = await one.log.after(0, 100)
        told = [each.fact.definition for _, each in recorded]
        assert sorted(told) == ["copenhagen@1", "default@1"]
