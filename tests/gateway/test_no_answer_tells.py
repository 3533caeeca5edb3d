"""No answer tells anything of a case outside the row filter: every route, every role.

The answer about another's case is the answer about nothing, byte for byte, after the same
statements and the same calls; and lists are the same whether or not there is more elsewhere.
"""

import json
import os
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from services.gateway.roles import ROLES
from shared.identity import Role
from tests.database import Databases
from tests.gateway.everything import Way, every, ways
from tests.gateway.people import KEY, Json, Person
from tests.gateway.population import Case, lived, related
from tests.gateway.test_at_a_glance import statements
from tests.rights import RIGHTS, may
from tests.stack import Standing, standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
STANDS = "2031-01-06T08:00:00Z"  # where the clock stands, so that all is asked at one moment
OF_THE_REQUEST = {"traceparent", "x-request-id", "ratelimit", "date"}
BY_DESIGN: Mapping[tuple[str, str], str] = {
    ("POST", "/v1/cases/{caseId}/emergency-accesses"):
        "that there is one, and nothing of it (ADR 0042): `test_of_the_whole_house.py`",
}  # fmt: skip
NOT_COMPARED: Mapping[tuple[str | None, str], str] = {
    (None, "streamChanges"): "a stream that goes on: compared in `test_events.py`",
    ("operator", "listProjections"): "numbers of the whole house: `test_of_the_whole_house.py`",
    ("operator", "listLookUps"): "no case and nobody: `test_of_the_whole_house.py`",
}


@dataclass(frozen=True)
class World:
    """A case that everybody has a part in, one that nobody has, and people of every role."""

    stack: Standing
    own: Case
    foreign: Case
    people: Mapping[str, Person]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def world(databases: Databases) -> AsyncIterator[World]:
    async with standing(databases) as stack:
        own = await lived(stack, "unit-own")
        people = await related(stack, own)
        foreign = await lived(stack, "unit-other")
        known = await stack.at(STANDS)
        for person in people.values():
            person.known = dict(known)
        yield World(stack, own, foreign, people)


@contextmanager
def work(stack: Standing) -> Iterator[list[str]]:
    """What an answer takes: the statements, and which service is asked for what kind of thing."""
    application = stack.stack.gateway.state.desk.forwarding.services
    sends = {name: reaching.send for name, reaching in application.items()}
    with statements(stack) as run:

        def told(name: str) -> Any:  # noqa: ANN401 - a stand-in for a method
            async def send(method: str, *rest: Any) -> Any:  # noqa: ANN401
                run.append(f"{method} to {name}")
                return await sends[name](method, *rest)

            return send

        for name, reaching in application.items():
            reaching.send = told(name)
        try:
            yield run
        finally:
            for name, reaching in application.items():
                reaching.send = sends[name]


def plain(answer: httpx.Response) -> tuple[int, Json, str]:
    """An answer, but for what names the request itself."""
    headers = {name: said for name, said in answer.headers.items() if name not in OF_THE_REQUEST}
    body = answer.text
    if headers.get("content-type") == "application/problem+json":
        told = {
            name: said
            for name, said in answer.json().items()
            if name not in {"traceId", "instance"}
        }
        body = json.dumps(told)
    return answer.status_code, headers, body


async def told(world: World, person: Person, way: Way, path: str, **body: object) -> object:
    """The whole answer, and what it took."""
    headers = {"If-Match": '"1"', KEY: "a-key"} if way.method != "GET" else {}
    sent = None if way.body is None else {**way.body, **body}
    with work(world.stack) as run:
        answer = await person.ask(way.method, path, json=sent, headers=headers)
    return plain(answer), [*run]


def nowhere(world: World, way: Way, *, within: bool) -> Sequence[tuple[str, str]]:
    """Addresses of what is another's, each with one of what is nowhere."""
    foreign = [world.foreign.of(noun) for noun, _ in way.ids]
    nothing = [str(uuid4()) for _ in way.ids]
    if not within:
        return [(way.at(*foreign), way.at(*nothing))]
    if len(way.ids) < 2:
        return []
    own = world.own.of(way.ids[0][0])  # another's thing, sought in one's own case
    return [(way.at(own, *foreign[1:]), way.at(own, *nothing[1:]))]


@pytest.mark.parametrize("role", sorted(ROLES))
async def test_the_answer_about_anothers_case_is_the_answer_about_nothing(
    world: World, role: Role
) -> None:
    person, told_apart = world.people[role], list[str]()
    for way in every(ids=True):
        if (way.method, way.path) in BY_DESIGN and may(role, way.method, way.path):
            continue
        pairs = [*nowhere(world, way, within=False), *nowhere(world, way, within=True)]
        for there, absent in pairs:
            if await told(world, person, way, there) != await told(world, person, way, absent):
                told_apart.append(f"{way.method} {there}")
    assert told_apart == []


@pytest.mark.parametrize("role", sorted(ROLES))
async def test_a_body_that_names_anothers_case_is_answered_as_one_that_names_nothing(
    world: World, role: Role
) -> None:
    person = world.people[role]
    naming = [way for way in every(asks=False) if way.streams]
    assert naming
    for way in naming:
        path = way.at(*(world.own.of(noun) for noun, _ in way.ids))
        for name in way.streams:
            noun = "notifications" if "notification" in name.lower() else "cases"
            several = name.endswith("s")
            for_each = [world.foreign.of(noun), str(uuid4())]
            there, absent = [
                await told(world, person, way, path, **{name: [each] if several else each})
                for each in for_each
            ]
            assert there == absent, f"{way.method} {way.path}: {name}"


def asks_for(role: str, way: Way) -> bool:
    """Whether a role may ask it at all; who may not is refused before anything is looked at."""
    return way.public or RIGHTS.entries[way.method, way.path].about.may(role, write=False)


def compared(role: str, way: Way) -> bool:
    left_out = {(None, way.operation), (role, "*"), (role, way.operation)}
    return not left_out & NOT_COMPARED.keys()


async def shown(world: World, role: str) -> dict[str, object]:
    """Every list, search, count, calendar and question of one's own case, and what it takes."""
    person, found = world.people[role], dict[str, object]()
    for way in every(asks=True):
        if not compared(role, way) or not asks_for(role, way):
            continue
        path = way.at(*(world.own.of(noun) for noun, _ in way.ids))
        if way.operation == "listLookUps":
            path += f"?to={STANDS}"  # this test looks, too
        answer = await told(world, person, way, path)
        if way.operation == "readEvents":
            answer = without_the_place(answer)
        found[f"{way.method} {path} {way.body or ''}"] = answer
    return found


def without_the_place(answer: Any) -> object:  # noqa: ANN401 - as `told`
    """The place is sealed anew each time at the end of the feed (`test_sealed_places.py`)."""
    (status, headers, body), run = answer
    return status, {name: said for name, said in headers.items() if name != "link"}, body, run


def at(one: object, other: object) -> str:
    """Where two answers part."""
    texts = str(one), str(other)
    place = len(os.path.commonprefix(texts))  # noqa: RUF071 - of any two strings
    return " | ".join(text[max(place - 100, 0) : place + 60] for text in texts)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def twice(world: World) -> Mapping[str, tuple[dict[str, object], dict[str, object]]]:
    """What everybody is shown, and what they are shown once much has happened elsewhere."""
    roles = sorted(ROLES)
    before = {role: await shown(world, role) for role in roles}
    elsewhere = await lived(world.stack, "unit-elsewhere")
    for person in world.people.values():
        person.known = dict(elsewhere.worker.known)
    return {role: (before[role], await shown(world, role)) for role in roles}


@pytest.mark.parametrize("role", sorted(ROLES))
async def test_what_is_added_elsewhere_changes_no_answer(
    twice: Mapping[str, tuple[dict[str, object], dict[str, object]]], role: Role
) -> None:
    before, after = twice[role]
    assert any(str(answer).startswith("((200") for answer in before.values())
    apart = {each: (before[each], after[each]) for each in before if before[each] != after[each]}
    assert {each: at(*told) for each, told in apart.items()} == {}


async def test_every_promised_operation_is_asked() -> None:
    asked = {(each.method, each.path) for each in ways()}
    assert asked >= RIGHTS.entries.keys()
    assert {key for _, key in NOT_COMPARED} - {"*"} <= {each.operation for each in ways()}
    assert BY_DESIGN.keys() <= asked
