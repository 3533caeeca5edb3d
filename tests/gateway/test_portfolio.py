"""The portfolio through the gateway: what meets a need, where there is room, and who may know."""

from uuid import uuid4

import pytest

from tests.gateway.conftest import Somebody
from tests.gateway.people import KEY, Json, Person, counselling

pytestmark = pytest.mark.asyncio(loop_scope="session")
HELP = {
    "kind": "early_support", "name": "Huset ved Åen", "capacity": 1, "openedOn": "2015-01-01",
    "measureTypes": ["open_counselling", "consultant_family"],
}  # fmt: skip
FAMILY = {
    "kind": "foster_family_general", "name": "Familien Prøve", "provider": "carer-1",
    "capacity": 2, "openedOn": "2020-01-01", "measureTypes": ["foster_general", "respite"],
}  # fmt: skip


@pytest.fixture
def provider() -> str:
    """A provider that nobody else has anything of."""
    return f"provider-{uuid4().hex[:8]}"


async def opened(person: Person, body: Json, **more: object) -> str:
    return await person.open("/v1/provisions", body | more)


async def found(person: Person, **asked: object) -> list[Json]:
    return await person.items("/v1/provisions", **asked)


async def change(person: Person, provision: str, what: str, body: Json) -> Json:
    at = f"/v1/provisions/{provision}"
    return await person.tell(f"{at}/{what}", body, of=at)


async def helped(person: Person, provision: str, on: str) -> Json:
    """A child of the person's gets a place."""
    case = await person.open_case()
    body = counselling(on)
    body["starts"][0]["provisionId"] = provision
    done = await person.tell(f"/v1/cases/{case}/moves", body, of=f"/v1/cases/{case}/ladder")
    return {**done, "case": case}


async def test_what_is_opened_is_found_at_once_by_everybody_and_its_name_is_read_there(
    somebody: Somebody, provider: str
) -> None:
    leader, stranger = await somebody("leader"), await somebody("caseworker", "unit-9")
    provision = await opened(leader, HELP, provider=provider, needs=["school_absence"])
    [line] = await found(leader, provider=provider)
    assert (line["id"], line["free"], line["kind"]) == (provision, 1, "early_support")
    assert "name" not in line
    stranger.known = leader.known
    read = await stranger.get(f"/v1/provisions/{provision}")
    assert read["name"] == "Huset ved Åen"
    assert read["needs"] == [
        {"code": "school_absence", "da": "Skolefravær", "en": "School absence"}
    ]


async def test_a_place_is_taken_by_a_measure_and_given_up_when_it_ends(
    caseworker: Person, provider: str
) -> None:
    provision = await opened(caseworker, HELP, provider=provider)
    first = await helped(caseworker, provision, "2024-03-01")
    assert first["warnings"] == []
    second = await helped(caseworker, provision, "2024-04-01")
    assert [each["rule"] for each in second["warnings"]] == ["place-free-at-provision"]
    days = {
        day: (await found(caseworker, provider=provider, validAt=day))[0]["free"]
        for day in ("2024-02-29", "2024-03-01", "2024-04-01")
    }
    assert days == {"2024-02-29": 1, "2024-03-01": 0, "2024-04-01": -1}
    at = f"/v1/cases/{second['case']}"
    [measure] = (await caseworker.get(f"{at}/ladder"))["measures"]
    assert (measure["provisionId"], measure["provider"]) == (provision, provider)
    over = {
        "effectiveOn": "2024-05-01", "rationale": "It is enough.",
        "ends": [{"measureId": measure["id"], "reason": "goals_met"}],
    }  # fmt: skip
    await caseworker.tell(f"{at}/moves", over, of=f"{at}/ladder")
    [line] = await found(caseworker, provider=provider, validAt="2024-05-01")
    assert (line["taken"], line["free"]) == (1, 0)
    assert await found(caseworker, provider=provider, validAt="2024-05-01", free=True) == []
    assert (await caseworker.get(f"/v1/provisions/{provision}", validAt="2024-04-30"))["taken"] == 2


async def test_it_is_searched_by_need_age_step_type_and_room(
    caseworker: Person, provider: str
) -> None:
    ours = {"provider": provider}
    light = await opened(caseworker, HELP, **ours, needs=["school_absence", "crime"])
    house = await opened(
        caseworker, HELP, **ours, kind="own_institution", needs=["crime"], ageFrom=12, ageTo=17,
        measureTypes=["residential_institution"], methods=["milieu_therapy"], capacity=0,
    )  # fmt: skip

    async def ids(**asked: object) -> list[str]:
        return [each["id"] for each in await found(caseworker, **ours, **asked)]

    assert await ids(step="T6") == [house, light]  # the highest first
    assert await ids(step="T4") == [light]
    assert await ids(step="T2") == [light]
    assert await ids(step="T1", measureType="consultant_family") == []
    assert await ids(step="T3", definition="copenhagen@1") == [light]
    assert await ids(measureType="residential_institution") == [house]
    assert await ids(need="crime", age=11) == [light]
    assert await ids(need=["crime", "school_absence"]) == [light]
    assert await ids(method="milieu_therapy") == [house]
    assert await ids(age=17) == [house, light]
    assert await ids(free=True) == [light]
    assert await ids(validAt="2014-12-31") == []


async def test_capacity_price_and_description_hold_from_their_days(
    caseworker: Person, provider: str
) -> None:
    provision = await opened(caseworker, HELP, provider=provider)
    await change(caseworker, provision, "capacity-changes",
                 {"capacity": 3, "changedOn": "2024-03-01"})  # fmt: skip
    await change(caseworker, provision, "prices", {"fromOn": "2024-01-01", "dkkPerDay": 900})
    await change(caseworker, provision, "prices", {"fromOn": "2024-07-01", "dkkPerDay": 950})
    told = {
        day: (line["capacity"], line["dkkPerDay"])
        for day in ("2023-12-31", "2024-03-01", "2024-07-01")
        for line in await found(caseworker, provider=provider, validAt=day)
    }
    assert told == {"2023-12-31": (1, None), "2024-03-01": (3, 900), "2024-07-01": (3, 950)}
    anew = {
        "describedOn": "2024-03-01", "measureTypes": ["open_counselling"], "needs": ["trauma"],
    }  # fmt: skip
    await change(caseworker, provision, "descriptions", anew)
    [line] = await found(caseworker, provider=provider, need="trauma")
    assert line["measureTypes"] == ["open_counselling"]
    await change(caseworker, provision, "closures", {"closedOn": "2024-12-01"})
    assert await found(caseworker, provider=provider, validAt="2024-12-01") == []
    assert len(await found(caseworker, provider=provider, validAt="2024-11-30")) == 1


async def test_a_carers_home_is_its_own_unit_s_to_find_read_change_and_place_in(
    somebody: Somebody, caseworker: Person, unit: str, provider: str
) -> None:
    home = await opened(caseworker, FAMILY, provider=provider, unit=unit)
    assert [each["id"] for each in await found(caseworker, provider=provider)] == [home]
    stranger = await somebody("caseworker", "unit-9")
    stranger.known = caseworker.known
    assert await found(stranger, provider=provider) == []
    at = f"/v1/provisions/{home}"
    assert (await stranger.ask("GET", at)).status_code == 404
    price = {"fromOn": "2024-01-01", "dkkPerDay": 1}
    headers = {KEY: str(uuid4()), "If-Match": '"1"'}
    answer = await stranger.ask("POST", f"{at}/prices", json=price, headers=headers)
    assert answer.status_code == 404
    case = await stranger.open_case()
    body = counselling("2024-03-01")
    body["starts"][0]["provisionId"] = home
    match = await stranger.version(f"/v1/cases/{case}/ladder")
    asked = {KEY: str(uuid4()), "If-Match": match}
    answer = await stranger.ask("POST", f"/v1/cases/{case}/moves", json=body, headers=asked)
    assert answer.status_code == 404


async def test_kin_are_found_by_who_may_see_the_child_and_by_nobody_else(
    somebody: Somebody, caseworker: Person, case: str, unit: str, provider: str
) -> None:
    kin = FAMILY | {"kind": "kinship_carer", "measureTypes": ["kinship_care"]}
    carer = await opened(caseworker, kin, provider=provider, unit=unit, caseId=case)
    [line] = await found(caseworker, provider=provider)
    assert (line["id"], line["caseId"]) == (carer, case)
    colleague = await somebody("caseworker")
    colleague.known = caseworker.known
    assert await found(colleague, provider=provider) == []
    assert (await colleague.ask("GET", f"/v1/provisions/{carer}")).status_code == 404
    mine = {KEY: str(uuid4())}
    of_mine = kin | {"provider": provider, "unit": unit, "caseId": case}
    answer = await colleague.ask("POST", "/v1/provisions", json=of_mine, headers=mine)
    assert answer.status_code == 404  # the child is not theirs to know of


async def test_a_provision_that_breaks_the_lists_is_refused_in_both_languages(
    caseworker: Person,
) -> None:
    wrong = HELP | {"provider": "p", "needs": ["moonlight"], "ageFrom": 9, "ageTo": 3}
    answer = await caseworker.ask("POST", "/v1/provisions", json=wrong, headers={KEY: str(uuid4())})
    assert answer.status_code == 409
    unmet = answer.json()["unmet"]
    assert {each["rule"] for each in unmet} == {"provision-codes-listed", "ages-in-order"}
    assert all(each["da"] and each["en"] for each in unmet)
    codes = await caseworker.get("/v1/provision-codes")
    assert "family_house" in {each["code"] for each in codes["kinds"]}
    assert {"dua", "pmto", "mst", "mtfc", "pals"} <= {each["code"] for each in codes["methods"]}


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"step": "T9"}, 404),
        ({"definition": "moon@1"}, 404),
        ({"age": 99}, 400),
        ({"cursor": "x"}, 400),
        ({"step": "T" * 11}, 400),
    ],
)
async def test_what_cannot_be_searched_for_says_so(
    caseworker: Person, asked: Json, status: int
) -> None:
    answer = await caseworker.ask("GET", "/v1/provisions", params=asked)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
