"""S09: a boy has two contact persons and more; each measure is followed up for itself.

Given the scenario's dates, lived through the gateway's HTTP, every test says one thing that is
then true.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from deploy.demo.client import Gateway, Json
from deploy.demo.expected import due, told
from deploy.demo.story import FOCUS_POINTS
from tests.database import Databases
from tests.stack import speaking

KNOWN, DECIDED = "2016-02-01", "2016-02-15"
CONTACT, TREATMENT, MENTOR = "contact_person_child", "family_treatment", "school_social_worker"
STARTS = (
    ("first contact", CONTACT, "2016-03-01"),
    ("treatment", TREATMENT, "2016-03-15"),
    ("mentor", MENTOR, "2016-04-04"),
    ("second contact", CONTACT, "2016-04-11"),
)
MET, ENDED = "2016-09-06", "2016-09-30"


@dataclass
class Lived:
    """The story, lived: the case, and each measure by its name."""

    gateway: Gateway
    at: str
    measures: dict[str, str] = field(default_factory=dict)

    def tell(self, what: str, **body: object) -> str:
        return str(self.gateway.tell(f"{self.at}/{what}", body)["id"])

    def listed(self, what: str) -> list[Json]:
        return self.gateway.everything(f"/v1/{what}", caseId=self.at.rpartition("/")[2])

    def follow_ups(self, rule: str) -> dict[str, list[tuple[str, str, str | None]]]:
        agenda = self.listed("agenda")
        return {
            name: [told(each) for each in due(agenda, rule, measure)]
            for name, measure in self.measures.items()
        }

    def follow_up(self, on: str, *names: str) -> None:
        self.tell(
            "follow-ups", heldOn=on, measureIds=[self.measures[name] for name in names],
            outcome="continue", childView="He is glad of both.", goalStatus="Half of the way.",
        )  # fmt: skip


def known(gateway: Gateway) -> tuple[Lived, dict[str, str]]:
    """A boy of thirteen who is heard, investigated and planned for; the decisions by their kind."""
    gateway.at(f"{KNOWN}T08:00:00Z")
    gateway.as_persona("caseworker")
    opening = {"unit": "unit-1", "openedOn": KNOWN, "awareOn": KNOWN}
    lived = Lived(gateway, f"/v1/cases/{gateway.open('/v1/cases', opening)}")
    boy = {"name": "Noah Prøve", "bornOn": "2002-06-10", "sex": "male"}
    gateway.tell(f"{lived.at}/identity", boy, method="PUT")
    mother = {"relation": "mother", "name": "Prøve", "custodian": True, "validFrom": KNOWN}
    party = lived.tell("people", **mother)
    begun = lived.tell("investigations", startedOn=KNOWN)
    lived.tell("child-conversations", heldOn=KNOWN, purpose="investigation", views="Football.")
    lived.tell(
        f"investigations/{begun}/completions", completedOn=KNOWN,
        conclusion="supportive_measures", focusPoints=dict.fromkeys(FOCUS_POINTS, "Looked into."),
    )  # fmt: skip
    gateway.at(f"{DECIDED}T08:00:00Z")
    plan = lived.tell("plans", planKind="action_plan", draftedOn=DECIDED)
    lived.tell(f"plans/{plan}/approvals", approvedOn=DECIDED)
    consent = {"givenOn": DECIDED, "measureTypes": [CONTACT, TREATMENT], "purpose": "Support."}
    lived.tell("consents", **consent, partyId=party)
    decisions = {
        kind: lived.tell(
            "decisions", decidedOn=DECIDED, regime="SEL", section=section, measureTypes=[kind],
            purpose="Support.", expectedMonths=12, reasons="It is needed.",
        )
        for kind, section in ((CONTACT, "52(3)6"), (TREATMENT, "52(3)3"))
    }  # fmt: skip
    return lived, decisions


def begun(lived: Lived, decisions: dict[str, str]) -> None:
    for name, kind, on in STARTS:
        lived.gateway.at(f"{on}T08:00:00Z")
        start = {"measureType": kind, "plannedEndOn": "2017-03-01"}
        start |= {"decisionId": decisions[kind]} if kind in decisions else {}
        lived.tell("moves", effectiveOn=on, starts=[start], rationale="It helps him.")
        running = {each["id"] for each in lived.gateway.get(f"{lived.at}/ladder")["measures"]}
        [lived.measures[name]] = running - {*lived.measures.values()}


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given the whole of S09."""
    with speaking(databases) as gateway:
        lived, decisions = known(gateway)
        begun(lived, decisions)
        gateway.at("2016-05-31T12:00:00Z")
        lived.follow_up("2016-05-31", "first contact", "treatment")
        gateway.at("2016-07-05T12:00:00Z")
        lived.follow_up("2016-07-05", "second contact")
        gateway.at(f"{MET}T12:00:00Z")
        meeting = lived.tell("meetings", meetingKind="network", plannedAt=f"{MET}T12:00:00Z")
        lived.tell(
            f"meetings/{meeting}/minutes", heldOn=MET, privateParticipants=2,
            professionalParticipants=3, childPart="present", minutes="One of them is enough.",
        )  # fmt: skip
        pairs = (
            ("complementary", "first contact", "treatment"),
            ("duplicate", "first contact", "second contact"),
        )
        for classification, *names in pairs:
            lived.tell(
                "parallel-classifications", measureIds=[lived.measures[name] for name in names],
                classifiedOn=MET, classification=classification, coordinator="caseworker-1",
            )  # fmt: skip
        gateway.at(f"{ENDED}T08:00:00Z")
        over = {"measureId": lived.measures["second contact"], "reason": "replaced"}
        lived.tell("moves", effectiveOn=ENDED, ends=[over], rationale="One is enough.")
        yield lived


def test_each_measure_had_a_first_follow_up_of_its_own_and_the_mentor_none(lived: Lived) -> None:
    assert lived.follow_ups("D14") == {
        "first contact": [("2016-06-01", "met", "2016-05-31")],
        "treatment": [("2016-06-15", "met", "2016-05-31")],
        "mentor": [],
        "second contact": [("2016-07-11", "met", "2016-07-05")],
    }


def test_the_next_of_the_first_two_is_due_in_november_and_that_of_the_third_lapsed(
    lived: Lived,
) -> None:
    following = lived.follow_ups("D16")
    assert following["first contact"] == following["treatment"] == [("2016-11-30", "open", None)]
    assert following["second contact"] == [("2017-01-05", "lapsed", None)]


def test_he_stood_on_the_third_step_throughout_and_nothing_counted_as_a_movement(
    lived: Lived,
) -> None:
    way = [(each["step"]["code"], each["validFrom"]) for each in lived.listed("ladder-periods")]
    assert way == [("T0", KNOWN), ("T3", "2016-03-01")]
    assert [each["kind"]["code"] for each in lived.listed("movements")] == ["entry"]


def test_three_of_the_four_are_left(lived: Lived) -> None:
    running = {each["id"] for each in lived.gateway.get(f"{lived.at}/ladder")["measures"]}
    assert running == {lived.measures[name] for name in ("first contact", "treatment", "mentor")}


@pytest.mark.parametrize(
    ("day", "steps"),
    [
        ("2016-03-01", ["T3"]),
        ("2016-03-15", ["T3", "T3"]),
        ("2016-04-04", ["T1", "T3", "T3"]),
        ("2016-04-11", ["T1", "T3", "T3", "T3"]),
        ("2016-09-29", ["T1", "T3", "T3", "T3"]),
        (ENDED, ["T1", "T3", "T3"]),
    ],
)
def test_what_ran_side_by_side_on_a_day_is_kept_whole(
    lived: Lived, day: str, steps: list[str]
) -> None:
    ladder = lived.gateway.get(f"{lived.at}/ladder", validAt=day)
    assert sorted(each["step"] for each in ladder["measures"]) == steps
    assert ladder["step"]["code"] == "T3"


@pytest.mark.parametrize(
    ("day", "judged"),
    [
        ("2016-04-10", ["complementary"]),
        ("2016-04-11", ["complementary", "duplicate"]),
        ("2016-09-29", ["complementary", "duplicate"]),
        (ENDED, ["complementary"]),
    ],
)
def test_the_two_contact_persons_were_duplicates_for_as_long_as_both_ran(
    lived: Lived, day: str, judged: list[str]
) -> None:
    parallel = lived.gateway.get(f"{lived.at}/ladder", validAt=day)["parallel"]
    assert sorted(each["classification"] for each in parallel) == judged
    assert {each["coordinator"] for each in parallel} == {"caseworker-1"}
