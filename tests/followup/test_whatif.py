"""What if other rules had been in force: compared by unit and rule, and nothing is written."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest

from services.followup.__main__ import amended, told
from services.followup.application import FollowUpApplication
from services.followup.heard.facts import UnitHeard
from services.followup.heard.notes import Note
from services.followup.reading import Reading
from services.followup.replaying import READ_ONLY, replayed
from services.followup.settings import Settings
from services.followup.whatif import Line, Period, compare
from shared.clock import SettableClock
from tests.architecture.tree import ROOT
from tests.followup.stories import CASE, TREATMENT, Story
from tests.followup.test_agenda import hear
from tests.followup.test_agenda import settings as made

STRICTER = """
[[term]]
id = "D17"
da = "Netværksmøde holdes mindst hver 4. uge."
en = "A network meeting is held at least every 4 weeks."
source = "Forslag"
confidence = "proposal"
length = 28
unit = "cd"
"""
YEAR = Period(date(2016, 1, 1), date(2017, 1, 1))
NOW = datetime(2016, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    path = tmp_path / "2016-01-01.toml"
    path.write_text(STRICTER, encoding="utf-8")
    return path


@pytest.fixture
def story() -> Story:
    """The network met every six weeks: in time for eight, and too late for four."""
    story = Story().opens("2016-01-04")
    story.starts(TREATMENT, "2016-01-11")
    for on in ("2016-02-22", "2016-04-04", "2016-05-16"):
        story.meets(on)
    return story


def test_meetings_every_six_weeks_are_timely_for_eight_and_late_for_four(
    story: Story, edition: Path
) -> None:
    other = amended(Reading(), "practice", edition)
    [line] = compare([story.state], Reading(), other, YEAR, NOW)
    assert line == Line("unit-1", "D17", due=4, late=0, due_then=4, late_then=3)
    assert line.more_late == 3


def test_what_is_still_open_is_judged_by_the_clock_and_by_the_unit_in_charge(
    story: Story, edition: Path
) -> None:
    story.does(Note((UnitHeard(id=CASE, unit="unit-2"),)), on="2016-06-01")
    other = amended(Reading(), "practice", edition)
    later = datetime(2016, 12, 1, tzinfo=UTC)
    [line] = compare([story.state], Reading(), other, YEAR, later)
    assert (line.unit, line.late, line.late_then) == ("unit-2", 1, 4)


def test_a_period_leaves_out_what_was_due_outside_it(story: Story, edition: Path) -> None:
    other = amended(Reading(), "practice", edition)
    spring = replace(YEAR, first=date(2016, 4, 1), end=date(2016, 5, 1))
    [line] = compare([story.state], Reading(), other, spring, NOW)
    assert (line.due, line.due_then) == (1, 0)


def test_the_law_can_be_asked_as_well(story: Story, tmp_path: Path) -> None:
    law = tmp_path / "2016-01-01.toml"
    month = STRICTER.replace('"D17"', '"D14"\nregime = "SEL"')
    law.write_text(month, encoding="utf-8")
    other = amended(Reading(), "statute", law)
    may = datetime(2016, 3, 1, tzinfo=UTC)
    [line] = compare([story.state], Reading(), other, YEAR, may)
    assert (line.rule, line.late, line.late_then) == ("D14", 0, 1)
    assert compare([story.state], Reading(), Reading(), YEAR, NOW) == []


def test_the_difference_is_a_table() -> None:
    table = told([Line("unit-1", "D17", 4, 0, 4, 3)])
    assert table.splitlines()[0].split() == [
        "unit", "rule", "due", "late", "due", "then", "late", "then", "more", "late",
    ]  # fmt: skip
    assert table.splitlines()[1].split() == ["unit-1", "D17", "4", "0", "4", "3", "3"]


async def recorded(dsn: str) -> None:
    clock = SettableClock()
    clock.set(datetime(2016, 1, 11, 9, tzinfo=UTC))
    application = FollowUpApplication(made(dsn), {}, clock)
    async with application.running(working=False):
        await hear(application)


def test_it_is_asked_of_a_database_that_stays_as_it_is(
    dsn_of: Callable[[str], str], edition: Path
) -> None:
    dsn = dsn_of("followup")
    asyncio.run(recorded(dsn))
    before = positions(dsn)
    asked = subprocess.run(  # noqa: S603 - our own program
        [
            sys.executable, "-m", "services.followup", "whatif", "--edition", str(edition),
            "--from", "2016-01-01", "--to", "2016-03-01", "--json",
        ],
        check=True, capture_output=True, cwd=ROOT, text=True,
        env={"FOLLOWUP_DSN": dsn, "FOLLOWUP_ENVIRONMENT": "development"},
    )  # fmt: skip
    [line] = json.loads(asked.stdout)
    assert (line["unit"], line["rule"]) == ("unit-1", "D17")
    assert (line["due"], line["due_then"], line["late_then"]) == (0, 1, 1)
    assert positions(dsn) == before


def positions(dsn: str) -> list[tuple[object, ...]]:
    with psycopg.connect(dsn) as connection:
        return connection.execute("SELECT * FROM log_head").fetchall()


def test_who_replays_cannot_write(dsn_of: Callable[[str], str]) -> None:
    dsn = dsn_of("followup")
    asyncio.run(recorded(dsn))
    [state] = asyncio.run(replayed(Settings(dsn=dsn, environment="development")))
    assert state.stream == CASE
    with (
        psycopg.connect(dsn, options=READ_ONLY) as connection,
        pytest.raises(psycopg.errors.ReadOnlySqlTransaction),
    ):
        connection.execute("UPDATE log_head SET position = position + 1")
