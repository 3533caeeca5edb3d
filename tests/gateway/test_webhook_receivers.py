"""Whom we deliver to, and what becomes of deliveries when receivers and workers fail."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import LiteralString
from uuid import UUID, uuid4

import psycopg
import pytest
import pytest_asyncio
from aiohttp import web
from structlog.testing import capture_logs

from services.gateway.settings import Settings
from services.gateway.store import Store
from services.gateway.webhooks.addresses import LOOPBACK, Addresses, networks
from services.gateway.webhooks.deliveries import Deliveries
from services.gateway.webhooks.filtering import NAMES, takes
from services.gateway.webhooks.schedule import MOMENTS, asked_to_wait, next_attempt, verdict
from services.gateway.webhooks.sending import Answer, Messenger
from tests.database import Databases
from tests.gateway.people import KEY, Json
from tests.gateway.problems import MARK
from tests.gateway.receiver import Receiver, Says, receiving
from tests.gateway.subscribing import STARTS, SUBSCRIPTIONS, Town, speaker, town
from tests.stack import Standing, cloned, connected

pytestmark = pytest.mark.asyncio(loop_scope="session")
PUBLIC, HERE = Addresses((), plain=False), Addresses(LOOPBACK, plain=True)


@pytest_asyncio.fixture(loop_scope="session")
async def place(databases: Databases) -> AsyncIterator[Town]:
    async with town(databases) as one:
        yield one


async def altered(dsn: str, how: LiteralString) -> None:
    """Change deliveries by hand; without keeping the loop from whoever holds them."""
    async with await psycopg.AsyncConnection.connect(dsn) as connection:
        await connection.execute(how)


async def sent(receiver: Receiver, addresses: Addresses, url: str = "") -> Answer:
    messenger = Messenger(addresses)
    try:
        return await messenger.send(url or receiver.url, {}, b"{}")
    finally:
        await messenger.close()


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.5.4", "169.254.169.254", "100.64.0.1",
     "0.0.0.1", "224.0.0.1", "255.255.255.255", "::1", "fe80::1%eth0", "fd00::1", "ff02::1",
     "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::"],
)  # fmt: skip
async def test_a_private_address_is_none_that_we_deliver_to(address: str) -> None:
    assert not PUBLIC.allowed(address)
    assert PUBLIC.allowed("93.184.216.34")
    assert PUBLIC.allowed("2606:2800:220:1::1")


async def test_a_network_that_operations_opened_is_delivered_to_and_its_neighbour_is_not() -> None:
    opened = Addresses(networks("10.20.0.0/16, fd00:20::/32"), plain=False)
    assert opened.allowed("10.20.3.4")
    assert opened.allowed("fd00:20::1")
    assert not opened.allowed("10.21.3.4")
    with pytest.raises(ValueError, match="host bits"):
        Settings(environment="development", dsn="", webhook_networks="10.20.0.1/16")


@pytest.mark.parametrize(
    ("url", "rules"),
    [
        ("https://receiver.example/hooks/550e8400-e29b-41d4-a716-446655440000", []),
        ("http://receiver.example/", ["webhook-encrypted"]),
        ("https://10.0.0.1/", ["webhook-address-public"]),
        ("https://localhost/", ["webhook-address-public"]),
        ("https://receiver.example:70000/", ["webhook-address-public"]),
        ("https://receiver.example/630400-7001", ["webhook-url-names-nobody"]),
        ("http://127.0.0.1:80/6304007001",
         ["webhook-encrypted", "webhook-address-public", "webhook-url-names-nobody"]),
    ],
)  # fmt: skip
async def test_an_address_is_refused_with_every_rule_that_it_breaks(
    url: str, rules: list[str]
) -> None:
    assert [each.rule for each in PUBLIC.unmet(url)] == rules
    assert [*HERE.unmet("http://127.0.0.1:8080/events")] == []


async def test_a_name_that_leads_into_the_house_is_not_connected_to() -> None:
    async with receiving() as receiver:
        by_name = receiver.url.replace("127.0.0.1", "localhost")
        for url in (receiver.url, by_name):
            assert await sent(receiver, PUBLIC, url) == Answer(fault="not-allowed"), url
        short = receiver.url.replace("127.0.0.1", "127.1")  # resolvers read that, parsers do not
        assert (await sent(receiver, PUBLIC, short)).status is None
        assert receiver.heard == []
        assert await sent(receiver, HERE, by_name) == Answer(status=204)


async def test_no_redirect_is_followed_and_no_body_waited_for() -> None:
    async with receiving() as receiver:
        elsewhere = {"Location": receiver.url}
        receiver.answer = lambda _: web.Response(status=307, headers=elsewhere)
        assert await sent(receiver, HERE) == Answer(status=307)
        assert len(receiver.heard) == 1
        receiver.answer = lambda _: web.Response(body=endless())
        assert await sent(receiver, HERE) == Answer(status=200)


MORNING = datetime(2026, 1, 5, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "said", "seconds"),
    [
        (503, "600", 600),
        (429, "Mon, 05 Jan 2026 08:10:00 GMT", 600),
        (429, "Mon, 05 Jan 2026 08:10:00 -0000", 600),
        (503, "Mon, 05 Jan 2026 07:00:00 GMT", 0),  # has been
        (503, "9" * 400, 28_800),  # the longest of our own waits
        (503, "soon", 0),
        (503, "-5", 0),
        (503, "²", 0),
        (503, None, 0),
        (500, "600", 0),  # is not busy, but broken
    ],
)
async def test_a_busy_receiver_is_left_alone_as_long_as_it_asks_and_no_longer_than_is_ours(
    status: int, said: str | None, seconds: int
) -> None:
    asked = timedelta(seconds=seconds)
    assert asked_to_wait(status, said, MORNING) == asked
    again = next_attempt(1, MORNING, asked)
    assert again == MORNING + max(asked, timedelta(seconds=25))
    assert next_attempt(len(MOMENTS) + 1, MORNING, asked) is None


async def test_how_long_a_receiver_wants_to_be_left_alone_is_read_from_its_answer() -> None:
    async with receiving() as receiver:
        receiver.answer = lambda _: web.Response(status=429, headers={"Retry-After": "90"})
        assert await sent(receiver, HERE) == Answer(status=429, wait=timedelta(seconds=90))


async def endless() -> AsyncIterator[bytes]:
    yield b"the beginning of an answer"
    await asyncio.Event().wait()


async def test_what_stands_in_the_way_is_told_by_its_kind() -> None:
    async with receiving() as receiver:
        secure = receiver.url.replace("http:", "https:")
        assert await sent(receiver, HERE, secure) == Answer(fault="no-trust")
    assert await sent(receiver, HERE) == Answer(fault="no-connection")
    unknown = "https://nobody.invalid/"
    assert await sent(receiver, HERE, unknown) == Answer(fault="unknown-host")


async def test_attempts_go_on_for_a_day_and_longer_only_when_we_were_down() -> None:
    moment, waited = STARTS, timedelta()
    for attempts in range(1, len(MOMENTS) + 1):
        again = next_attempt(attempts, moment)
        assert again is not None
        waited, moment = waited + (again - moment), again
        assert waited == MOMENTS[attempts - 1]
    assert (MOMENTS[0], waited) == (timedelta(seconds=25), timedelta(hours=24))
    assert next_attempt(len(MOMENTS) + 1, moment) is None
    late = STARTS + timedelta(days=3)
    assert next_attempt(1, late) == late + timedelta(seconds=25)
    assert [verdict(each) for each in (204, 302, 410, 503, None)] == [
        "delivered", "failed", "gone", "failed", "failed",
    ]  # fmt: skip
    assert takes(None, NAMES[0])
    assert not takes([NAMES[0]], NAMES[1])


@pytest.mark.parametrize(
    "url",
    ["https://somebody:secret@receiver.example/", "https://receiver.example/?cpr=1", "ftp://x/",
     "https://receiver.example/#a", "https://receiver.example/%31"],
)  # fmt: skip
async def test_an_address_holds_no_credentials_and_nothing_that_could_be_said(
    stack: Standing, url: str
) -> None:
    system = await speaker(stack, "system", f"unit-{uuid4()}")
    answer = await system.ask("POST", SUBSCRIPTIONS, json={"url": url}, headers={KEY: "x"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/url")
    plain = {"url": "http://receiver.example/"}
    answer = await system.ask("POST", SUBSCRIPTIONS, json=plain, headers={KEY: "x"})
    assert (answer.status_code, answer.json()["unmet"][0]["rule"]) == (409, "webhook-encrypted")


async def test_what_a_receiver_answers_and_where_it_is_stand_in_no_log(place: Town) -> None:
    place.receiver.answer = lambda _: web.Response(status=500, text=MARK)
    with capture_logs() as lines:
        subscription = await place.subscribed()
        case = await place.worker.open_case()
        [tried] = await place.settled(subscription, "waiting")
        while not (await place.delivery(subscription, tried["id"]))["attempts"]:
            pass
        tested = await place.tell(f"{subscription['at']}/tests")
    assert tested == {"delivered": False, "status": 500, "fault": None}
    assert {each["event"] for each in lines} >= {"webhook.tried"}
    written = json.dumps([each for each in lines if "webhook" in each["event"]], default=str)
    for secret in (MARK, place.receiver.url, case, subscription["secret"]):
        assert secret not in written
    measured = (await place.stack.client.get("/metrics")).text
    assert 'webhook_attempts_total{outcome="failed"} 1.0' in measured
    ready = (await place.stack.client.get("/readyz")).json()
    assert "webhooks" in json.dumps(ready)


async def test_a_claim_is_one_worker_s_until_its_lease_is_over(place: Town) -> None:
    """No subscriber is asked: the workers' own questions, and a process that dies between two."""
    place.receiver.says = lambda _: 503
    subscription = await place.subscribed(types=["dk.indsats.case.CaseOpened"])
    await place.worker.open_case()
    [known] = await place.settled(subscription, "waiting")
    while not (await place.delivery(subscription, known["id"]))["attempts"]:
        pass
    store, of = Store(place.stack.dsns["gateway"]), UUID(subscription["id"])
    deliveries, due = Deliveries(store), STARTS + timedelta(minutes=1)
    assert await deliveries.claim(of, 8, STARTS) == []
    [claimed] = await deliveries.claim(of, 8, due)
    assert await deliveries.claim(of, 8, due) == []
    await altered(
        place.stack.dsns["gateway"],
        "UPDATE webhook_deliveries SET claimed_until = now() - interval '1 s'",
    )
    [again] = await deliveries.claim(of, 8, due)
    assert again == claimed
    assert await deliveries.settle(of, again, Answer(status=204), due) == "delivered"
    busy = Answer(status=503, wait=timedelta(hours=1))
    await deliveries.settle(of, claimed, busy, due)  # the one that was thought dead
    assert (await place.delivery(subscription, known["id"]))["state"]["code"] == "delivered"
    await deliveries.forget(due + timedelta(days=8))
    assert await place.deliveries(subscription) == []
    await store.close()


def first_of_each_case(receiver: Receiver) -> Says:
    """Whatever comes first: what follow-up says of a case may be numbered before its opening."""

    def says(event: Json) -> int:
        return 503 if event["subject"] in {each["subject"] for each in receiver.taken} else 204

    return says


async def test_of_two_workers_one_delivers_and_the_other_goes_on_where_it_died(
    databases: Databases,
) -> None:
    with cloned(databases) as dsns:
        async with receiving() as receiver, connected(dsns) as second:
            async with connected(dsns) as first:
                worker = await speaker(first, "caseworker", "unit-1")
                one = Town(first, worker, await speaker(first, "system", "unit-1"), receiver)
                receiver.says = first_of_each_case(receiver)
                subscription = await one.subscribed()
                cases = {await worker.open_case() for _ in range(5)}
                await receiver.until(lambda _: {x["subject"] for x in receiver.taken} >= cases)
                await one.settled(subscription, "waiting")
            opened = [each["id"] for each in receiver.taken]
            assert len(opened) == len({*opened})
            failed = {each.id for each in receiver.heard if each.status == 503}
            receiver.says = lambda _: 204
            one.system.client = second.client
            await one.tell(f"{subscription['at']}/tests")
            await altered(  # the time until then, and the lease of an attempt it died in
                dsns["gateway"],
                "UPDATE webhook_deliveries SET due_at = now(), claimed_until = NULL "
                "WHERE due_at IS NOT NULL",
            )
            await receiver.until(lambda heard: {x.id for x in heard if x.status == 204} >= failed)
