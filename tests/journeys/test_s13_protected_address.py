"""S13: mother and child have their address protected; the father, who has custody too, asks to see.

What the case service answers for, lived through the gateway's HTTP.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Gone, Json
from tests.database import Databases
from tests.stack import speaking

MARK = "Hemmelighedsvej"
HOME = f"{MARK} 7, 9999 Strandby"
CPR = "6304151234"
BORN, PROTECTED, ASKED, ANSWERED = "2015-04-03", "2024-06-03", "2024-06-10", "2024-06-19"
LOOKED = ("2024-06-12", "2024-06-13")

NOUNS = {  # where what a fact is about can be read
    "case.PersonAdded": "people",
    "case.NoteRecorded": "notes",
    "case.AddressProtectionChanged": "address-protections",
    "case.AccessRequestReceived": "access-requests",
    "case.AccessRequestDecided": "access-requests",
}


@dataclass(frozen=True)
class Lived:
    gateway: Gateway
    case_id: str
    at: str
    mother: str
    father: str

    def protected(self) -> dict[str, bool]:
        found = self.gateway.get(f"{self.at}/people")["people"]
        return {each["id"]: each["addressProtected"] for each in found}


def opened(gateway: Gateway, *worries: str) -> str:
    opening = {"unit": "unit-1", "openedOn": PROTECTED, "awareOn": PROTECTED}
    return gateway.open("/v1/cases", {**opening, "notificationIds": [*worries]})


def notified(gateway: Gateway) -> str:
    """A neighbour writes where they live now."""
    receipt = {
        "receivedAt": f"{PROTECTED}T06:00:00Z", "unit": "unit-1", "channel": "letter",
        "notifierType": "private", "reasons": ["violence_at_home"],
        "text": f"He waits outside {HOME.upper()}, every evening.",
    }  # fmt: skip
    return gateway.open("/v1/notifications", receipt)


def identity(**more: str) -> Json:
    return {"name": "Alma Prøve", "cpr": CPR, "bornOn": BORN, "sex": "female", **more}


def looked_at_without_assignment(gateway: Gateway, at: str) -> None:
    """A leader of another unit prepares the panel; a clerk there would print the address."""
    for day in LOOKED:
        gateway.at(f"{day}T09:00:00Z")
        gateway.as_persona("leader", "leader-9", "unit-9")
        gateway.open(f"{at}/emergency-accesses", {"reason": "Panel preparation.", "hours": 2})
        assert MARK not in str(gateway.get(f"{at}/people"))
    gateway.as_persona("caseworker", "clerk-9", "unit-9")
    with pytest.raises(Gone, match="not-found"):
        gateway.open(f"{at}/address-disclosures", {"child": True, "reason": "To print a letter."})


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given the facts of S13."""
    with speaking(databases) as gateway:
        gateway.at(f"{PROTECTED}T08:00:00Z")
        gateway.as_persona("caseworker")
        case_id = opened(gateway, notified(gateway))
        at = f"/v1/cases/{case_id}"
        gateway.tell(f"{at}/identity", identity(address=HOME), method="PUT")
        person = {"custodian": True, "validFrom": BORN}
        mother = gateway.tell(
            f"{at}/people",
            {**person, "relation": "mother", "name": "Ida Prøve", "address": HOME},
        )["id"]
        father = gateway.tell(
            f"{at}/people",
            {**person, "relation": "father", "name": "Bo Prøve", "address": "Torvet 1, 9999 By"},
        )["id"]
        for who in ({"child": True}, {"partyId": mother}):
            gateway.tell(f"{at}/address-protections", {**who, "validFrom": PROTECTED})
        note = {"happenedOn": PROTECTED, "kind": "phone_call", "words": f"She lives at {HOME}."}
        gateway.tell(f"{at}/notes", note)
        gateway.at(f"{ASKED}T08:00:00Z")
        asking = {"receivedOn": ASKED, "by": "custodian", "scope": "Everything."}
        request = gateway.tell(f"{at}/access-requests", asking)["id"]
        gateway.tell(f"{at}/access-requests", {**asking, "accessKind": "gdpr"})
        looked_at_without_assignment(gateway, at)
        gateway.at(f"{ANSWERED}T08:00:00Z")
        gateway.as_persona("caseworker")
        answer = {
            "decidedOn": ANSWERED, "outcome": "partly",
            "basis": "CPR-loven § 28: where mother and child live is left out.",
        }  # fmt: skip
        gateway.tell(f"{at}/access-requests/{request}/outcomes", answer)
        yield Lived(gateway, case_id, at, mother, father)


def test_the_address_is_in_no_answer_now_or_as_known_before(lived: Lived) -> None:
    record = lived.gateway.get(f"{lived.at}/history")["items"]
    things = [(each["kind"], each["data"]["id"]) for each in record if each["kind"] in NOUNS]
    places = [f"{lived.at}{each}" for each in ("", "/people", "/history", "/timeline", "/ladder")]
    read = [lived.gateway.get(each) for each in [*places, "/v1/caseload", "/v1/agenda"]]
    read.append(lived.gateway.get(f"{lived.at}/history", asOf=f"{PROTECTED}T09:00:00Z"))
    read += [lived.gateway.get(f"{lived.at}/{NOUNS[kind]}/{thing}") for kind, thing in things]
    assert len(read) == len(places) + 3 + 8
    assert MARK not in str(read)


def test_it_is_said_that_the_address_is_protected_and_the_fathers_is_not(lived: Lived) -> None:
    assert lived.protected() == {lived.mother: True, lived.father: False}
    people = lived.gateway.get(f"{lived.at}/people")
    assert people["child"]["address"] is None
    assert people["child"]["addressProtected"]
    assert [each["address"] for each in people["people"]] == [None, "Torvet 1, 9999 By"]
    overview = lived.gateway.get(lived.at)
    assert overview["addressProtected"]
    shown = {each["id"]: each["addressProtected"] for each in overview["people"]}
    assert shown == lived.protected()


def test_the_answer_to_the_father_and_why_something_is_left_out_are_on_record(
    lived: Lived,
) -> None:
    record = lived.gateway.get(f"{lived.at}/history")["items"]
    [answer] = [each["data"] for each in record if each["kind"] == "case.AccessRequestDecided"]
    assert (answer["decidedOn"], answer["outcome"]) == (ANSWERED, "partly")
    assert answer["basis"].startswith("CPR-loven § 28")


def test_a_party_is_answered_within_seven_working_days_and_for_own_data_in_a_month(
    lived: Lived,
) -> None:
    owed = {each["rule"]: each for each in lived.gateway.get(f"{lived.at}/obligations")["items"]}
    assert (owed["D23"]["dueOn"], owed["D23"]["metOn"]) == (ANSWERED, ANSWERED)
    assert (owed["D24"]["dueOn"], owed["D24"]["state"]) == ("2024-07-10", "open")


def test_an_address_is_shown_for_a_reason_that_is_on_record_and_in_that_answer_only(
    lived: Lived,
) -> None:
    asking = {"partyId": lived.mother, "reason": "To send her the decision."}
    shown = lived.gateway.tell(f"{lived.at}/address-disclosures", asking)
    assert shown["address"] == HOME
    record = lived.gateway.get(f"{lived.at}/address-disclosures/{shown['id']}")["items"]
    assert record[0]["data"]["reason"] == asking["reason"]
    assert MARK not in str(record)
    with pytest.raises(Gone, match="invalid-input"):
        lived.gateway.tell(f"{lived.at}/address-disclosures", {"partyId": lived.mother})


def test_who_looked_without_assignment_is_in_the_weekly_review_and_who_tried_is_known(
    lived: Lived,
) -> None:
    lived.gateway.as_persona("leader")
    week = lived.gateway.everything("/v1/emergency-accesses", reviewed=False)
    assert [(each["openedAt"][:10], each["subject"], each["ended"]) for each in week] == [
        (day, "leader-9", True) for day in LOOKED
    ]
    marked = lived.gateway.everything("/v1/read-log", caseId=lived.case_id, emergency=True)
    assert [(each["at"][:10], each["operation"]) for each in marked] == [
        (day, "listPeople") for day in reversed(LOOKED)
    ]
    [tried] = lived.gateway.everything("/v1/read-log", caseId=lived.case_id, subject="clerk-9")
    assert (tried["operation"], tried["outcome"]["code"]) == ("discloseAddress", "absent")
    for each in week:
        place = f"{lived.at}/emergency-accesses/{each['id']}"
        told = lived.gateway.get(place)["items"][0]["data"]
        assert told["reason"] == "Panel preparation."
        body = {"finding": "justified", "words": "The panel met on 14 June."}
        lived.gateway.tell(f"{place}/reviews", body)
    assert lived.gateway.everything("/v1/emergency-accesses", reviewed=False) == []
    lived.gateway.as_persona("caseworker")


def test_a_second_case_on_the_child_warns_is_found_and_is_merged_into_the_first(
    lived: Lived,
) -> None:
    second = opened(lived.gateway)
    at = f"/v1/cases/{second}"
    told = lived.gateway.tell(f"{at}/identity", identity(), method="PUT")
    assert [each["rule"] for each in told["warnings"]] == ["one-case-for-each-child"]
    assert lived.case_id not in str(told)
    assert lived.gateway.get(f"{at}/duplicates") == {"caseIds": [lived.case_id]}
    merger = {"mergedOn": ANSWERED, "survivorId": lived.case_id, "reason": "Opened twice."}
    lived.gateway.tell(f"{at}/merges", merger)
    assert lived.gateway.get(at)["mergedInto"] == lived.case_id
    assert lived.gateway.get(f"{lived.at}/duplicates") == {"caseIds": []}
    with pytest.raises(Gone, match="case-not-merged"):
        lived.gateway.tell(f"{at}/identity", identity(), method="PUT")


def test_who_may_not_see_the_first_case_is_warned_and_not_told_which_it_is(lived: Lived) -> None:
    lived.gateway.as_persona("caseworker", "caseworker-9")
    third = opened(lived.gateway)
    at = f"/v1/cases/{third}"
    told = lived.gateway.tell(f"{at}/identity", identity(), method="PUT")
    assert [each["rule"] for each in told["warnings"]] == ["one-case-for-each-child"]
    assert lived.gateway.get(f"{at}/duplicates") == {"caseIds": []}
    merger = {"mergedOn": ANSWERED, "survivorId": lived.case_id, "reason": "Opened twice."}
    with pytest.raises(Gone, match="not-found"):
        lived.gateway.tell(f"{at}/merges", merger)
    lived.gateway.as_persona("caseworker")


def test_a_notification_that_the_case_took_up_tells_nobody_where_they_live(lived: Lived) -> None:
    [worry] = lived.gateway.get(f"{lived.at}/history")["items"][0]["data"]["notifications"]
    received = lived.gateway.get(f"/v1/notifications/{worry}")["items"][0]["data"]
    assert MARK.upper() not in received["text"].upper()
    assert received["text"] == "He waits outside […], every evening."
