"""What follows what: from everything that was made links lead to it, and to what is next."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.gateway.conftest import Somebody
from tests.gateway.everything import DOCUMENT
from tests.gateway.population import lived
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
OPERATIONS = {
    described["operationId"]: (verb.upper(), path, described)
    for path, item in DOCUMENT["paths"].items()
    for verb, described in item.items()
}


def answering(status: str) -> dict[str, Any]:
    """The answers to a POST with a status, by the path."""
    return {
        path: item["post"]["responses"][status]
        for path, item in DOCUMENT["paths"].items()
        if status in item.get("post", {}).get("responses", ())
    }


MAKING, ACCEPTING = answering("201"), answering("202")
UNREAD = {"/v1/calendars"}  # what was made is read by its secret, which is no id
PLACES = re.compile(r"{(\w+)}")


def parts_of(path: str) -> list[str]:
    return PLACES.findall(path)


@pytest.mark.parametrize("path", sorted(MAKING.keys() - UNREAD))
async def test_everything_that_is_made_says_what_can_be_done_next(path: str) -> None:
    says_what_is_next(path, MAKING[path])


@pytest.mark.parametrize("path", sorted(ACCEPTING))
async def test_what_is_done_later_says_where_it_can_be_followed(path: str) -> None:
    says_what_is_next(path, ACCEPTING[path])
    assert ACCEPTING[path]["links"].keys() >= {"readJob", "readJobResult"}


def says_what_is_next(path: str, made: Any) -> None:  # noqa: ANN401 - an answer, as described
    assert made["headers"].keys() >= {"Location"}
    assert made["links"]
    assert len(made["links"]) <= 13
    for link in made["links"].values():
        _, target, described = OPERATIONS[link["operationId"]]
        given = {**link["parameters"]}
        based = given.pop("If-Match", "$response.header.ETag")
        assert given.keys() == {*parts_of(target)}
        assert based == "$response.header.ETag"
        theirs = {f"$request.path.{name}" for name in parts_of(path)} | {"$response.body#/id"}
        assert theirs.issuperset(given.values())
        assert "deprecated" not in described


def asked_at(path: str) -> tuple[str, dict[str, str]]:
    """The operation that an address is of, and what it names."""
    for template in MAKING:
        named = PLACES.sub(r"(?P<\1>[^/]+)", template)
        if found := re.fullmatch(named, path):
            return template, found.groupdict()
    raise LookupError(path)


def reads_after(answer: httpx.Response) -> Iterator[str]:
    """Where the links of an answer lead that are reads."""
    template, named = asked_at(answer.request.url.path)
    says = {f"$request.path.{name}": value for name, value in named.items()}
    says["$response.body#/id"] = answer.json()["id"]
    for link in MAKING[template].get("links", {}).values():
        verb, path, _ = OPERATIONS[link["operationId"]]
        if verb == "GET":
            for name, value in link["parameters"].items():
                path = path.replace(f"{{{name}}}", says[value])
            yield path


async def test_who_follows_a_link_finds_what_was_made_where_the_answer_says_it_is(
    stack: Standing, somebody: Somebody
) -> None:
    person, made = await somebody("caseworker"), list[httpx.Response]()

    async def remember(answer: httpx.Response) -> None:
        if answer.request.url.path.startswith("/v1") and answer.status_code == 201:
            await answer.aread()
            made.append(answer)

    stack.client.event_hooks["response"].append(remember)
    try:
        own = await lived(stack, person.unit)
    finally:
        stack.client.event_hooks["response"].remove(remember)
    kinds, places = set[str](), set[str]()
    for answer in made:
        kinds.add(kind := asked_at(answer.request.url.path)[0])
        reads, place = {*reads_after(answer)}, answer.headers["Location"]
        if kind not in UNREAD:
            assert place in reads
        places |= reads
    answers = {path: (await own.worker.ask("GET", path)).status_code for path in places}
    assert {path: status for path, status in answers.items() if status != 200} == {}
    assert len(kinds) >= 30
