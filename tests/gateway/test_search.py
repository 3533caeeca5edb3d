"""Cases are found by name, number and day of birth: of those one may see, and no word is kept."""

from collections.abc import Iterator

import pytest
import pytest_asyncio
from psycopg import sql

from services.gateway.tables import metadata
from tests.database import queried
from tests.gateway.conftest import Somebody
from tests.gateway.people import OPENED, Json, Person
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
SEARCH = "/v1/cases/_search"
BIRTH = "2011-05-06"


async def child(caseworker: Person, name: str, cpr: str, mother: str = "Inger Vold") -> str:
    case = await caseworker.open_case()
    at = f"/v1/cases/{case}"
    identity = {"name": name, "cpr": cpr, "bornOn": BIRTH, "sex": "female"}
    await caseworker.tell(f"{at}/identity", identity, of=at, method="PUT")
    around = {"relation": "mother", "custodian": True, "name": mother, "validFrom": OPENED}
    await caseworker.tell(f"{at}/people", around, of=at)
    return case


async def search(person: Person, **wanted: object) -> list[Json]:
    answer = await person.ask("POST", SEARCH, json=wanted)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    found: list[Json] = answer.json()["items"]
    return found


async def names(person: Person, **wanted: object) -> list[str]:
    return [each["child"] for each in await search(person, **wanted)]


@pytest.fixture
def cprs() -> Iterator[str]:
    """Replacement numbers of children born that day, each checked by nobody."""
    return (f"6605114{number:03}" for number in range(2, 1000, 2))


@pytest_asyncio.fixture(loop_scope="session")
async def known(caseworker: Person, cprs: Iterator[str]) -> Person:
    """A caseworker with three children, whose mothers have names too."""
    for name, mother in (
        ("Øde Sandbæk", "Ane Sandbæk"),
        ("Åse Sandbek", "Zita Holm"),
        ("Zofie Sandbæk", "Christina Møller"),
    ):
        await child(caseworker, name, next(cprs), mother)
    return caseworker


async def test_a_child_is_found_by_its_name_and_those_that_fit_best_come_first(
    known: Person,
) -> None:
    assert await names(known, name="Zofie Sandbæk") == ["Zofie Sandbæk"]
    found = await search(known, name="sandbæk")
    assert [each["child"] for each in found] == ["Zofie Sandbæk", "Øde Sandbæk", "Åse Sandbek"]
    assert [max(each["score"] for each in one["matches"]) for one in found] == [1, 1, 0.6]


async def test_what_sounds_alike_or_is_mistyped_is_found_too(known: Person) -> None:
    assert await names(known, name="Sofie") == ["Zofie Sandbæk"]
    [found] = await search(known, name="kristina moeller")
    [match] = found["matches"]
    assert (match["name"], match["relation"]["code"]) == ("Christina Møller", "mother")
    assert match["score"] == 0.8


async def test_a_line_of_text_is_a_name_a_number_and_a_day(known: Person) -> None:
    assert await names(known, text="Sofie 6/5 2011") == []
    assert await names(known, text="Sofie 6/5-2011") == ["Zofie Sandbæk"]
    assert await names(known, text="Zofie 2011-05-06") == ["Zofie Sandbæk"]
    assert await names(known, text="Zofie 2011-05-07") == []
    assert await names(known, text="660511-4002") == ["Øde Sandbæk"]
    assert await names(known, cpr="6605114004") == ["Åse Sandbek"]
    assert len(await names(known, bornOn=BIRTH)) == 3
    assert await names(known, text="32/13/2011", bornOn="1990-01-01") == []


async def test_a_renamed_child_is_found_by_its_new_name_alone(known: Person) -> None:
    [found] = await search(known, name="Zofie")
    at = f"/v1/cases/{found['line']['caseId']}"
    identity = {"name": "Signe Lyng", "bornOn": BIRTH, "sex": "female"}
    await known.tell(f"{at}/identity", identity, of=at, method="PUT")
    assert await names(known, name="Zofie") == []
    assert await names(known, name="Signe") == ["Signe Lyng"]


async def test_nobody_finds_what_is_not_theirs(known: Person, somebody: Somebody) -> None:
    stranger = await somebody("caseworker", "unit-elsewhere")
    stranger.known = dict(known.known)
    assert await search(stranger, name="Sandbæk") == []
    assert await search(stranger, cpr="6605114002") == []
    leader = await somebody("leader")
    leader.known = dict(known.known)
    assert len(await search(leader, name="Sandbæk")) == 3
    notifier = await somebody("notifier")
    assert (await notifier.ask("POST", SEARCH, json={"name": "Sandbæk"})).status_code == 403


async def test_more_than_were_asked_for_is_said(known: Person) -> None:
    answer = (await known.ask("POST", SEARCH, json={"name": "Sandbæk", "limit": 1})).json()
    assert (len(answer["items"]), answer["more"]) == (1, True)


async def test_a_closed_case_is_found_when_asked_for(known: Person) -> None:
    [found] = await search(known, name="Øde")
    at = f"/v1/cases/{found['line']['caseId']}"
    await known.tell(f"{at}/closures", {"closedOn": "2024-06-01", "reason": "needs_ended"}, of=at)
    assert await names(known, name="Øde") == []
    assert await names(known, name="Øde", closed=True) == ["Øde Sandbæk"]


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"name": "   "},
        {"cpr": "12345"},
        {"limit": 0, "name": "a"},
        {"name": "x" * 201},
        {"q": "a"},
    ],
)
async def test_a_question_that_is_none_is_told_so_without_repeating_it(
    caseworker: Person, wanted: Json
) -> None:
    answer = await caseworker.ask("POST", SEARCH, json=wanted)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input")


async def test_no_name_is_in_an_index(stack: Standing, known: Person) -> None:
    assert await names(known, name="Zofie") == ["Zofie Sandbæk"]
    indexed = str(await queried(stack.dsns["case"], "SELECT n::text FROM names n"))
    assert "(" in indexed
    assert "Sandb" not in indexed
    for table in map(sql.Identifier, metadata.tables):
        rows = sql.SQL("SELECT t::text FROM {} t").format(table)
        assert "Sandb" not in str(await queried(stack.dsns["gateway"], rows))
