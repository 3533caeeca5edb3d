"""Logins, the panel and a case that is kept to a few, recorded through the gateway."""

import pytest

from tests.gateway.conftest import Somebody
from tests.gateway.people import Person

pytestmark = pytest.mark.asyncio(loop_scope="session")
MOTHER = {"relation": "mother", "custodian": True, "name": "Ida Prøve", "validFrom": "2010-01-01"}


async def test_a_login_has_an_id_of_its_own_under_which_it_is_read_and_ended(
    caseworker: Person, case: str
) -> None:
    at = f"/v1/cases/{case}"
    party = (await caseworker.tell(f"{at}/people", MOTHER, of=at))["id"]
    link = {"subject": "s-1", "validFrom": "2024-02-01"}
    login = await caseworker.tell(f"{at}/people/{party}/logins", link, of=at)
    assert login["id"] != party
    [read] = (await caseworker.get(f"{at}/logins/{login['id']}"))["items"]
    assert (read["data"]["partyId"], read["data"]["relation"]) == (party, "mother")
    await caseworker.tell(f"{at}/logins/{login['id']}/ends", {"endedOn": "2024-02-02"}, of=at)
    kinds = [each["kind"] for each in (await caseworker.get(f"{at}/logins/{login['id']}"))["items"]]
    assert kinds == ["case.LoginLinked", "case.LoginEnded"]


async def test_a_location_says_where_the_login_is(caseworker: Person, case: str) -> None:
    at = f"/v1/cases/{case}"
    party = (await caseworker.tell(f"{at}/people", MOTHER, of=at))["id"]
    sent = {"If-Match": await caseworker.version(at)}
    body = {"subject": "s-2", "validFrom": "2024-02-01"}
    answer = await caseworker.ask("POST", f"{at}/people/{party}/logins", json=body, headers=sent)
    assert answer.headers["Location"] == f"{at}/logins/{answer.json()['id']}"
    assert (await caseworker.ask("GET", answer.headers["Location"])).status_code == 200


async def test_a_leader_keeps_a_case_to_a_few_and_a_caseworker_asks_the_panel(
    caseworker: Person, case: str, somebody: Somebody
) -> None:
    leader = await somebody("leader")
    at = f"/v1/cases/{case}"
    item = {"raisedOn": "2024-02-01", "question": "Is there a place?"}
    raised = (await caseworker.tell(f"{at}/panel-items", item, of=at))["id"]
    answer = {"concludedOn": "2024-02-01", "outcome": "returned", "words": "What does she want?"}
    await caseworker.tell(f"{at}/panel-items/{raised}/conclusions", answer, of=at)
    kept = {
        "level": "restricted", "subjects": [caseworker.sub, leader.sub], "sinceOn": "2024-02-01",
        "reason": "Her mother works here.",
    }  # fmt: skip
    leader.known = caseworker.known
    level = await leader.tell(f"{at}/confidentiality-levels", kept, of=at)
    [told] = (await leader.get(f"{at}/confidentiality-levels/{level['id']}"))["items"]
    assert told["data"]["reason"] == "Her mother works here."
    sent = {"If-Match": await caseworker.version(at)}
    refused = await caseworker.ask("POST", f"{at}/confidentiality-levels", json=kept, headers=sent)
    assert refused.status_code == 403
