"""What may be seen of the whole house, by whom, and how little: figures, positions, emergencies.

Everything else is of one's own cases only (`test_no_answer_tells.py`).
"""

import json
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import get_args
from uuid import uuid4

import pytest
import pytest_asyncio

from services.gateway.read_models import FEEDS, MODELS
from services.gateway.roles import ROLES
from shared.identity import Role
from tests.database import Databases
from tests.gateway.everything import every
from tests.gateway.news import heard
from tests.gateway.people import KEY, Json, Person
from tests.gateway.test_no_answer_tells import asks_for, plain
from tests.rights import may
from tests.stack import Standing, standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
STANDS = "2024-09-02T08:00:00Z"
PERIOD = {"from": "2024-01-01", "to": "2024-09-01"}
MOST_UNTOLD = 4  # children: as few as that could be known by a figure
UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
EMERGENCY = "/v1/cases/{caseId}/emergency-accesses"


@dataclass(frozen=True)
class House:
    """A house of its own, whose clock stands."""

    stack: Standing
    known: Mapping[str, str]
    cases: list[tuple[Person, str]] = field(default_factory=list)

    async def person(self, role: str, unit: str | None = None) -> Person:
        """Somebody new, who has seen all that was done here."""
        sub = f"{role}-{uuid4().hex[:8]}"
        headers = await self.stack.as_persona(role, sub, unit)
        known = dict(self.cases[-1][0].known if self.cases else self.known)
        return Person(self.stack.client, sub, unit or "", headers, known)

    async def child(self, unit: str = "unit-1") -> tuple[Person, str]:
        """A child who is helped, and whose case somebody else of nobody's acquaintance has."""
        worker = await self.person("caseworker", unit)
        case = await worker.case_on_the_ladder()
        self.cases.append((worker, case))
        return worker, case


@pytest_asyncio.fixture(loop_scope="session")
async def house(databases: Databases) -> AsyncIterator[House]:
    async with standing(databases) as stack:
        yield House(stack, await stack.at(STANDS))


async def figures(house: House) -> dict[str, tuple[int, Json, str]]:
    """Every question that an analyst may ask, and the figures each with its period and groups."""
    analyst = await house.person("analyst")
    ways = [each for each in every(asks=True) if asks_for("analyst", each) and not each.public]
    asked: list[tuple[str, Json]] = [
        (each.at(), {}) for each in ways if not each.ids and each.operation not in OF_THEMSELVES
    ]
    asked += [("/v1/ladder-board", {"by": each}) for each in ("unit", "ageBand", "sex")]
    defined = (await analyst.get("/v1/indicators"))["items"]
    asked += [
        (f"/v1/indicators/{each['indicator']['code']}", {**PERIOD, "by": by})
        for each in defined
        for by in ("unit", "sex", "measureType")
    ]
    found = {}
    for path, query in asked:
        answer = await analyst.ask("GET", path, params=query or None)
        assert answer.status_code == 200, f"{path}: {answer.text}"
        found[f"{path} {query}"] = plain(answer)
    return found


OF_THEMSELVES = {"listLookUps", "listReports", "readMe"}  # about whoever asks, no figures


def counts(told: object) -> list[int]:
    """Every number of children or contacts in an answer."""
    match told:
        case dict():
            own = [told[each] for each in ("children", "contacts") if each in told]
            return [*own, *(one for each in told.values() for one in counts(each))]
        case list():
            return [one for each in told for one in counts(each)]
        case _:
            return []


async def test_an_analyst_is_told_of_five_children_and_of_fewer_nothing(house: House) -> None:
    await house.child()
    of_one = await figures(house)
    while len(house.cases) < MOST_UNTOLD:
        await house.child()
    of_four = await figures(house)
    assert of_four == of_one
    assert any("small-number" in str(answer) for answer in of_four.values())
    assert [each for _, _, text in of_four.values() for each in counts(json.loads(text))] == []
    await house.child("unit-2")
    of_five = await figures(house)
    told = {asked: json.loads(text) for asked, (_, _, text) in of_five.items()}
    assert {each for answer in told.values() for each in counts(answer)} == {MOST_UNTOLD + 1}
    names = {each for _, _, text in of_five.values() for each in UUIDS.findall(text)}
    assert names == set()
    assert not any("unit-2" in text for _, _, text in of_five.values())


async def test_what_is_left_of_a_total_tells_an_analyst_nothing(house: House) -> None:
    """Two children of one unit are hidden, and so are the next fewest, of another."""
    for unit, children in (("unit-1", 6), ("unit-2", 2), ("unit-3", 8)):
        for _ in range(children):
            await house.child(unit)
    analyst = await house.person("analyst")
    board = await analyst.ask("GET", "/v1/ladder-board", params={"by": "unit"})
    assert counts(board.json()["steps"]) == [16]
    assert counts(board.json()["groups"]) == [8]
    assert board.headers["Withheld"] == "small-number"
    [item] = (await analyst.get("/v1/indicators/K39", **PERIOD, by="unit"))["items"]
    [told] = item["figures"]
    assert (told["children"], [each["unit"]["code"] for each in told["groups"]]) == (16, ["unit-3"])
    flows = await analyst.get("/v1/ladder-flows", **PERIOD, by="unit")
    assert {each["unit"]["code"] for each in flows["links"]} == {"unit-3"}
    times = await analyst.get("/v1/ladder-times", **PERIOD, by="unit")
    assert {each["unit"]["code"] for each in times["steps"]} == {"unit-3"}


async def test_a_part_of_few_is_not_told_to_an_analyst(house: House) -> None:
    worker = await house.person("caseworker", "unit-1")
    worries = [await worker.notify() for _ in range(7)]
    for each in worries[:2]:
        at = f"/v1/notifications/{each}"
        await worker.tell(f"{at}/acknowledgements", {"acknowledgedOn": "2024-02-02"}, of=at)
    analyst = await house.person("analyst")
    analyst.known = dict(worker.known)
    answer = await analyst.ask("GET", "/v1/indicators/K51", params=PERIOD)
    [told] = answer.json()["items"][0]["figures"]
    assert [told[each] for each in ("value", "part", "whole", "children")] == [None, None, 7, 7]
    assert told["withheld"]["code"] == answer.headers["Withheld"] == "small-number"
    leader = await house.person("leader", "unit-1")
    leader.known = dict(worker.known)
    [told] = (await leader.get("/v1/indicators/K51", **PERIOD))["items"][0]["figures"]
    assert (told["part"], told["withheld"]) == (2, None)


TOO_FINE: list[tuple[str, Json, set[str]]] = [
    ("/v1/indicators/K13", {**PERIOD, "by": ["unit", "sex"]}, {"by"}),
    ("/v1/indicators/K13", {"from": "2024-01-02", "to": "2024-02-02"}, {"from", "to"}),
    ("/v1/indicators", {"from": "2024-01-01", "to": "2024-02-02"}, {"to"}),
    ("/v1/ladder-board", {"by": ["unit", "sex"]}, {"by"}),
    ("/v1/ladder-flows", {**PERIOD, "to": "2024-08-31", "by": ["unit", "sex"]}, {"to", "by"}),
    ("/v1/ladder-times", {**PERIOD, "from": "2024-01-31"}, {"from"}),
    ("/v1/counselling-contacts", {"from": "2024-01-31"}, {"from"}),
]


async def test_an_analyst_asks_no_finer_than_can_be_answered(house: House) -> None:
    analyst, leader = await house.person("analyst"), await house.person("leader", "unit-1")
    for path, asked, where in TOO_FINE:
        answer = await analyst.ask("GET", path, params=asked)
        assert answer.status_code == 400, path
        assert {each["pointer"] for each in answer.json()["errors"]} == where
        assert (await leader.ask("GET", path, params=asked)).status_code == 200, path
    asked = {"from": "2024-01-02", "to": "2024-02-01"}
    refused = await analyst.ask("POST", "/v1/reports", json=asked, headers={KEY: str(uuid4())})
    assert [each["pointer"] for each in refused.json()["errors"]] == ["from"]


async def test_an_analysts_report_holds_no_smaller_numbers_and_is_their_own(house: House) -> None:
    while len(house.cases) < MOST_UNTOLD:
        await house.child()
    analyst, other = await house.person("analyst"), await house.person("analyst")
    made = await analyst.open("/v1/reports", PERIOD)
    report = await analyst.get(f"/v1/reports/{made}")
    assert counts(report) == []
    page = await analyst.ask("GET", f"/v1/reports/{made}/page")
    printed = await analyst.ask("GET", f"/v1/reports/{made}/drawings")
    assert page.status_code == printed.status_code == 200
    assert "udeladt" in page.text
    for worker, case in house.cases:
        assert case not in page.text + json.dumps(report)
        assert worker.sub not in page.text + json.dumps(report)
    assert (await other.ask("GET", f"/v1/reports/{made}")).status_code == 404


async def test_operators_alone_see_how_far_the_house_has_come_and_it_is_numbers(
    house: House,
) -> None:
    await house.child()
    operator = await house.person("operator")
    before = await operator.get("/v1/projections")
    worker, _ = await house.child()
    operator.known = dict(worker.known)
    after = await operator.get("/v1/projections")
    assert [each["name"] for each in after["items"]] == [model.name for model in MODELS]
    for one, other in zip(before["items"], after["items"], strict=True):
        assert one.keys() == other.keys() == {"name", "reached", "parked"}
        assert one["reached"].keys() == other["reached"].keys() <= {*FEEDS}
        assert all(one["reached"][feed] <= at for feed, at in other["reached"].items())
        assert one["parked"] == other["parked"] == []
    assert UUIDS.findall(json.dumps(after)) == []
    for role in ROLES - {"operator"}:
        asked = await (await house.person(role)).ask("GET", "/v1/projections")
        assert asked.status_code == 403, role


async def test_an_operator_reads_what_was_asked_in_the_house_but_not_by_whom_about_whom(
    house: House,
) -> None:
    worker, case = await house.child()
    await worker.get(f"/v1/cases/{case}")
    operator = await house.person("operator")
    found = await operator.items("/v1/read-log")
    assert "readCase" in {each["operation"] for each in found}
    hidden = ("subject", "role", "unit", "purpose", "emergencyAccessId")
    assert {each[name] for each in found for name in hidden} == {None}
    assert [each["caseIds"] for each in found if each["caseIds"]] == []
    said = json.dumps([{**each, "traceId": ""} for each in found])
    assert UUIDS.findall(said) == []
    assert worker.sub not in said
    for asked in ({"caseId": case}, {"subject": worker.sub}):
        answer = await operator.ask("GET", "/v1/read-log", params=asked)
        assert answer.status_code == 403


async def let_in(person: Person, case: str) -> tuple[int, Json, str]:
    """An emergency; the answer without what names the access that it made."""
    body = {"reason": "Nobody of her unit answers.", "hours": 2}
    path = EMERGENCY.format(caseId=case)
    answer = await person.ask("POST", path, json=body, headers={KEY: str(uuid4())})
    status, headers, text = plain(answer)
    made = answer.json().get("id", "")
    unlike = {"consistency-token", "content-length"}
    kept = {name: said for name, said in headers.items() if name not in unlike}
    told = json.dumps(kept).replace(case, "CASE").replace(made or case, "ACCESS")
    return status, json.loads(told), text.replace(case, "CASE").replace(made or case, "ACCESS")


async def test_an_emergency_tells_that_there_is_a_case_and_nothing_of_it(house: House) -> None:
    """Two cases that differ in everything are answered alike; a confidential one is not there."""
    _, rich = await house.child()
    worker = await house.person("caseworker", "unit-3")
    poor, hidden = await worker.open_case(), await worker.open_case()
    house.cases.append((worker, poor))
    await heard(house.stack, "case", hidden, "ConfidentialityChanged", id=str(uuid4()),
                level="restricted", subjects=[], sinceOn="2024-04-01")  # fmt: skip
    stranger = await house.person("caseworker", "unit-9")
    of_rich, of_poor = await let_in(stranger, rich), await let_in(stranger, poor)
    assert of_rich == of_poor
    assert of_rich[0] == 201
    assert json.loads(of_rich[2]).keys() == {"id", "version", "warnings"}
    of_hidden, of_nothing = await let_in(stranger, hidden), await let_in(stranger, str(uuid4()))
    assert of_hidden == of_nothing
    assert of_hidden[0] == 404
    for role in get_args(Role):
        person = await house.person(role, "unit-8")
        status, _, _ = await let_in(person, rich)
        assert (status == 201) == may(role, "POST", EMERGENCY) == (role in WHO), role


WHO: frozenset[Role] = frozenset({"caseworker", "leader"})
