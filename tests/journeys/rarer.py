"""What bodies drawn from the documents seldom lead to, told by hand: every word is a marker still.

A chair's decision and an appeal, a child not born yet, cases that change hands, end and go on.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from deploy.demo.client import Json
from tests.journeys.markers import Planter

UNIT, OTHER_UNIT = "unit-1", "unit-2"
WORDS = "said"  # a marker takes its place
Steps = Sequence[tuple[str, Json]]


def tell(planter: Planter, day: date) -> None:
    """All of it, on the day that is lived."""
    for chapter in (unborn, appealed, handed_over, moved, ended, worries, several, counselled):
        chapter(planter, day)


def opened(planter: Planter, day: date) -> str:
    opening = {"unit": UNIT, "openedOn": f"{day}", "awareOn": f"{day}"}
    at = f"/v1/cases/{planter.open('/v1/cases', opening)}"
    planter.reads.add(f"{at}/history")
    return at


def worried(planter: Planter, day: date) -> str:
    receipt = {
        "receivedAt": f"{day}T07:00:00Z", "unit": UNIT, "channel": "letter",
        "notifierType": "school", "reasons": ["school_problems"], "text": WORDS,
    }  # fmt: skip
    at = f"/v1/notifications/{planter.open('/v1/notifications', receipt)}"
    judged = {"assessedAt": f"{day}T07:30:00Z", "outcome": "not_acute", "assessment": WORDS}
    planter.tell(f"{at}/urgency-assessments", judged)
    return at


def unborn(planter: Planter, day: date) -> None:
    at = opened(planter, day)
    mother = {"relation": "mother", "custodian": False, "name": WORDS, "validFrom": f"{day}"}
    expected = {"partyId": planter.tell(f"{at}/people", mother)["id"]}
    planter.tell(f"{at}/expected-children", expected | {"expectedOn": f"{day + timedelta(60)}"})


def appealed(planter: Planter, day: date) -> None:
    """The chair decides, the committee approves, the mother appeals; a mistake is put right."""
    at, on = opened(planter, day), f"{day}"
    girl = {"name": WORDS, "bornOn": "2015-04-03", "sex": "female"}
    planter.tell(f"{at}/identity", girl, method="PUT")
    mother = {"relation": "mother", "custodian": True, "name": WORDS, "validFrom": "2015-04-03"}
    party = planter.tell(f"{at}/people", mother)["id"]
    waiver = {"waivedOn": on, "reason": "acute", "viewsOtherwise": WORDS}
    planter.tell(f"{at}/child-conversation-waivers", waiver)
    decision: Json = {
        "decidedOn": on, "regime": "BL", "section": "47", "body": "chair", "acute": True,
        "measureTypes": ["kinship_care"], "purpose": WORDS, "expectedMonths": 6, "reasons": WORDS,
        "grounds": ["abuse"], "lawyerOffered": True,
    }  # fmt: skip
    made = planter.tell(f"{at}/decisions", decision)["id"]
    approval = {"consideredOn": on, "outcome": "approved", "membersPresent": 5, "membersFor": 5}
    planter.tell(f"{at}/decisions/{made}/committee-approvals", approval)
    longer = {"extendedOn": on, "lapsesOn": f"{day + timedelta(90)}", "reasons": WORDS}
    planter.tell(f"{at}/decisions/{made}/extensions", longer)
    lodged = {"decisionId": made, "partyId": party, "lodgedOn": on, "words": WORDS}
    appeal = f"{at}/appeals/{planter.tell(f'{at}/appeals', lodged)['id']}"
    steps: Steps = (
        ("suspensions", {"suspendedOn": on, "grantedBy": "authority", "words": WORDS}),
        ("reconsiderations", {"reconsideredOn": on, "outcome": "upheld", "words": WORDS}),
        ("forwardings", {"forwardedOn": on}),
        ("outcomes", {"decidedOn": on, "outcome": "confirmed"}),
    )
    for step, body in steps:
        planter.tell(f"{appeal}/{step}", body)
    note = {"happenedOn": on, "kind": "phone_call", "words": WORDS}
    wrong = planter.tell(f"{at}/notes", note)["id"]
    right = note | {"words": planter.bodies.planting.words()}
    mistake = {"recordKind": "NoteRecorded", "recordId": wrong, "correctedOn": on}
    planter.tell(f"{at}/corrections", mistake | {"reason": WORDS, "instead": right})
    absence = {"school": "school-1", "periodFrom": "2024-08-01", "periodTo": "2024-09-01"}
    percent = {"total": 31, "reportedOn": on, "words": WORDS}
    planter.tell(f"{at}/school-absences", absence | percent)


def handed_over(planter: Planter, day: date) -> None:
    """Another unit says no, and then yes."""
    at, on = opened(planter, day), f"{day}"
    offer = {"proposedOn": on, "toUnit": OTHER_UNIT, "reason": WORDS}
    answers: Steps = (
        ("refusals", {"refusedOn": on, "reason": WORDS}),
        ("acceptances", {"acceptedOn": on, "caseworker": "caseworker-1", "withoutMeeting": WORDS}),
    )
    for answer, body in answers:
        asked = planter.tell(f"{at}/handovers", offer)["id"]
        with planter.speaking_as("leader", "leader-2", OTHER_UNIT):
            planter.tell(f"{at}/handovers/{asked}/{answer}", body)


def moved(planter: Planter, day: date) -> None:
    at, on = opened(planter, day), f"{day}"
    planter.tell(f"{at}/responsibility-receipts", {"receivedOn": on, "municipality": "101"})
    move = {"reportedOn": on, "movesOn": on, "municipality": "999"}
    transfer = f"{at}/transfers/{planter.tell(f'{at}/transfers', move)['id']}"
    told = {"sentOn": on, "messageId": "m-1", "fields": ["plan"], "reason": WORDS}
    planter.tell(f"{transfer}/notifications", told)
    planter.tell(f"{transfer}/acknowledgements", {"acknowledgedOn": on, "messageId": "m-2"})
    over = {"transferredOn": on, "withoutMeeting": WORDS}
    planter.tell(f"{transfer}/completions", over)


def ended(planter: Planter, day: date) -> None:
    """Closed over a request that waits, reopened, and another merged into it."""
    at, on = opened(planter, day), f"{day}"
    breach = {"discoveredAt": f"{day}T07:00:00Z", "breachKind": "confidentiality", "words": WORDS}
    planter.tell(f"{at}/data-breaches", breach)
    why = [{"rule": "nothing-unanswered-at-closing", "reason": WORDS}]
    planter.tell(f"{at}/closures", {"closedOn": on, "reason": "needs_ended", "explanations": why})
    planter.tell(f"{at}/reopenings", {"reopenedOn": on, "reason": WORDS})
    second = opened(planter, day)
    survivor = at.rpartition("/")[2]
    planter.tell(f"{second}/merges", {"mergedOn": on, "survivorId": survivor, "reason": WORDS})


def worries(planter: Planter, day: date) -> None:
    """One is put right and dismissed; for two others a case is reassessed, asked both ways."""
    on, dismissed = f"{day}", worried(planter, day)
    words = planter.bodies.planting.words()
    right = {"assessedAt": f"{day}T07:20:00Z", "outcome": "not_acute", "assessment": words}
    [_, judged] = planter.get(dismissed)["items"]
    mistake = {"recordKind": "NotificationUrgencyAssessed", "recordId": judged["data"]["id"]}
    mistake |= {"correctedOn": on, "reason": WORDS, "instead": right}
    planter.tell(f"{dismissed}/corrections", mistake)
    end = {"dismissedOn": on, "reason": "no_concern", "words": WORDS}
    planter.tell(f"{dismissed}/dismissals", end)
    at = opened(planter, day)
    for each in ("case", "notification"):
        worry = worried(planter, day)
        linked = {"notificationId": worry.rpartition("/")[2], "linkedOn": on}
        planter.tell(f"{at}/notifications", linked)
        appointed = {"appointedOn": on, "reassessor": f"asked-of-the-{each}"}
        planter.tell(f"{at}/reassessors", appointed | {"notificationId": linked["notificationId"]})
        said: Json = {"reassessedOn": on, "outcome": "no_change", "assessment": WORDS}
        if each == "notification":
            where, said = f"{worry}/reassessments", said | {"caseId": at.rpartition("/")[2]}
        else:
            said |= {"notificationId": linked["notificationId"]}
            where = f"{at}/reassessments"
        with planter.speaking_as("caseworker", f"asked-of-the-{each}", UNIT):
            planter.tell(where, said)


def several(planter: Planter, day: date) -> None:
    """Worries about several children and about one to come; a network of professionals."""
    receipt: Json = {
        "receivedAt": f"{day}T07:00:00Z", "unit": UNIT, "channel": "letter",
        "notifierType": "school", "reasons": ["school_problems"], "text": WORDS,
    }  # fmt: skip
    siblings = [{"description": WORDS}]
    planter.open("/v1/notifications", receipt | {"siblings": siblings})
    planter.open("/v1/notifications", receipt | {"unborn": {"expectedOn": f"{day}"}})
    meeting = {
        "heldOn": f"{day}", "unit": UNIT, "setting": "school", "institution": "school-by-the-lake",
        "participants": 3, "actions": [{"words": WORDS}],
    }  # fmt: skip
    planter.open("/v1/professional-network-meetings", meeting)


def counselled(planter: Planter, day: date) -> None:
    contact = {
        "heldOn": f"{day}", "unit": UNIT, "kind": "family", "topic": "parenting", "ageBand": "3-5",
        "opensCourse": True,
    }  # fmt: skip
    at = f"/v1/counselling-contacts/{planter.open('/v1/counselling-contacts', contact)}"
    handover = {
        "receivedAt": f"{day}T07:00:00Z", "consentOn": f"{day}", "unit": UNIT,
        "notifierType": "family", "notifierName": WORDS, "reasons": ["conflict_at_home"],
        "summary": WORDS,
    }  # fmt: skip
    planter.tell(f"{at}/handovers", handover)
