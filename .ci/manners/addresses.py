"""Every operation of the document with real ids, as JSON: who asks, what, where.

There is one girl's story (S06), and in her case whatever the document has an example of. Reads come
first, then what they are without their body, then what is told.
"""

import asyncio
import json
import sys
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode
from uuid import uuid4

import httpx
from things import things_of

from deploy.demo.client import Gateway
from deploy.demo.story import live
from shared.clock import utc_now
from tests.gateway.everything import DOCUMENT, Way, every, written_out
from tests.gateway.people import KEY, Json, Person
from tests.gateway.population import LEFT_OUT, RARELY, SCOPES, Case, tried

URL, SHOWN = sys.argv[1], 200
ENDLESS = {"streamChanges"}
STATISTICS = ("cases.all", "statistics.read", "statistics.write")
OTHERS = ("leader", "system", "operator", "analyst")
BESIDE = (  # what no caseworker opens, or not in a case; each under its noun
    ("reports", "leader", "/v1/reports", {"from": "2016-01-01", "to": "2016-04-01"}),
    ("deliveries", "system", "/v1/statistics/deliveries", {"survey": "events"}),
    ("webhook-subscriptions", "system", "/v1/webhook-subscriptions", RARELY),
    ("jobs", "caseworker", "/v1/cases/_batch", {"items": [{"path": "/v1/cases", "body": {}}]}),
)  # fmt: skip
PLAIN = (
    ("GET", "/", 404), ("GET", "/v1/nowhere", 404), ("GET", "/v1/me", 401),
    ("GET", "/v1/cases", 405), ("GET", "/docs", 200), ("GET", "/redoc", 200),
    ("GET", "/v1/openapi.json", 200), ("GET", "/livez", 200), ("OPTIONS", "/v1/agenda", 204),
)  # fmt: skip


async def addresses() -> list[Json]:
    """Who asks for what, and the status that they are answered with where that is known."""
    async with httpx.AsyncClient(base_url=URL, timeout=30) as client:
        people = {role: await somebody(client, role) for role in ("caseworker", *OTHERS)}
        own = await lived(people["caseworker"])
        for noun, role, path, body in BESIDE:
            own.ids[noun] = await opened(people[role], path, body)
        now = utc_now().isoformat()
        for person in people.values():
            person.known = dict(own.worker.known)
        reads = [await read(own, [*people.values()], way, now) for way in asked()]
        heads = [{**each, "method": "HEAD"} for each in reads]
        return [*reads, *heads, *plain(), *told(own)]


async def somebody(client: httpx.AsyncClient, role: str) -> Person:
    wanted = {"persona": role, "scopes": [*SCOPES, *STATISTICS]}
    token = (await client.post("/dev/tokens", json=wanted)).raise_for_status().json()
    return Person(client, role, "unit-1", {"Authorization": f"Bearer {token['access_token']}"})


async def lived(worker: Person) -> Case:
    """The girl's case, with everything that was accepted in it."""
    gateway = Gateway(URL)
    girl = live(gateway, lambda _: None)
    gateway.at(None)
    worker.known = dict(gateway.known)
    case = Case(girl.case, worker, things_of(gateway, girl))
    case.ids |= {"cases": girl.case, "notifications": girl.notification}
    for way in every(asks=False):
        if way.method == "POST" and not LEFT_OUT & {*way.path.split("/")}:
            await tried(case, way)
    return case


async def opened(person: Person, path: str, body: Json) -> str:
    headers = {KEY: str(uuid4()), "Prefer": "respond-async"}
    answer = await person.ask("POST", path, json=body, headers=headers)
    made: str = answer.raise_for_status().json()["id"]
    return made


def asked() -> Iterator[Way]:
    return (way for way in every(asks=True) if way.method == "GET" and way.operation not in ENDLESS)


async def read(own: Case, people: Sequence[Person], way: Way, now: str) -> Json:
    """As the first asks who is shown something; as the caseworker does when nobody is."""
    path = way.at(*(own.of(noun) for noun, _ in way.ids))
    if "asOf" in keys(way):  # without it, some answers tell of the moment
        path += f"{'&' if way.query else '?'}{urlencode({'asOf': now})}"
    statuses = [(await each.ask("GET", path)).status_code for each in people]
    first = statuses.index(SHOWN) if SHOWN in statuses else 0
    headers = {**people[first].headers, **people[first].known}
    return {"method": "GET", "path": path, "status": statuses[first], "headers": headers}


def keys(way: Way) -> set[str]:
    described = DOCUMENT["paths"][way.path][way.method.lower()]
    return {written_out(each)["name"] for each in described.get("parameters", ())}


def plain() -> Iterator[Json]:
    """What is asked without a token: what is nowhere, too."""
    for method, path, status in PLAIN:
        yield {"method": method, "path": path, "status": status, "headers": {}}


def told(own: Case) -> Iterator[Json]:
    """Every command, once, as the document shows it; most are refused, each in its own way."""
    for way in every(asks=False):
        headers = {**own.worker.headers, "Content-Type": "application/json", KEY: str(uuid4()),
                   "If-Match": own.etags.get(way.service, '"1"')}  # fmt: skip
        path = way.at(*(own.of(noun) for noun, _ in way.ids))
        yield {"method": way.method, "path": path, "headers": headers, "body": way.body}


if __name__ == "__main__":
    json.dump(asyncio.run(addresses()), sys.stdout)
