"""Names come with every list of children, in one more question, for whoever may read them."""

import pytest

from services.gateway.masks import Masks
from services.gateway.rights import Rights
from tests.gateway.conftest import Somebody
from tests.gateway.everything import DOCUMENT, expansions
from tests.gateway.people import Person

pytestmark = pytest.mark.asyncio(loop_scope="session")
CHILD = {"name": "Freja Prøve", "bornOn": "2012-04-14", "sex": "female"}
QUARTER = {"from": "2024-01-01", "to": "2024-04-01"}
NAMING = {
    described["operationId"]
    for item in DOCUMENT["paths"].values()
    for described in item.values()
    if "child" in expansions(described).split(",")
}


async def test_names_are_of_those_who_may_read_identities_wherever_they_can_be_had() -> None:
    sections = Masks.read(Rights.read()).sections
    assert {"listLadderPeriods", "listMovements", "listIndicatorCases"} < NAMING
    assert {each: sections[each].get("child") for each in NAMING} == dict.fromkeys(
        NAMING, "identity"
    )


async def test_the_lists_behind_numbers_say_whose_they_are_when_that_is_asked(
    caseworker: Person, somebody: Somebody
) -> None:
    case = await caseworker.open_case()
    at = f"/v1/cases/{case}"
    await caseworker.tell(f"{at}/identity", CHILD, of=at, method="PUT")
    await caseworker.move(case, "2024-03-01")
    leader = await somebody("leader")
    leader.known = caseworker.known
    every = (await leader.get("/v1/indicators", **QUARTER))["items"]
    figures = [f"/v1/indicators/{each['indicator']['code']}/cases" for each in every]
    named = dict[str, set[str | None]]()
    for path in ("/v1/ladder-periods", *figures):
        asked = QUARTER if path in figures else {}
        plain = await leader.items(path, **asked)
        assert {each["child"] for each in plain} <= {None}
        page = await leader.get(path, **asked, expand="child")
        assert page["missing"] == []
        assert [each["caseId"] for each in page["items"]] == [each["caseId"] for each in plain]
        named[path] = {each["child"] for each in page["items"]}
    shown = {path: names for path, names in named.items() if names}
    assert shown.keys() > {"/v1/ladder-periods"}
    assert set[str | None]().union(*shown.values()) == {CHILD["name"]}
