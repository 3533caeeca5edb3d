"""A number that was recorded wrongly points to no other case any more."""

import pytest

from tests.gateway.people import Json, Person

pytestmark = pytest.mark.asyncio(loop_scope="session")

GIRL = {"name": "Alma Prøve", "bornOn": "2015-04-03", "sex": "female"}


async def identified(caseworker: Person, case: str, cpr: str) -> Json:
    at = f"/v1/cases/{case}"
    return await caseworker.tell(f"{at}/identity", {**GIRL, "cpr": cpr}, of=at, method="PUT")


@pytest.mark.parametrize("retracted", [False, True], ids=["corrected", "retracted"])
async def test_a_number_that_was_wrong_warns_of_no_second_case(
    caseworker: Person,
    case: str,
    retracted: bool,  # noqa: FBT001 - a column of the table
) -> None:
    number, right = ("6304151234", "6304151242") if retracted else ("6304152222", "6304152230")
    other = await caseworker.open_case()
    await identified(caseworker, other, number)
    told = await identified(caseworker, case, number)
    assert [each["rule"] for each in told["warnings"]] == ["one-case-for-each-child"]
    at = f"/v1/cases/{case}"
    assert (await caseworker.get(f"{at}/duplicates"))["caseIds"] == [other]
    body: Json = {
        "recordKind": "ChildIdentified", "recordId": told["id"], "correctedOn": "2024-02-01",
        "reason": "Another girl of that name.",
    }  # fmt: skip
    body |= {"retracted": True} if retracted else {"instead": {**GIRL, "cpr": right}}
    await caseworker.tell(f"{at}/corrections", body, of=at)
    assert (await caseworker.get(f"{at}/duplicates"))["caseIds"] == []
    assert (await caseworker.get(f"/v1/cases/{other}/duplicates"))["caseIds"] == []
