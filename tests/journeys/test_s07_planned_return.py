"""S07: a boy comes home, goes back for four weeks as had been agreed, and comes home again.

Given the scenario's dates, lived through the gateway's HTTP, every test says one thing that is
then true. What must precede it (a case, a conversation, consent, decisions) is kept short.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Gone, Json
from deploy.demo.expected import days, due, told
from tests.database import Databases
from tests.stack import speaking

PLACED, HOME, AWAY, BACK = "2017-12-01", "2018-06-01", "2018-08-17", "2018-09-14"
LAST_DAYS = ("2018-11-30", "2018-12-01")
INSTITUTION, SUPPORT = "residential_institution", "home_support"


@dataclass(frozen=True)
class Lived:
    """The story, lived: his case, and what ran in it."""

    gateway: Gateway
    at: str
    option: str
    support: str

    def happened(self) -> dict[str, list[tuple[str, str]]]:
        """By its kind, the day of everything, and when it was recorded."""
        found: dict[str, list[tuple[str, str]]] = {}
        for each in self.gateway.everything(f"{self.at}/timeline"):
            told = (each["happenedOn"], each["recordedAt"])
            found.setdefault(each["kind"]["code"], []).append(told)
        return found

    def listed(self, what: str) -> list[Json]:
        return self.gateway.everything(f"/v1/{what}", caseId=self.at.rpartition("/")[2])


def known_and_decided(gateway: Gateway) -> tuple[str, dict[str, str]]:
    """A case with a mother who consents, a boy who is heard, and two decisions that cannot wait."""
    gateway.at(f"{PLACED}T08:00:00Z")
    gateway.as_persona("caseworker")
    opening = {"unit": "unit-1", "openedOn": PLACED, "awareOn": PLACED}
    at = f"/v1/cases/{gateway.open('/v1/cases', opening)}"
    boy = {"name": "Villads Prøve", "bornOn": "2003-10-10", "sex": "male"}
    gateway.tell(f"{at}/identity", boy, method="PUT")
    mother = {"relation": "mother", "name": "Ida Prøve", "custodian": True, "validFrom": PLACED}
    party = gateway.tell(f"{at}/people", mother)["id"]
    heard = {"heldOn": PLACED, "purpose": "decision", "views": "He wants to be left in peace."}
    gateway.tell(f"{at}/child-conversations", heard)
    consent = {"givenOn": PLACED, "measureTypes": [INSTITUTION, SUPPORT], "purpose": "Calm."}
    gateway.tell(f"{at}/consents", {**consent, "partyId": party})
    decisions = {
        kind: gateway.tell(
            f"{at}/decisions",
            {
                "decidedOn": PLACED, "regime": "SEL", "section": section, "measureTypes": [kind],
                "purpose": "Calm.", "expectedMonths": 12, "reasons": "It cannot wait.",
                "acute": True,
            },
        )["id"]
        for kind, section in ((INSTITUTION, "52(3)7"), (SUPPORT, "52(3)2"))
    }  # fmt: skip
    return at, decisions


def running(gateway: Gateway, at: str) -> dict[str, str]:
    """What runs now, by its type."""
    measures = gateway.get(f"{at}/ladder")["measures"]
    return {each["measureType"]["code"]: each["id"] for each in measures}


def starting(kind: str, decision: str) -> Json:
    return {"measureType": kind, "decisionId": decision, "plannedEndOn": "2019-06-01"}


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given the whole of S07."""
    with speaking(databases) as gateway:
        at, decisions = known_and_decided(gateway)
        first = [starting(INSTITUTION, decisions[INSTITUTION])]
        gateway.tell(f"{at}/moves", {"effectiveOn": PLACED, "starts": first, "rationale": "Now."})
        gateway.at(f"{HOME}T08:00:00Z")
        left = running(gateway, at)[INSTITUTION]
        gateway.tell(
            f"{at}/moves",
            {
                "effectiveOn": HOME,
                "ends": [{"measureId": left, "reason": "goals_met"}],
                "starts": [starting(SUPPORT, decisions[SUPPORT])],
                "rationale": "Home again.",
            },
        )
        option = gateway.tell(
            f"{at}/return-options",
            {
                "measureId": left, "setOn": HOME, "validUntilOn": "2018-12-01",
                "conditions": "In unrest at home, for some weeks.",
            },
        )["id"]  # fmt: skip
        support = running(gateway, at)[SUPPORT]
        gateway.at(f"{AWAY}T08:00:00Z")
        gateway.tell(
            f"{at}/return-options/{option}/activations",
            {"effectiveOn": AWAY, "plannedEndOn": BACK, "rationale": "Unrest at home."},
        )
        gateway.at(f"{BACK}T08:00:00Z")
        stay = running(gateway, at)[INSTITUTION]
        over = {"measureId": stay, "reason": "planned_end"}
        gateway.tell(f"{at}/moves", {"effectiveOn": BACK, "ends": [over], "rationale": "Calm."})
        gateway.at("2018-12-03T08:00:00Z")
        yield Lived(gateway, at, option, support)


def test_he_stood_on_three_then_six_for_four_weeks_then_three(lived: Lived) -> None:
    way = [
        (each["step"]["code"], each["validFrom"], each["validTo"])
        for each in lived.listed("ladder-periods")
    ]
    assert way == [
        ("T6", PLACED, HOME),
        ("T3", HOME, AWAY),
        ("T6", AWAY, BACK),
        ("T3", BACK, None),
    ]


def test_up_three_and_down_three_are_told_apart_as_a_planned_return(lived: Lived) -> None:
    found = [
        (each["movedOn"], each["size"], each["plannedReturn"])
        for each in lived.listed("movements")
        if each["kind"]["code"].startswith("step_")
    ]
    assert found == [(HOME, -3, False), (AWAY, 3, True), (BACK, -3, True)]


def test_the_stay_is_a_planned_return_on_the_way_itself(lived: Lived) -> None:
    periods = lived.listed("ladder-periods")
    assert [each["plannedReturn"] for each in periods] == [False, False, True, False]


def test_the_extra_stay_was_28_days_and_no_place_broke_down(lived: Lived) -> None:
    [stay] = [each for each in lived.listed("ladder-periods") if each["plannedReturn"]]
    assert days(stay) == 28
    happened = lived.happened()
    assert "SiteChanged" not in happened


def test_its_last_day_was_noticed_by_the_clock_two_days_later(lived: Lived) -> None:
    [(on, recorded_at)] = lived.happened()["ReturnOptionExpired"]
    assert (on, recorded_at[:10]) == ("2018-12-01", "2018-12-03")


def test_the_flows_of_that_autumn_tell_both_ways_apart_as_planned(lived: Lived) -> None:
    window = {"from": "2018-08-01", "to": "2018-10-01"}
    links = lived.gateway.get("/v1/ladder-flows", **window)["links"]
    told = [(each["source"]["code"], each["target"]["code"], each["moves"], each["plannedReturns"])
            for each in links]  # fmt: skip
    assert told == [("T3", "T6", 0, 1), ("T6", "T3", 0, 1)]


def test_the_stay_starts_no_clock_of_its_own_and_moves_no_other(lived: Lived) -> None:
    first = due(lived.listed("agenda"), "D14")
    assert [told(each)[0] for each in first] == ["2018-03-01", "2018-09-01"]
    assert due(lived.listed("agenda"), "D14", lived.support)[0]["dueOn"] == "2018-09-01"


def test_after_its_last_day_the_option_can_no_longer_be_used(lived: Lived) -> None:
    late = {"effectiveOn": "2018-12-01", "plannedEndOn": "2018-12-20", "rationale": "Again."}
    with pytest.raises(Gone, match="return-option-valid"):
        lived.gateway.tell(f"{lived.at}/return-options/{lived.option}/activations", late)


def test_what_kinship_care_would_take_is_explained_by_the_rules_that_would_decide_it(
    lived: Lived,
) -> None:
    explained = lived.gateway.get(f"{lived.at}/ladder/explanation", target="T4")
    [kinship] = explained["options"]
    assert {each["rule"] for each in kinship["unmet"]} == {"decision-covers-measure"}
    assert {each["rule"] for each in kinship["warnings"]} == {
        "alternatives-considered", "coordinator-for-parallel-measures",
        "decision-duration-not-over", "exit-plan-from-day-one", "goals-answered",
    }  # fmt: skip
    assert all(each["da"] and each["en"] and each["source"] for each in kinship["met"])


def test_while_it_lasts_the_option_is_shown_and_afterwards_it_is_not(lived: Lived) -> None:
    ladders = [lived.gateway.get(f"{lived.at}/ladder", validAt=day) for day in LAST_DAYS]
    shown = [[each["id"] for each in ladder["returnOptions"]] for ladder in ladders]
    assert shown == [[lived.option], []]
