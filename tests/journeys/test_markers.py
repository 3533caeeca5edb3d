"""Privacy, by marker: what is said about a child is nowhere but where it may be read.

Every command of every service is sent through the gateway with a marker of its own wherever words
can stand. Then everything that the system leaves behind is searched for them.
"""

import os
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import httpx
import psycopg
import pytest
from psycopg import sql

from deploy.processes import PLACES, Place, Processes
from deploy.stack import PACKAGES
from services.case.settings import Settings
from shared.contracts import FeedPage
from shared.identity import HEADER, Caller
from tests.database import Databases, server
from tests.journeys import placed, rarer
from tests.journeys.bodies import (
    BIRTHDAY,
    COMMANDS,
    DOCUMENTS,
    Bodies,
    Planting,
    schema_of,
    words_in,
)
from tests.journeys.markers import Planter
from tests.stack import cloned, free_ports

PREFIX, NUMBER = "zqvexhylompu", f"{BIRTHDAY}7"
DAY = date(2024, 9, 2)
UNIT = {"unit": "unit-1", "caseworker": "caseworker-1"}
TABLES = """
SELECT schemaname, tablename FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
"""
Left = Mapping[str, Mapping[str, bytes]]


class Talkative(Processes):
    """Processes that log every request."""

    def environment(self, service: str) -> dict[str, str]:
        return super().environment(service) | {f"{service.upper()}_LOG_LEVEL": "info"}


@dataclass(frozen=True)
class Lived:
    """What was planted and accepted, and what the system left behind, by kind of place."""

    planter: Planter
    found_again: frozenset[str]
    unread: list[str]  # where a `Location` led to nothing
    left: Left = field(repr=False)


@contextmanager
def logging_to(path: Path) -> Iterator[None]:
    """Let processes that start meanwhile write their output to a file."""
    kept = [os.dup(each) for each in (1, 2)]
    with path.open("wb") as file:
        for each in (1, 2):
            os.dup2(file.fileno(), each)
        try:
            yield
        finally:
            for number, each in zip((1, 2), kept, strict=True):
                os.dup2(each, number)
                os.close(each)


@contextmanager
def talking(dsns: Mapping[str, str], log: Path) -> Iterator[Processes]:
    """Every service and worker in a process of its own, their logs in a file."""
    ports = dict(zip(PLACES, free_ports(len(PLACES)), strict=True))
    processes = Talkative(dsns.__getitem__, ports)
    try:
        with logging_to(log):
            processes.start(*PLACES)
        processes.ready(*PLACES)
        yield processes
    finally:
        processes.stop()


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """Given everything that can be said, said; and all that it left behind."""
    log = tmp_path_factory.mktemp("markers") / "log"
    with server() as embedded, cloned(Databases(embedded)) as dsns:
        with talking(dsns, log) as processes:
            bodies = Bodies(Planting(PREFIX), DAY, fixed=UNIT)
            with closing(Planter(processes.front, bodies)) as planter:
                planter.stand(f"{DAY}T08:00:00Z")
                planter.try_everything()
                rarer.tell(planter, DAY)
                placed.tell(planter, DAY)
                blunders = planter.blunder()
                reads = [planter.read(each) for each in sorted(planter.reads)]
                unread = [f"{each.url}" for each in reads if each.status_code != 200]
                strange = planter.speaker("caseworker", "caseworker-9", "unit-9")
                denied = [planter.read(each, strange) for each in sorted(planter.reads)]
            left = {
                "answers to commands": numbered(planter.answers),
                "answers to blunders": numbered(map(whole, blunders)),
                "answers to strangers": numbered(map(whole, denied)),
                "measurements": measurements(processes),
                "feeds": feeds(processes, dsns["case"]),
                "tables": {name: dumped(dsn) for name, dsn in dsns.items()},
            }
        with psycopg.connect(embedded.dsn(), autocommit=True) as connection:
            connection.execute("CHECKPOINT")
        files = [each for each in embedded.folder.rglob("*") if each.is_file()]
        left |= {"log": {"all": log.read_bytes()}, "disk": {str(each): each.read_bytes()
                 for each in files}}  # fmt: skip
        found = bodies.planting.said([*(each.text for each in reads), *planter.shown])
        yield Lived(planter, frozenset(found), unread, left)


def whole(answer: httpx.Response) -> str:
    return f"{answer.status_code} {answer.headers} {answer.text}"


def numbered(texts: "Iterator[str] | list[str]") -> Mapping[str, bytes]:
    return {str(number): each.encode() for number, each in enumerate(texts)}


def measurements(processes: Processes) -> Mapping[str, bytes]:
    return {
        str(place): httpx.get(f"{processes.address(place)}/metrics").raise_for_status().content
        for place in PLACES
    }


def feeds(processes: Processes, dsn: str) -> Mapping[str, bytes]:
    """Every page of every feed, as a neighbour reads it."""
    tokens = Settings(dsn=dsn, environment="development").tokens()
    reader = Caller(sub="service:reader", role="system", scopes=frozenset({"feed.read"}))
    headers, pages = {HEADER: tokens.sign(reader)}, dict[str, bytes]()
    for service in DOCUMENTS.keys() - {"gateway"}:  # whose own facts are followed inside it
        after, head = 0, 1
        while after < head:
            answer = httpx.get(
                f"{processes.address(Place(service, 'api'))}/feed",
                params={"after": after, "limit": 2000},
                headers=headers,
            )
            pages[f"{service} {after}"] = answer.raise_for_status().content
            page = FeedPage.model_validate_json(answer.content)
            after, head = page.reached, page.head
    return pages


def dumped(dsn: str) -> bytes:
    """Every row of every table of a database, as it is."""
    with psycopg.connect(dsn) as connection:
        tables = connection.execute(TABLES).fetchall()
        copies = [sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(*each))
                  for each in tables]  # fmt: skip
        parts = list[bytes]()
        for each in copies:
            with connection.cursor().copy(each) as copy:
                parts += map(bytes, copy)
        return b"".join(parts)


def disguised(words: str) -> Iterator[bytes]:
    """The forms in which words may hide: as they are, in hex, in base64 at any place."""
    plain = words.encode()
    yield from (plain, plain.hex().encode())
    for before in range(3):
        first, last = -(-before * 8 // 6), (before + len(plain)) * 8 // 6
        yield b64encode(bytes(before) + plain + bytes(3))[first:last]


def betrayed(content: bytes) -> list[bytes]:
    """The forms of any marker that are in some content."""
    words = [each for each in disguised(PREFIX) if each in content]
    numbers = [each for each in disguised(NUMBER) if each in content]
    if numbers == [NUMBER.encode()] and not re.search(rf"{NUMBER}\d{{3}}".encode(), content):
        numbers = []
    return words + numbers


def test_every_command_of_every_service_was_accepted(lived: Lived) -> None:
    done, refusals = lived.planter.done, lived.planter.refusals
    left = [each for each in COMMANDS if f"{each.method} {each.path}" not in done]
    assert {each.path: refusals.get(each.path) for each in left} == {}
    assert {each.service for each in COMMANDS} == {*PACKAGES}
    assert len(lived.planter.accepted) > 2 * len(COMMANDS)


@pytest.mark.parametrize("service", sorted(PACKAGES))
def test_every_word_of_every_command_was_a_marker(lived: Lived, service: str) -> None:
    silent = {
        f"{each.method} {each.path}": {*words_in(schema_of(each))}
        - lived.planter.done[f"{each.method} {each.path}"]
        for each in COMMANDS
        if each.service == service
    }
    assert {each: left for each, left in silent.items() if left} == {}


def test_whoever_may_read_finds_every_word_again(lived: Lived) -> None:
    """Protected addresses are struck out, but for the one that is shown to who says why."""
    assert lived.unread == []
    missing = lived.planter.accepted - lived.found_again
    assert sorted(missing - lived.planter.addresses) == []
    assert lived.found_again & lived.planter.addresses


@pytest.mark.parametrize(
    "place",
    [
        "answers to commands",
        "answers to blunders",
        "answers to strangers",
        "measurements",
        "feeds",
        "tables",
        "log",
        "disk",
    ],
)
def test_nobody_finds_a_word_anywhere_else(lived: Lived, place: str) -> None:
    assert lived.left[place]
    found = {name: betrayed(each) for name, each in lived.left[place].items()}
    assert {name: each for name, each in found.items() if each} == {}


def test_words_in_the_wrong_place_are_refused_and_strangers_told_nothing(lived: Lived) -> None:
    blunders = {each[:3] for each in lived.left["answers to blunders"].values()}
    had_already = {b"409"}  # emergency access to what one may read, whatever is said in the body
    assert blunders <= {b"400", b"404", b"405"} | had_already
    assert {each[:3] for each in lived.left["answers to strangers"].values()} == {b"404"}


def test_what_is_searched_holds_what_is_no_secret(lived: Lived) -> None:
    everything = {place: b"".join(each.values()) for place, each in lived.left.items()}
    assert b"case.DecisionMade" in everything["tables"]
    assert b"case.DecisionMade" in everything["disk"]
    assert b"residential_institution" in everything["feeds"]
    assert b'"route": "/v1/cases/{caseId}/decisions"' in everything["log"]
    assert {*PACKAGES} <= {place.service for place in PLACES}


@pytest.mark.parametrize("hidden", ["words", "number"])
def test_a_marker_is_found_however_it_hides(hidden: str) -> None:
    marker = f"{PREFIX}0042" if hidden == "words" else f"{NUMBER}042"
    assert betrayed(b"Freja") == []
    for before in ("", "a", "ab"):
        sealed = f"{before}{marker} and so on".encode()
        assert betrayed(sealed)
        assert betrayed(b64encode(sealed))
        assert betrayed(sealed.hex().encode())
