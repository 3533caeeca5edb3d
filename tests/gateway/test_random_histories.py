"""Whatever happened, however it was delivered: a model made anew is the one that followed.

A random municipality lives a year through the public API, late and wrongly as people register,
while connections are cut everywhere; then come mergers, retractions and addresses that are
protected. Every row of every read model is then the same however the news came: as it happened,
feed after feed, the other way round, mixed; in pieces, again, and to who is killed meanwhile.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import httpx
import pytest
import pytest_asyncio

from deploy.municipality.planning import plan
from deploy.municipality.telling import Teller
from services.gateway.projecting import Projecting
from services.gateway.read_models import FEEDS, MODELS, REBUILDABLE
from services.gateway.store import Store
from shared.clock import utc_now
from shared.contracts import FeedItem
from shared.feed import FeedReader
from shared.transport import InProcess
from tests.database import Databases, queried
from tests.gateway.crashing import Delivery, News, kill, model_rows
from tests.gateway.people import BUSY, Person
from tests.gateway.population import lived
from tests.stack import Standing, standing

pytestmark = pytest.mark.asyncio(loop_scope="module")
SEED = 6
LAST = date(2026, 10, 30)
STANDS = datetime(2027, 1, 4, 8, tzinfo=UTC)  # nothing becomes overdue while we look
PAGE, PATIENCE = 2000, 20
EVERY = 4  # evenings, after which all connections are cut
ORDERS = ("forwards", "backwards", "mixed")
KINDS = {  # what must be among it, or nothing was proved
    "CaseMerged", "MeasureCorrected", "MeasureRetracted", "RecordRetracted",
    "AddressProtectionChanged", "AddressChanged", "ObligationOverdue",
}  # fmt: skip
DIFFERING = "SELECT count(*), count(*) FILTER (WHERE {} IS DISTINCT FROM r.holder)"
WITH_WHOM = {
    "caseload": f"""{DIFFERING.format("'unit:' || c.last_unit")}
        FROM cases c JOIN relations r ON r.stream = c.stream AND r.kind = 'unit'
        WHERE c.recorded_to IS NULL""",
    "agenda": f"""{DIFFERING.format("r.kind || ':' || a.unit")}
        FROM agenda a JOIN access s ON s.stream = a.stream JOIN relations r ON r.stream = s.about
        WHERE r.kind = CASE WHEN s.case_id IS NULL THEN 'inbox' ELSE 'unit' END""",
}


@dataclass(frozen=True)
class Lived:
    """A stack that was told a random history, and all that its services told."""

    stack: Standing
    operator: Person
    news: News


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def history(databases: Databases) -> AsyncIterator[Lived]:
    async with standing(databases) as stack:
        evenings = 0

        def cut(*_: object) -> None:
            nonlocal evenings
            evenings += 1
            if evenings % EVERY == 0:
                for dsn in stack.dsns.values():
                    kill(dsn)

        made = plan("tiny", 1, SEED, LAST, rhythm=28)
        told = await Teller(InProcess(stack.stack.gateway), made).tell(cut)
        assert (told.refused, told.left) == ({}, 0)
        await lived(stack, "unit-1")
        await stack.at(f"{STANDS:%Y-%m-%dT%H:%M:%SZ}")
        known = await afterwards(stack, Random(SEED))  # noqa: S311 - a story, no secret
        operator = Person(stack.client, "o", "", await stack.as_persona("operator"), known)
        assert (await operator.ask("GET", "/v1/projections")).status_code == 200  # has waited
        yield Lived(stack, operator, {feed: await everything(stack, feed) for feed in FEEDS})


async def everything(stack: Standing, feed: str) -> list[FeedItem]:
    """All that a service has ever told."""
    gateway = stack.stack.gateway.state.desk.forwarding
    reader = FeedReader(feed, gateway.services[feed], gateway.tokens, "test")
    found, page = list[FeedItem](), await reader.read(0, limit=PAGE, wait=0, heard={})
    while page.items:
        found += page.items
        page = await reader.read(page.reached, limit=PAGE, wait=0, heard={})
    return found


class Patient(Person):
    """Asks again when told to: a command has its key, so it is done once."""

    async def ask(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - as httpx's
        for _ in range(PATIENCE):
            answer = await super().ask(method, path, **more)
            if answer.status_code != BUSY:
                break
        return answer


async def afterwards(stack: Standing, chance: Random) -> dict[str, str]:
    """What no municipality plans, in an order that nobody chose; what has been seen by then."""
    headers = await stack.as_persona("caseworker", "caseworker-9", "unit-9")
    worker = Patient(stack.client, "caseworker-9", "unit-9", headers)
    chapters = [merged, taken_back, put_right, opened_earlier, met_by_nobody, hidden] * 2
    chance.shuffle(chapters)
    for chapter in chapters:
        await chapter(worker, await worker.case_on_the_ladder())
        if chance.random() < 1 / EVERY:
            for dsn in stack.dsns.values():
                kill(dsn)
    return dict(worker.known)


async def merged(worker: Person, case: str) -> None:
    """Two cases turn out to be of one child."""
    other = f"/v1/cases/{await worker.open_case()}"
    body = {"mergedOn": "2024-05-01", "survivorId": case, "reason": "They are one child."}
    await worker.tell(f"{other}/merges", body, of=other)


async def measure(worker: Person, at: str) -> str:
    [running] = (await worker.get(f"{at}/ladder"))["measures"]
    return str(running["id"])


async def taken_back(worker: Person, case: str) -> None:
    """A measure was another child's; so was a measure that had been put right before."""
    at = f"/v1/cases/{case}"
    wrong = {"recordKind": "MeasureStarted", "recordId": await measure(worker, at),
             "correctedOn": "2024-06-03", "reason": "It was her brother's."}  # fmt: skip
    body = {**wrong, "retracted": True}
    await worker.tell(f"{at}/ladder-corrections", body, of=f"{at}/ladder")


async def put_right(worker: Person, case: str) -> None:
    """The measure had begun later."""
    at, on = f"/v1/cases/{case}", {"correctedOn": "2024-06-03", "reason": "Misread."}
    started = {
        "recordKind": "MeasureStarted",
        "recordId": await measure(worker, at),
        "instead": {
            "measureType": "open_counselling",
            "startedOn": "2024-03-11",
            "plannedEndOn": "2030-01-01",
        },
    }
    await worker.tell(f"{at}/ladder-corrections", {**started, **on}, of=f"{at}/ladder")


async def opened_earlier(worker: Person, case: str) -> None:
    """The case had been opened the week before, and the municipality had known then."""
    at = f"/v1/cases/{case}"
    body = {"recordKind": "CaseOpened", "recordId": case, "correctedOn": "2024-06-03",
            "reason": "Misread.",
            "instead": {"openedOn": "2024-01-25", "awareOn": "2024-01-25"}}  # fmt: skip
    await worker.tell(f"{at}/corrections", body, of=at)


async def met_by_nobody(worker: Person, case: str) -> None:
    """A meeting had not been held after all; the network had not been declined."""
    at = f"/v1/cases/{case}"
    due = f"{at}/obligations"
    meeting = {"meetingKind": "network", "plannedAt": "2024-04-02T12:00:00Z"}
    held = (await worker.tell(f"{at}/meetings", meeting, of=due))["id"]
    minutes = {"heldOn": "2024-04-02", "privateParticipants": 2, "professionalParticipants": 2,
               "childPart": "present"}  # fmt: skip
    await worker.tell(f"{at}/meetings/{held}/minutes", minutes, of=due)
    said = {"declinedOn": "2024-04-20", "declinedBy": "both", "reasons": "Not now."}
    declined = (await worker.tell(f"{at}/network-declinations", said, of=due))["id"]
    for kind, record in (("NetworkDeclined", declined), ("MeetingHeld", held)):
        body = {"recordKind": kind, "recordId": record, "reason": "It was another family's."}
        await worker.tell(f"{at}/follow-up-retractions", body, of=due)


async def hidden(worker: Person, case: str) -> None:
    """A child and her mother are hidden, and move twice."""
    at = f"/v1/cases/{case}"
    girl = {"name": "Freja Prøve", "bornOn": "2015-04-03", "sex": "female"}
    await worker.tell(f"{at}/identity", girl, of=at, method="PUT")
    mother = {"relation": "mother", "name": "Ida Prøve", "custodian": True,
              "validFrom": "2015-04-03"}  # fmt: skip
    party = (await worker.tell(f"{at}/people", mother, of=at))["id"]
    for who in ({"child": True}, {"partyId": party}):
        protected = {**who, "addressProtected": True, "validFrom": "2024-03-03"}
        await worker.tell(f"{at}/address-protections", protected, of=at)
        for day in ("2024-03-04", "2024-04-04"):
            whose = who if "child" in who else {"partyIds": [party]}
            moved = {**whose, "address": f"Prøvevej {day[5:7]}", "movedOn": day}
            await worker.tell(f"{at}/address-changes", moved, of=at)


def turns(news: News, order: str, chance: Random) -> Iterator[str]:
    """Which feed comes next, until none has more: each takes a page of it at least."""
    feeds = [*FEEDS] if order == "forwards" else [*reversed(FEEDS)]
    each = [feed for feed in feeds for _ in news[feed]]
    if order == "mixed":
        chance.shuffle(each)
    yield from each


@pytest.mark.parametrize("order", ORDERS)
async def test_however_news_is_delivered_every_row_is_the_same(
    history: Lived, databases: Databases, order: str
) -> None:
    chance, dsn = Random(f"{SEED} {order}"), databases.clone("gateway")  # noqa: S311 - as above
    store = Store(dsn)
    delivery = Delivery(Projecting(store, MODELS, utc_now), dsn, chance)
    try:
        await delivery.deliver(history.news, turns(history.news, order, chance))
        differing = [
            model
            for model in REBUILDABLE
            if model_rows(dsn, model) != model_rows(history.stack.dsns["gateway"], model)
        ]
    finally:
        await store.close()
        databases.drop(dsn)
    assert differing == []
    assert delivery.crashes > 10
    assert delivery.repeated > 10


@pytest.mark.parametrize("model", REBUILDABLE)
async def test_a_model_that_is_rebuilt_is_row_by_row_what_followed(
    history: Lived, model: str
) -> None:
    live = model_rows(history.stack.dsns["gateway"], model)
    assert any(live.values())
    assert live["parked"] == []
    done = await history.operator.ask("POST", f"/v1/projections/{model}/rebuilds")
    assert done.status_code == 204
    assert model_rows(history.stack.dsns["gateway"], model) == live


async def test_the_sheet_of_what_is_owed_when_emptied_is_written_again_row_by_row(
    history: Lived,
) -> None:
    dsn, kept = history.stack.dsns["followup"], "SELECT t::text FROM pending_notices t ORDER BY 1"
    live = await queried(dsn, kept)
    await queried(
        dsn, "WITH gone AS (DELETE FROM pending_notices) UPDATE agenda_position SET position = 0"
    )
    await history.stack.at(f"{STANDS:%Y-%m-%dT%H:%M:%SZ}")  # whereupon it takes in its log
    assert await queried(dsn, kept) == live
    assert live


@pytest.mark.parametrize("listed", WITH_WHOM)
async def test_the_unit_that_a_list_goes_by_is_the_one_of_the_row_filter(
    history: Lived, listed: str
) -> None:
    """What is with whom stands in the list and among the relations: the same, in every row."""
    [(rows, differing)] = await queried(history.stack.dsns["gateway"], WITH_WHOM[listed])
    assert differing == 0
    assert rows > 10


async def test_every_event_was_announced_once(history: Lived) -> None:
    gateway = history.stack.dsns["gateway"]
    told = await queried(gateway, "SELECT feed, position FROM events ORDER BY number")
    numbers = await queried(gateway, "SELECT number FROM events ORDER BY number")
    assert len({*told}) == len(told)
    assert numbers == [(each,) for each in range(1, len(told) + 1)]


async def test_the_history_held_what_it_should(history: Lived) -> None:
    kinds = {item.kind for items in history.news.values() for item in items}
    assert KINDS - kinds == set()
    assert sum(map(len, history.news.values())) > 1500
