"""Whatever was told, a model made anew is the one that followed: row by row, redelivered or not."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from services.gateway.projecting import Projecting
from services.gateway.read_models import BY_NAME, FEEDS, MODELS, REBUILDABLE
from shared.clock import utc_now
from shared.contracts import FeedPage
from shared.feed import FeedReader
from tests.database import Databases
from tests.gateway.people import Person
from tests.gateway.population import lived
from tests.gateway.test_rebuilding import Rows, rows
from tests.stack import Standing, standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
STANDS = "2031-01-06T08:00:00Z"  # nothing becomes overdue while we look
PAGE = 2000


@dataclass(frozen=True)
class Told:
    """A stack in which everything was tried, and who may rebuild there."""

    stack: Standing
    operator: Person

    async def feed(self, name: str) -> list[FeedPage]:
        """Everything that a service has ever told."""
        gateway = self.stack.stack.gateway.state
        services = gateway.desk.forwarding.services
        reader = FeedReader(name, services[name], gateway.tokens, "test")
        pages, after = list[FeedPage](), 0
        while not pages or pages[-1].items:
            pages.append(await reader.read(after, limit=PAGE, wait=0, heard={}))
            after = pages[-1].reached
        return pages


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def told(databases: Databases) -> AsyncIterator[Told]:
    async with standing(databases) as stack:
        case = await lived(stack, "unit-1")
        earlier = {"recordKind": "CaseOpened", "recordId": case.id, "correctedOn": "2024-06-03",
                   "reason": "The day was wrong.",
                   "instead": {"openedOn": "2024-01-30", "awareOn": "2024-01-30"}}  # fmt: skip
        await case.worker.tell(f"{case.at}/corrections", earlier, of=case.at)
        known = await stack.at(STANDS)
        headers = await stack.as_persona("operator")
        operator = Person(stack.client, "operator-1", "", headers, dict(known))
        assert (await operator.ask("GET", "/v1/projections")).status_code == 200  # has waited
        yield Told(stack, operator)


def without_positions(found: Rows) -> Rows:
    """The rows alone: of a feed that tells nothing one of the two may have no position yet."""
    return {name: each for name, each in found.items() if name != "positions"}


@pytest.mark.parametrize("model", REBUILDABLE)
async def test_made_anew_it_is_what_it_was(told: Told, model: str) -> None:
    live = without_positions(await rows(told.stack, model))
    done = await told.operator.ask("POST", f"/v1/projections/{model}/rebuilds")
    assert done.status_code == 204
    assert without_positions(await rows(told.stack, model)) == live


async def test_what_is_delivered_again_changes_nothing(told: Told) -> None:
    gateway = told.stack.stack.gateway.state.desk
    before = {model: without_positions(await rows(told.stack, model)) for model in BY_NAME}
    projecting = Projecting(gateway.store, MODELS, utc_now)
    for feed in FEEDS:
        for page in await told.feed(feed):
            await projecting.take(feed, page)
            for one in page.items[:50]:
                await projecting.take(feed, FeedPage(items=[one], reached=one.position))
    after = {model: without_positions(await rows(told.stack, model)) for model in BY_NAME}
    assert after == before


async def test_many_kinds_of_news_were_told(told: Told) -> None:
    kinds = {item.kind for feed in FEEDS for page in await told.feed(feed) for item in page.items}
    assert len(kinds) >= 20, sorted(kinds)
