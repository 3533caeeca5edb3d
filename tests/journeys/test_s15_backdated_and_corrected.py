"""S15: a follow-up is recorded two months late, and two days later its day is corrected.

Given the scenario's dates, lived through the gateway's HTTP. The same question, asked as of three
moments, has three answers, and each can be asked for again for ever.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Json
from tests.database import Databases
from tests.stack import speaking

STARTED, RECORDED, CORRECTED = "2024-11-18", "2025-04-07", "2025-04-09"
SAID, WAS, DUE = "2025-02-10", "2025-02-19", "2025-02-18"
FIRST_QUARTER = {"from": "2025-01-01", "to": "2025-04-01"}
QUARTER, BETWEEN, AFTER = "2025-03-31T22:00:00Z", "2025-04-08T22:00:00Z", "2025-04-10T22:00:00Z"


@dataclass(frozen=True)
class Lived:
    """The story, lived: the case, and its follow-up."""

    gateway: Gateway
    at: str
    follow_up: str
    report: str

    def first(self, as_of: str | None = None) -> Json:
        """The first follow-up owed, as known at a moment."""
        return self.owed("D14", as_of)[0]

    def owed(self, rule: str, as_of: str | None = None) -> list[Json]:
        asked = {"asOf": as_of} if as_of else {}
        items = self.gateway.get(f"{self.at}/obligations", **asked)["items"]
        return [each for each in items if each["rule"] == rule]


def decided(gateway: Gateway, at: str) -> str:
    """A decision on family treatment that could not wait."""
    boy = {"name": "Aksel Prøve", "bornOn": "2013-05-02", "sex": "male"}
    gateway.tell(f"{at}/identity", boy, method="PUT")
    mother = {"relation": "mother", "name": "Ida Prøve", "custodian": True, "validFrom": STARTED}
    party = gateway.tell(f"{at}/people", mother)["id"]
    heard = {"heldOn": STARTED, "purpose": "decision", "views": "He wants them to stop shouting."}
    gateway.tell(f"{at}/child-conversations", heard)
    consent = {"givenOn": STARTED, "measureTypes": ["family_treatment"], "purpose": "Calm."}
    gateway.tell(f"{at}/consents", {**consent, "partyId": party})
    decision = {
        "decidedOn": STARTED, "regime": "BL", "section": "32(1)5", "purpose": "Calm at home.",
        "measureTypes": ["family_treatment"], "expectedMonths": 12, "reasons": "It cannot wait.",
        "acute": True,
    }  # fmt: skip
    made: str = gateway.tell(f"{at}/decisions", decision)["id"]
    return made


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given the whole of S15."""
    with speaking(databases) as gateway:
        gateway.at(f"{STARTED}T08:00:00Z")
        gateway.as_persona("caseworker")
        opening = {"unit": "unit-1", "openedOn": STARTED, "awareOn": STARTED}
        at = f"/v1/cases/{gateway.open('/v1/cases', opening)}"
        start = {
            "measureType": "family_treatment",
            "decisionId": decided(gateway, at),
            "plannedEndOn": "2025-11-18",
        }
        move = {"effectiveOn": STARTED, "starts": [start], "rationale": "Calm at home."}
        gateway.tell(f"{at}/moves", move)
        measure = gateway.get(f"{at}/ladder")["measures"][0]["id"]
        gateway.at("2025-04-02T08:00:00Z")
        gateway.as_persona("leader")
        report = gateway.open("/v1/reports", FIRST_QUARTER)
        gateway.as_persona("caseworker")
        gateway.at(f"{RECORDED}T08:00:00Z")
        held = {
            "heldOn": SAID, "measureIds": [measure], "outcome": "continue",
            "childView": "It is better.", "goalStatus": "On the way.",
        }  # fmt: skip
        follow_up = gateway.tell(f"{at}/follow-ups", held)["id"]
        gateway.at(f"{CORRECTED}T08:00:00Z")
        right = {"heldOn": WAS, "reason": "The day had been taken from the invitation."}
        gateway.tell(f"{at}/follow-ups/{follow_up}/corrections", right)
        gateway.at("2025-04-11T08:00:00Z")
        yield Lived(gateway, at, follow_up, f"/v1/reports/{report}")


def test_the_first_follow_up_is_due_three_months_after_the_start(lived: Lived) -> None:
    assert lived.first()["statutoryOn"] == DUE


def test_at_the_end_of_the_quarter_it_was_not_held(lived: Lived) -> None:
    then = lived.first(QUARTER)
    assert (then["state"], then["metOn"]) == ("overdue", None)


def test_once_it_was_recorded_it_had_been_held_in_time(lived: Lived) -> None:
    then = lived.first(BETWEEN)
    assert (then["metOn"], then["metById"]) == (SAID, lived.follow_up)
    assert then["metOn"] <= then["statutoryOn"]


def test_since_the_correction_it_was_held_a_day_too_late(lived: Lived) -> None:
    then = lived.first(AFTER)
    assert (then["metOn"], then["state"]) == (WAS, "late")
    assert then["metOn"] > then["statutoryOn"]
    assert then == lived.first()


def test_the_next_one_is_due_eight_weeks_after_the_right_day(lived: Lived) -> None:
    [before] = lived.owed("D16", BETWEEN)
    assert before["dueOn"] == "2025-04-07"
    assert [each["dueOn"] for each in lived.owed("D16")] == ["2025-04-16"]


def test_what_was_first_recorded_stays_beside_the_correction(lived: Lived) -> None:
    told = [
        (each["kind"], each["data"]["heldOn"], each["recordedAt"][:10]) for each in recorded(lived)
    ]
    assert told == [
        ("followup.FollowUpHeld", SAID, RECORDED),
        ("followup.FollowUpCorrected", WAS, CORRECTED),
    ]
    assert [each["kind"] for each in recorded(lived, asOf=BETWEEN)] == ["followup.FollowUpHeld"]


def recorded(lived: Lived, **asked: str) -> list[Json]:
    """What was said of the follow-up itself; what it met is in its record as well."""
    items = lived.gateway.get(f"{lived.at}/follow-ups/{lived.follow_up}", **asked)["items"]
    return [each for each in items if each["kind"].startswith("followup.FollowUp")]


def test_each_answer_can_be_asked_for_again(lived: Lived) -> None:
    for moment in (QUARTER, BETWEEN, AFTER):
        assert lived.owed("D14", moment) == lived.owed("D14", moment)
    assert lived.first(QUARTER)["metOn"] is None


@pytest.mark.parametrize(("moment", "held"), [(QUARTER, 0), (BETWEEN, 1), (AFTER, 0), (None, 0)])
def test_the_figure_of_the_quarter_has_an_answer_for_each_moment_k53(
    lived: Lived, moment: str | None, held: int
) -> None:
    asked = FIRST_QUARTER | ({"asOf": moment} if moment else {})
    [told] = lived.gateway.get("/v1/indicators/K53", **asked)["items"][0]["figures"]
    assert (told["part"], told["whole"]) == (held, 1)
    assert told["value"] == 100 * held


def test_the_report_that_was_published_keeps_its_answer_and_can_be_explained(lived: Lived) -> None:
    lived.gateway.as_persona("leader")
    figures = lived.gateway.get(lived.report)["figures"]
    [told] = [each for each in figures if each["indicator"]["code"] == "K53"]
    assert (told["figures"][0]["part"], told["figures"][0]["whole"]) == (0, 1)
    assert lived.gateway.everything(f"{lived.report}/differences/K53") == []
    [otherwise] = lived.gateway.everything(f"{lived.report}/differences/K55.12")
    assert (otherwise["partThen"], otherwise["partNow"]) == (None, 1)
    assert otherwise["caseId"] in lived.at
    lived.gateway.as_persona("caseworker")
