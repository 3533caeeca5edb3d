"""Events are brought to who subscribed: signed, in order, again until they arrive, no others."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from standardwebhooks.webhooks import WebhookVerificationError

from services.gateway.webhooks.schedule import MOMENTS, WAITS
from tests.database import Databases, queried
from tests.gateway.people import KEY, Json
from tests.gateway.receiver import Received
from tests.gateway.subscribing import SUBSCRIPTIONS, Town, speaker, town

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def place(databases: Databases) -> AsyncIterator[Town]:
    async with town(databases) as one:
        yield one


def of(case: str, heard: list[Received]) -> list[Received]:
    return [each for each in heard if each.event["subject"] == case]


async def test_what_is_brought_is_what_the_subscriber_reads_in_the_feed(place: Town) -> None:
    subscription = await place.subscribed()
    case = await place.worker.case_on_the_ladder()
    await place.receiver.until(lambda heard: len(of(case, heard)) >= 5)
    place.system.known = dict(place.worker.known)
    read = (await place.system.ask("GET", "/v1/events", params={"limit": 1000})).json()
    heard = await place.receiver.until(lambda heard: len(heard) >= len(read))
    assert [each.event for each in heard] == read
    for each in heard:
        assert each.verified(subscription["secret"]) == each.event
        assert each.headers["content-type"].startswith("application/cloudevents+json")
        event = JSONFormat().read(CloudEvent, json.dumps(each.event))
        assert isinstance(event, CloudEvent)
        assert event.get_subject() == case
    with pytest.raises(WebhookVerificationError):
        heard[0].verified("whsec_" + subscription["secret"][:5:-1])
    assert len({each.id for each in heard}) == len(heard)
    done = await place.settled(subscription, "delivered", len(read))
    assert [each["id"] for each in done] == [each.id for each in heard]
    written = "SELECT streams FROM read_log WHERE operation = 'deliverEvent' AND sub = %s"
    looked = await queried(place.stack.dsns["gateway"], written, (place.system.sub,))
    assert [str(stream) for (streams,) in looked for stream in streams] == [case] * len(heard)


async def test_only_what_is_subscribed_to_is_brought_and_what_was_before_on_request(
    place: Town,
) -> None:
    opened = {"types": ["dk.indsats.case.CaseOpened"]}
    first = await place.worker.open_case()
    place.system.known = dict(place.worker.known)
    [before, *_] = (await place.system.ask("GET", "/v1/events")).json()
    second = await place.worker.case_on_the_ladder()
    await place.subscribed(**opened, after=before["cursor"])
    await place.receiver.until(lambda heard: bool(of(second, heard)))
    third = await place.worker.open_case()
    await place.receiver.until(lambda heard: bool(of(third, heard)))
    assert [each["subject"] for each in place.receiver.taken] == [second, third]
    assert first not in {each["subject"] for each in place.receiver.taken}


async def test_a_case_of_another_unit_is_brought_to_nobody_here(place: Town) -> None:
    await place.subscribed()
    elsewhere = await speaker(place.stack, "caseworker", "unit-elsewhere")
    other = await elsewhere.open_case()
    case = await place.worker.open_case()
    await place.receiver.until(lambda heard: bool(of(case, heard)))
    assert of(other, place.receiver.heard) == []


async def test_what_one_may_no_longer_know_of_is_not_brought_though_it_was_due(
    place: Town,
) -> None:
    subscription = await place.subscribed(types=["dk.indsats.case.CaseOpened"])
    place.receiver.says = lambda _: 503
    case = await place.worker.open_case()
    await place.settled(subscription, "waiting")
    leader = await speaker(place.stack, "leader", "unit-1")
    leader.known = dict(place.worker.known)
    closed = {"level": "restricted", "subjects": [place.worker.sub], "reason": "Named few.",
              "sinceOn": "2024-02-01"}  # fmt: skip
    at = f"/v1/cases/{case}"
    await leader.tell(f"{at}/confidentiality-levels", closed, of=at)
    place.system.known = dict(leader.known)
    assert await place.deliveries(subscription) == []  # nor does a list tell of it
    [tried] = place.receiver.heard
    await place.later(timedelta(seconds=25))
    states = "SELECT state FROM webhook_deliveries WHERE id = %s"
    while await queried(place.stack.dsns["gateway"], states, (tried.id,)) != [("withheld",)]:
        await place.system.get(subscription["at"])
    assert len(place.receiver.heard) == 1


async def test_a_case_that_fails_waits_in_order_while_others_go_on_and_is_parked_at_last(
    place: Town,
) -> None:
    subscription = await place.subscribed()
    bad = await place.worker.open_case()
    place.receiver.says = lambda event: 500 if event["subject"] == bad else 204
    await place.worker.move(bad, "2024-03-01")
    await place.settled(subscription, "behind", 2)
    other = await place.worker.case_on_the_ladder()
    await place.receiver.until(lambda heard: len(of(other, heard)) >= 5)
    first = of(bad, place.receiver.heard)[0].id
    for number, wait in enumerate(WAITS, start=1):
        while (await place.delivery(subscription, first))["attempts"] < number:
            pass
        assert len(of(bad, place.receiver.heard)) == number
        await place.later(wait)
    [parked] = await place.settled(subscription, "parked")
    tried = of(bad, place.receiver.heard)
    assert len(tried) == len(MOMENTS) + 1
    assert {each.id for each in tried} == {parked["id"]}
    assert (parked["status"], parked["dueAt"], parked["attempts"]) == (500, None, len(tried))
    stands = await place.system.get(subscription["at"])
    assert (stands["parked"], stands["waiting"] > 2) == (1, True)
    place.receiver.says = lambda _: 204
    assert await place.tell(f"{subscription['at']}/redeliveries", {"caseId": other}) == {
        "deliveries": 0
    }
    going = await place.tell(f"{subscription['at']}/redeliveries", {"caseId": bad})
    assert going == {"deliveries": 1}
    while (await place.system.get(subscription["at"]))["waiting"]:
        pass
    place.system.known = dict(place.worker.known)
    read = (await place.system.ask("GET", "/v1/events", params={"limit": 1000})).json()
    for case in (bad, other):
        theirs = [each["id"] for each in read if each["subject"] == case]
        taken = [each["id"] for each in place.receiver.taken if each["subject"] == case]
        assert taken == theirs


async def test_a_receiver_that_is_gone_is_told_nothing_more(place: Town) -> None:
    subscription = await place.subscribed()
    place.receiver.says = lambda _: 410
    await place.worker.open_case()
    await place.receiver.until(bool)
    while not (stands := await place.system.get(subscription["at"]))["endedAt"]:
        pass
    assert stands["endedBecause"]["code"] == "gone"
    heard = len(place.receiver.heard)
    other = await place.subscribed()
    place.receiver.says = lambda _: 204
    case = await place.worker.open_case()
    await place.settled(other, "delivered")
    assert len(of(case, place.receiver.heard)) == len(place.receiver.heard) - heard


async def test_a_secret_is_shown_once_and_two_are_good_while_a_receiver_changes_over(
    place: Town,
) -> None:
    body: Json = {"url": place.receiver.url}
    made = await place.tell(SUBSCRIPTIONS, body, "one")
    assert await place.tell(SUBSCRIPTIONS, body, "one") == made  # the answer may have been lost
    at = f"{SUBSCRIPTIONS}/{made['id']}"
    assert "secret" not in await place.system.get(at)
    changed = await place.tell(f"{at}/rotations", {"overlapHours": 2}, "two")
    assert await place.tell(f"{at}/rotations", {"overlapHours": 2}, "two") == changed
    old, new = made["secret"], changed["secret"]
    assert old != new
    assert (await place.tell(f"{at}/tests"))["delivered"]
    [tried] = place.receiver.heard
    assert tried.verified(old) == tried.verified(new)
    assert tried.event["type"] == "dk.indsats.gateway.WebhookTested"
    await place.later(timedelta(hours=2))
    await place.tell(f"{at}/tests")
    late = place.receiver.heard[-1]
    assert late.verified(new)["subject"] == made["id"]
    with pytest.raises(WebhookVerificationError):
        late.verified(old)
    await place.later(timedelta(days=1))
    assert (await place.tell(SUBSCRIPTIONS, body, "one"))["secret"] is None
    other = await place.system.ask(
        "POST", SUBSCRIPTIONS, json={**body, "types": ["dk.indsats.case.CaseOpened"]},
        headers={KEY: "one"},
    )  # fmt: skip
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")
    kept = await queried(place.stack.dsns["gateway"], "SELECT * FROM webhook_subscriptions")
    assert not [each for each in (old, new) if each.encode() in repr(kept).encode()]


async def test_a_subscription_is_its_owner_s_and_an_operator_can_end_it(place: Town) -> None:
    subscription = await place.subscribed()
    at = subscription["at"]
    other = await speaker(place.stack, "system", "unit-1")
    asked: list[tuple[str, str, Json | None]] = [
        ("GET", at, None), ("GET", f"{at}/deliveries", None), ("POST", f"{at}/tests", None),
        ("POST", f"{at}/redeliveries", {}), ("POST", f"{at}/rotations", {}),
        ("POST", f"{at}/ends", None),
    ]  # fmt: skip
    for method, path, body in asked:
        answer = await other.ask(method, path, json=body, headers={KEY: "other"})
        assert answer.status_code == 404, path
    assert await other.items(SUBSCRIPTIONS) == []
    unable = await speaker(place.stack, "system", "unit-1", "webhooks.write")
    wanted = {"url": place.receiver.url}
    refused = await unable.ask("POST", SUBSCRIPTIONS, json=wanted, headers={KEY: "x"})
    assert refused.status_code == 403
    assert (await place.worker.ask("GET", SUBSCRIPTIONS)).status_code == 403
    operator = await speaker(place.stack, "operator", "unit-1")
    [seen] = await operator.items(SUBSCRIPTIONS)
    assert seen["id"] == subscription["id"]
    assert (await operator.ask("GET", f"{at}/deliveries")).status_code == 403
    rotating = await operator.ask("POST", f"{at}/rotations", json={}, headers={KEY: "x"})
    assert rotating.status_code == 404
    assert (await operator.ask("POST", f"{at}/ends")).status_code == 204
    assert (await place.system.get(at))["endedBecause"]["code"] == "ended"
    case = await place.worker.open_case()
    heard = await place.subscribed()
    assert await place.deliveries(heard) == []
    assert of(case, place.receiver.heard) == []
