"""Development's clock is set over HTTP, in all of a service's processes; production has none."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from httpx import Response
from pydantic import SecretStr

from shared import consistency
from shared.clock import SettableClock
from shared.settings import ServiceSettings
from tests.shared import sample
from tests.shared.conftest import MASTER, Served, serving
from tests.shared.speaking import open_notebook, problem, wrong

MONDAY = datetime(2016, 1, 11, 8, tzinfo=UTC)
SETTER = frozenset({"clock.set"})
PATIENCE = 10.0  # seconds


class Told(SettableClock):
    """A clock that says when it has been set."""

    def __init__(self) -> None:
        super().__init__()
        self.told = asyncio.Event()

    def set(self, moment: datetime | None) -> bool:
        self.told.set()
        return super().set(moment)


@pytest.fixture
async def story(log_dsn: str) -> AsyncIterator[Served]:
    async with serving(log_dsn, clock=SettableClock()) as service:
        yield service


async def set_clock(served: Served, now: str | None) -> Response:
    token = served.token(scopes=SETTER)
    return await served.client.put("/dev/clock", json={"now": now}, headers=token)


async def test_facts_are_recorded_when_the_clock_says(story: Served) -> None:
    answer = await set_clock(story, "2016-01-11T09:00:00+01:00")
    assert consistency.read(answer.json()["consistencyToken"]) == {"notebook": 0}
    case = UUID((await open_notebook(story)).json()["id"])
    assert [each.recorded_at for each in await story.log.history(case)] == [MONDAY]


async def test_a_story_does_not_go_back(story: Served) -> None:
    assert (await set_clock(story, "2016-01-11T08:00:00Z")).status_code == 200
    problem(await set_clock(story, "2016-01-11T07:59:59Z"), 409, "refused")
    assert story.application.clock() == MONDAY
    assert (await set_clock(story, None)).status_code == 200
    assert story.application.clock() > MONDAY


async def test_every_process_of_a_service_is_told(story: Served, log_dsn: str) -> None:
    clock = Told()
    async with serving(log_dsn, clock=clock):
        async with asyncio.timeout(PATIENCE):
            while not clock.told.is_set():  # until it listens, it may miss what it is told
                await set_clock(story, "2016-01-11T08:00:00Z")
                await story.log.recorder.head()
        assert clock() == MONDAY


async def test_a_moment_needs_its_offset(story: Served) -> None:
    assert wrong(await set_clock(story, "2016-01-11T08:00:00")) == [("/now", "timezone-aware")]


async def test_who_may_not_set_the_clock_cannot(story: Served) -> None:
    answer = await story.client.put("/dev/clock", json={"now": None}, headers=story.token())
    problem(answer, 403, "forbidden")


def test_production_has_no_such_route() -> None:
    settings = ServiceSettings(
        dsn="",
        internal_secret=SecretStr("a secret that this municipality made"),
        master_keys=SecretStr(MASTER),
    )
    _, app = sample.create(settings, settings.clock())
    assert "/dev/clock" not in str(app.openapi()["paths"])
    _, development = sample.create(settings.model_copy(update={"environment": "development"}))
    assert len(app.routes) + 1 == len(development.routes)


@pytest.mark.parametrize(
    ("content", "pointer"), [(b"{", ""), (b"{}", "/now"), (b'{"now": "Mette"}', "/now")]
)
async def test_a_body_that_the_framework_reads_is_explained_alike(
    story: Served, content: bytes, pointer: str
) -> None:
    headers = story.token(scopes=SETTER) | {"Content-Type": "application/json"}
    answer = await story.client.put("/dev/clock", content=content, headers=headers)
    assert [place for place, _ in wrong(answer)] == [pointer]
    assert "Mette" not in answer.text
