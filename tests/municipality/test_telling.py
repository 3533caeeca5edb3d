"""A tiny municipality, told to a real stack through its gateway, and read back as its people do.

Given eight children with measures a year: every command that was planned as lawful is found so by
the deciders, the boards show what was planned, and telling it again repeats nothing.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from deploy.municipality.answers import Told
from deploy.municipality.counting import Read, case_of
from deploy.municipality.journal import Journal
from deploy.municipality.planning import Plan, plan
from deploy.municipality.telling import Teller
from shared.transport import InProcess
from tests.database import Databases
from tests.stack import Headers, Standing, standing

LAST = date(2026, 10, 30)
HALF = 60  # commands, after which the first telling stops
pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass(frozen=True)
class Lived:
    """What was planned, a stack that was told it in two goes, and what each came to."""

    plan: Plan
    stack: Standing
    first: Told
    second: Told
    journal: Path

    async def everything(self, path: str, who: Headers) -> list[dict[str, Any]]:
        """All the items of a list, page by page."""
        items: list[dict[str, Any]] = []
        asked: dict[str, str] = {"limit": "200"}
        while True:
            answer = await self.stack.client.get(path, params=asked, headers=who)
            page = answer.raise_for_status().json()
            items += page["items"]
            if not page["nextCursor"]:
                return items
            asked["cursor"] = page["nextCursor"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lived(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Lived]:
    """Given a telling that stopped half-way, and a second one of the whole plan."""
    made = plan("tiny", 1, 1, LAST, rhythm=28)
    async with standing(databases) as stack:
        transport = InProcess(stack.stack.gateway)
        first = await Teller(transport, replace(made, commands=made.commands[:HALF])).tell()
        journal = tmp_path_factory.mktemp("told") / "municipality.told"
        second = await Teller(transport, made, journal=Journal(journal)).tell()
        yield Lived(made, stack, first, second, journal)


async def test_nothing_that_was_planned_as_lawful_is_refused(lived: Lived) -> None:
    assert lived.first.refused + lived.second.refused == {}
    assert (lived.first.left, lived.second.left) == (0, 0)
    assert lived.second.sent == len(lived.plan.commands)


async def test_the_second_telling_repeats_nothing_and_goes_on(lived: Lived) -> None:
    assert (lived.first.replayed, lived.second.replayed) == (0, HALF)
    leader = await lived.stack.as_persona("leader")
    opened = [each for each in lived.plan.commands if each.kind == "opened"]
    closed = [each for each in lived.plan.commands if each.kind in {"closed", "transferred"}]
    found = await lived.everything("/v1/caseload", leader)
    assert len(found) == len(opened) - len(closed)


async def test_a_telling_with_a_journal_goes_on_whoever_has_the_cases_meanwhile(
    lived: Lived,
) -> None:
    told = lived.journal.read_text()
    lived.journal.write_text(told + '["tiny-1')  # it was stopped while it wrote
    journal = Journal(lived.journal)
    assert lived.journal.read_text() == told
    assert None not in {journal.made(lived.plan.key(each)) for each in lived.plan.commands}
    other = plan("tiny", 1, 2, LAST, rhythm=28)
    assert {journal.made(other.key(each)) for each in other.commands} == {None}
    transport = InProcess(lived.stack.stack.gateway)
    third = await Teller(transport, lived.plan, journal=journal).tell()
    assert (third.sent, third.replayed) == (len(lived.plan.commands),) * 2
    assert (third.refused, third.left, third.asked, third.stale) == ({}, 0, 0, 0)
    journal.done()
    assert not lived.journal.exists()


async def test_the_ladder_board_shows_the_children_on_the_steps_that_were_planned(
    lived: Lived,
) -> None:
    leader = await lived.stack.as_persona("leader")
    running = [
        (lane, path, each.step)
        for lane, path, _, each in Read(lived.plan).measures()
        if each.start <= LAST < each.end
    ]
    highest = {(lane, path): max(step for *who, step in running if who == [lane, path])
               for lane, path, _ in running}  # fmt: skip
    periods = await lived.everything("/v1/ladder-periods", leader)
    standing_on = [each["step"]["code"] for each in periods if each["validTo"] is None]
    assert sorted(each for each in standing_on if each != "T0") == sorted(highest.values())


async def test_the_figures_count_the_network_meetings_that_were_planned(lived: Lived) -> None:
    leader = await lived.stack.as_persona("leader")  # to an analyst, so few children are nobody
    asked = {"from": "2025-10-01", "to": "2026-11-01"}  # all of it
    answer = await lived.stack.client.get("/v1/indicators", params=asked, headers=leader)
    figures = {
        each["indicator"]["code"]: each["figures"]
        for each in answer.raise_for_status().json()["items"]
    }
    [figure] = figures["K22"]
    met = [each for each in lived.plan.commands if each.kind in {"met", "network met"}]
    firsts = {(each.lane, case_of(each)) for each in met}
    assert 0 < figure["whole"] == len(met) - len(firsts)


async def test_a_caseworker_is_shown_what_is_due(lived: Lived) -> None:
    caseworker = await lived.stack.as_persona("caseworker")
    due = await lived.everything("/v1/agenda", caseworker)
    assert {"D01", "D14"} <= {each["rule"]["code"] for each in due}


async def test_afterwards_the_clock_follows_real_time_again(lived: Lived) -> None:
    body = {"now": "2016-01-11T08:00:00Z"}  # refused while the clock stands later
    answer = await lived.stack.client.put("/dev/clock", json=body)
    assert answer.status_code == 200
    await lived.stack.at(None)


async def test_a_stack_that_has_cases_is_told_apart_from_an_empty_one(
    lived: Lived, databases: Databases
) -> None:
    assert await Teller(InProcess(lived.stack.stack.gateway), lived.plan).cases()
    async with standing(databases) as empty, asyncio.timeout(60):
        assert not await Teller(InProcess(empty.stack.gateway), lived.plan).cases()
