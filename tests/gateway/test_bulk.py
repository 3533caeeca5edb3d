"""Many commands at once: each as if it came alone, and a job when they are too many."""

import json
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from deploy.stack import build
from services.gateway.jobs.keeping import Jobs
from services.gateway.settings import Settings
from services.gateway.store import Store
from shared.clock import utc_now
from shared.database import Bell, Database
from tests.database import Databases, queried
from tests.gateway.conftest import Somebody
from tests.gateway.people import KEY, OPENED, TOKEN, Json, Person, counselling, opening, worry
from tests.gateway.problems import MARK
from tests.stack import ADDRESS, Standing, cloned

pytestmark = pytest.mark.asyncio(loop_scope="session")
CASES, NOTIFICATIONS = "/v1/cases/_batch", "/v1/notifications/_batch"
AS_JOB = {"Prefer": "respond-async"}


def item(path: str, body: Json, **more: str) -> Json:
    return {"path": path, "body": body, **more}


def openings(unit: str, count: int) -> list[Json]:
    """So many cases to open, each under a key of its own."""
    return [item("/v1/cases", opening(unit), idempotencyKey=f"{uuid4()}") for _ in range(count)]


async def send(person: Person, at: str, items: list[Json], **headers: str) -> httpx.Response:
    return await person.ask("POST", at, json={"items": items}, headers=headers)


async def done(person: Person, answer: httpx.Response) -> Json:
    """A job, once it is over."""
    assert answer.status_code == 202, answer.text
    job: Json = answer.json()
    while job["finishedAt"] is None:
        job = await person.get(answer.headers["Location"], wait=10)
    return job


async def test_each_command_has_the_status_that_it_has_by_itself(
    caseworker: Person, somebody: Somebody
) -> None:
    own = await caseworker.open_case()
    others = await (await somebody("caseworker")).open_case()
    commands = [
        item("/v1/cases", opening(caseworker.unit), idempotencyKey="one"),
        item("/v1/cases", opening(caseworker.unit)),
        item("/v1/cases", {"unit": MARK}, idempotencyKey="two"),
        item(f"/v1/cases/{others}/moves", counselling("2024-03-01"), ifMatch='"1"'),
        item(f"/v1/cases/{own}/moves", counselling("2024-03-01")),
        item(f"/v1/cases/{own}/moves", counselling("2999-03-01"), ifMatch='"0"'),
        item(f"/v1/cases/{own}/nothing-like-it", {}),
    ]
    answer = await send(caseworker, CASES, commands)
    assert answer.status_code == 207
    came = answer.json()["items"]
    assert [each["status"] for each in came] == [201, 400, 400, 404, 428, 409, 404]
    assert [each["number"] for each in came] == [*range(7)]
    assert came[0]["location"] == f"/v1/cases/{came[0]['answer']['id']}"
    assert came[5]["problem"]["unmet"]
    assert MARK not in answer.text
    for sent, each in zip(commands[1:], came[1:], strict=True):
        alone = await caseworker.ask(
            "POST", sent["path"], json=sent["body"],
            headers={name: sent[said] for name, said in
                     ((KEY, "idempotencyKey"), ("If-Match", "ifMatch")) if said in sent},
        )  # fmt: skip
        assert (alone.status_code, alone.json()["code"]) == (
            each["status"], each["problem"]["code"],
        )  # fmt: skip


async def test_what_one_command_wrote_the_next_one_sees(caseworker: Person) -> None:
    case = await caseworker.open_case()
    at = f"/v1/cases/{case}"
    mother = {"relation": "mother", "custodian": True, "name": "Mette Prøve", "validFrom": OPENED}
    answer = await send(caseworker, CASES, [
        item(f"{at}/people", mother, ifMatch='"1"'),
        item(f"{at}/people", {**mother, "relation": "father"}, ifMatch='"2"'),
        item(f"{at}/people", {**mother, "relation": "sibling"}, ifMatch='"2"'),
    ])  # fmt: skip
    came = answer.json()["items"]
    assert [each["status"] for each in came] == [201, 201, 412]
    assert came[1]["etag"] == '"3"'
    caseworker.known = {TOKEN: answer.headers[TOKEN]}
    assert len((await caseworker.get(at))["people"]) == 2


async def test_a_batch_that_is_sent_again_under_its_key_is_done_once(caseworker: Person) -> None:
    commands = [item("/v1/cases", opening(caseworker.unit)) for _ in range(3)]
    first = await send(caseworker, CASES, commands, **{KEY: "monday"})
    again = await send(caseworker, CASES, commands, **{KEY: "monday"})
    assert {each["status"] for each in again.json()["items"]} == {201}
    assert all(each["replayed"] for each in again.json()["items"])
    ids = [[each["answer"]["id"] for each in one.json()["items"]] for one in (first, again)]
    assert ids[0] == ids[1]
    assert {each["caseId"] for each in await caseworker.items("/v1/caseload")} == {*ids[0]}
    other = await send(caseworker, CASES, [item("/v1/cases", opening(caseworker.unit, openedOn="2024-02-02"))], **{KEY: "monday"})  # fmt: skip # noqa: E501
    assert [each["status"] for each in other.json()["items"]] == [422]


@pytest.mark.parametrize(
    "path",
    ["/v1/notifications", "/v1/cases/_search", "/v1/cases/_batch", "/v1/cases?x=1", "/dev/clock",
     "/v1/cases/../notifications", "/v1/agenda", "https://elsewhere.example/v1/cases"],
)  # fmt: skip
async def test_a_batch_holds_commands_of_its_collection_alone(
    caseworker: Person, path: str
) -> None:
    fine = item("/v1/cases", opening(caseworker.unit), idempotencyKey="fine")
    answer = await send(caseworker, CASES, [fine, item(path, {})])
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input")
    assert answer.json()["errors"][0]["pointer"] == "/items/1/path"
    assert await caseworker.items("/v1/caseload") == []  # none of it was done


@pytest.mark.parametrize("tag", ['"½"', "7", '"', '"7" ', '"€"'])
async def test_a_version_that_no_header_could_hold_is_no_version(
    caseworker: Person, tag: str
) -> None:
    answer = await send(caseworker, CASES, [item("/v1/cases", {}, ifMatch=tag)])
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/items/0/ifMatch")


async def test_more_than_an_answer_holds_is_a_job_and_its_rows_are_a_report(
    caseworker: Person,
) -> None:
    body = worry(caseworker.unit)
    commands = [
        item("/v1/notifications", {} if each else {**body, "text": MARK}, idempotencyKey=f"{each}")
        for each in range(201)
    ]
    answer = await send(caseworker, NOTIFICATIONS, commands)
    job = await done(caseworker, answer)
    assert (job["state"]["code"], job["total"], job["done"], job["refused"]) == (
        "done", 201, 201, 200,
    )  # fmt: skip
    rows = await caseworker.items(job["rows"])
    assert [each["number"] for each in rows] == [*range(201)]
    bad = await caseworker.items(job["rows"], refused=True)
    assert bad == rows[1:]
    assert {(each["status"], each["problem"]["code"]) for each in bad} == {(400, "invalid-input")}
    file = await caseworker.ask("GET", job["result"])
    assert file.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(each) for each in file.text.splitlines()] == rows
    assert job["id"] in {each["id"] for each in await caseworker.items("/v1/jobs")}


async def test_a_job_is_nobody_s_to_know_of_but_who_asked_for_it(
    caseworker: Person, somebody: Somebody
) -> None:
    answer = await send(caseworker, CASES, openings(caseworker.unit, 1), **AS_JOB)
    job = await done(caseworker, answer)
    for stranger in (await somebody("caseworker"), await somebody("leader")):
        for path in (f"/v1/jobs/{job['id']}", job["rows"], job["result"]):
            assert (await stranger.ask("GET", path)).status_code == 404
        assert await stranger.items("/v1/jobs") == []


async def test_the_same_job_asked_for_twice_under_one_key_is_one_job(caseworker: Person) -> None:
    commands = openings(caseworker.unit, 2)
    first = await send(caseworker, CASES, commands, **AS_JOB, **{KEY: "twice"})
    again = await send(caseworker, CASES, commands, **AS_JOB, **{KEY: "twice"})
    assert first.headers["Location"] == again.headers["Location"]
    other = await send(caseworker, CASES, commands[:1], **AS_JOB, **{KEY: "twice"})
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")
    await done(caseworker, again)


async def test_what_a_job_holds_is_sealed_and_goes_when_its_time_is_over(
    caseworker: Person, stack: Standing
) -> None:
    told = [item("/v1/notifications", {**worry(caseworker.unit), "text": MARK},
                 idempotencyKey="sealed")]  # fmt: skip
    job = await done(caseworker, await send(caseworker, NOTIFICATIONS, told, **AS_JOB))
    gateway = stack.dsns["gateway"]
    kept = await queried(gateway, "SELECT request, master FROM jobs WHERE id = %s", (job["id"],))
    parts = await queried(gateway, "SELECT content FROM job_parts")
    assert kept == [(None, None)]
    assert all(caseworker.unit.encode() not in bytes(part) for (part,) in parts)
    settings = Settings(environment="development", dsn=stack.dsns["gateway"])
    store = Store(settings.dsn)
    jobs = Jobs(store, settings.keys(), Bell(Database(settings.dsn), "jobs"))
    await jobs.forget(utc_now() + timedelta(days=6))
    assert (await caseworker.ask("GET", f"/v1/jobs/{job['id']}")).status_code == 200
    await jobs.forget(utc_now() + timedelta(days=8))
    await store.close()
    assert (await caseworker.ask("GET", f"/v1/jobs/{job['id']}")).status_code == 404


async def test_a_job_whose_worker_dies_is_done_to_its_end_and_nothing_in_it_twice(
    databases: Databases,
) -> None:
    count = 12
    with cloned(databases) as dsns:
        stack = build(dsns.__getitem__)
        transport = httpx.ASGITransport(stack.gateway)
        async with stack.running(), httpx.AsyncClient(transport=transport, base_url=ADDRESS) as one:
            asked = await one.post("/dev/tokens", json={"persona": "caseworker", "unit": "unit-1"})
            headers = {"Authorization": f"Bearer {asked.json()['access_token']}"}
            worker = Person(one, "caseworker-1", "unit-1", headers)
            commands = [item("/v1/cases", opening("unit-1")) for _ in range(count)]
            sent = await send(worker, CASES, commands, **AS_JOB)
            at = sent.headers["Location"]
            while not (job := await worker.get(at, wait=0.05))["done"]:
                assert job["finishedAt"] is None
        again = build(dsns.__getitem__)
        transport = httpx.ASGITransport(again.gateway)
        async with again.running(), httpx.AsyncClient(transport=transport, base_url=ADDRESS) as two:
            worker = Person(two, worker.sub, worker.unit, headers)
            while (job := await worker.get(at, wait=10))["finishedAt"] is None:
                assert job["done"] < count
            rows = await worker.items(job["rows"])
            assert [each["status"] for each in rows] == [201] * count
            made = {each["answer"]["id"] for each in rows}
        [opened] = await queried(
            dsns["case"],
            "SELECT count(DISTINCT originator_id) FROM stored_events WHERE topic LIKE %s",
            ("%CaseOpened%",),
        )
        assert (len(made), opened) == (count, (count,))
