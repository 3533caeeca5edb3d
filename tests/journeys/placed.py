"""A girl who is placed and comes home, told by hand: what only such a case can be told.

Every word is a marker. Somebody who has nothing to do with her is let in to her case meanwhile.
"""

from datetime import date, timedelta

from tests.journeys.markers import Planter
from tests.journeys.rarer import UNIT, WORDS, opened

KINSHIP = "kinship_care"


def tell(planter: Planter, day: date) -> None:
    """All of it, in the two months up to the day that is lived."""
    began, while_away = day - timedelta(60), day - timedelta(30)
    at = opened(planter, began)
    measure = placed(planter, at, began)
    away(planter, at, while_away, measure)
    visited(planter, at, while_away, measure)
    met(planter, at, while_away)
    safe(planter, at, began, while_away)
    home(planter, at, day, measure)
    let_in(planter, at)


def placed(planter: Planter, at: str, day: date) -> str:
    """With her mother's consent and her own view, because it cannot wait."""
    on = f"{day}"
    girl = {"name": WORDS, "bornOn": "2015-04-03", "sex": "female"}
    planter.tell(f"{at}/identity", girl, method="PUT")
    mother = {"relation": "mother", "custodian": True, "name": WORDS, "validFrom": "2015-04-03"}
    party = planter.tell(f"{at}/people", mother)["id"]
    heard = {"heldOn": on, "purpose": "decision", "views": WORDS}
    planter.tell(f"{at}/child-conversations", heard)
    consent = {"givenOn": on, "measureTypes": [KINSHIP], "purpose": WORDS, "partyId": party}
    planter.tell(f"{at}/consents", consent)
    decision = {
        "decidedOn": on, "regime": "BL", "section": "46", "body": "authority", "acute": True,
        "measureTypes": [KINSHIP], "purpose": WORDS, "expectedMonths": 6, "reasons": WORDS,
    }  # fmt: skip
    made = planter.tell(f"{at}/decisions", decision)["id"]
    exit_plan = {"targetOn": f"{day + timedelta(90)}", "nextStep": "T3", "how": WORDS}
    start = {
        "measureType": KINSHIP, "decisionId": made, "plannedEndOn": f"{day + timedelta(180)}",
        "site": WORDS, "exitPlan": exit_plan,
    }  # fmt: skip
    move = {
        "effectiveOn": on, "starts": [start], "rationale": WORDS,
        "siblings": {"arrangement": "apart", "reasons": WORDS},
        "alternativesConsidered": [{"reason": WORDS}],
    }  # fmt: skip
    planter.tell(f"{at}/moves", move)
    [running] = planter.get(f"{at}/ladder")["measures"]
    return str(running["id"])


def away(planter: Planter, at: str, day: date, measure: str) -> None:
    """She changes places, without her brother; the way out is planned anew, and begins."""
    on, placement = f"{day}", f"{at}/placements/{measure}"
    changed = {"changedOn": on, "planned": True, "reasons": WORDS, "site": WORDS}
    planter.tell(f"{placement}/site-changes", changed)
    apart = {"explainedOn": on, "arrangement": "apart", "reasons": WORDS}
    planter.tell(f"{placement}/sibling-explanations", apart)
    out = {"recordedOn": on, "targetOn": f"{day + timedelta(60)}", "nextStep": "T3", "how": WORDS}
    plan = planter.tell(f"{at}/measures/{measure}/exit-plans", out)["id"]
    planter.tell(f"{at}/exit-plans/{plan}/activations", {"activatedOn": on})


def visited(planter: Planter, at: str, day: date, measure: str) -> None:
    """One visit was to somebody else; Statistics Denmark is told, and a deadline is put off."""
    on = f"{day}"
    visit = {"visitedOn": on, "withConversation": True, "childView": WORDS, "observations": WORDS}
    wrong = planter.tell(f"{at}/supervision-visits", visit)["id"]
    mistake = {"recordKind": "SupervisionVisitHeld", "recordId": wrong, "reason": WORDS}
    planter.tell(f"{at}/follow-up-retractions", mistake)
    report = {"measureId": measure, "event": "started", "reportedOn": on}
    planter.tell(f"{at}/statistics-reports", report)
    own = (each for each in planter.get(f"{at}/obligations")["items"] if not each["statutoryOn"])
    due = next(each for each in own if each["state"] == "open")
    later = {"deferredTo": f"{date.fromisoformat(due['dueOn']) + timedelta(9)}", "reason": WORDS}
    planter.tell(f"{at}/obligations/{due['id']}/deferrals", later)


def met(planter: Planter, at: str, day: date) -> None:
    """What was agreed at a meeting is kept."""
    on = f"{day}"
    aunt = {"personKind": "private", "role": "aunt_or_uncle"}
    meeting = {"meetingKind": "network", "plannedAt": f"{day}T07:00:00Z", "participants": [aunt]}
    held = f"{at}/meetings/{planter.tell(f'{at}/meetings', meeting)['id']}"
    minutes = {
        "heldOn": on, "privateParticipants": 2, "professionalParticipants": 2,
        "childPart": "present", "agreements": [{"what": WORDS, "owner": "custodian"}],
    }  # fmt: skip
    planter.tell(f"{held}/minutes", minutes)
    planter.tell(f"{held}/attendances", {"joined": [aunt]})
    told = (each["data"] for each in planter.get(held)["items"])
    [agreed] = next(each["agreements"] for each in told if "agreements" in each)
    kept = {"settledOn": on, "outcome": "kept", "words": WORDS}
    planter.tell(f"{at}/agreements/{agreed['id']}/settlements", kept)


def safe(planter: Planter, at: str, since: date, until: date) -> None:
    """A safety plan ends; how it ended is put right."""
    on, words = f"{until}", planter.bodies.planting.words
    plan = {"startedOn": f"{since}", "reviewOn": on, "plan": WORDS,
            "people": [words()]}  # fmt: skip
    made = planter.tell(f"{at}/safety-plans", plan)["id"]
    planter.tell(f"{at}/safety-plans/{made}/ends", {"endedOn": on, "reasons": WORDS})
    mistake = {"recordKind": "SafetyPlanEnded", "recordId": made, "correctedOn": on}
    instead = {"endedOn": on, "reasons": words()}
    planter.tell(f"{at}/ladder-corrections", mistake | {"reason": WORDS, "instead": instead})


def home(planter: Planter, at: str, day: date, measure: str) -> None:
    """She comes home, may come back, and does."""
    on = f"{day}"
    ends = [{"measureId": measure, "reason": "goals_met"}]
    planter.tell(f"{at}/moves", {"effectiveOn": on, "ends": ends, "rationale": WORDS})
    option = {"measureId": measure, "setOn": on, "validUntilOn": f"{day + timedelta(90)}",
              "conditions": WORDS}  # fmt: skip
    made = planter.tell(f"{at}/return-options", option)["id"]
    back = {"effectiveOn": on, "plannedEndOn": f"{day + timedelta(30)}", "rationale": WORDS}
    planter.tell(f"{at}/return-options/{made}/activations", back)


def let_in(planter: Planter, at: str) -> None:
    """Somebody of another unit, in an emergency; a leader judges it."""
    with planter.speaking_as("caseworker", "caseworker-8", "unit-8"):
        made = planter.open(f"{at}/emergency-accesses", {"reason": WORDS})
    review = {"finding": "justified", "words": WORDS}
    with planter.speaking_as("leader", "leader-1", UNIT):
        planter.tell(f"{at}/emergency-accesses/{made}/reviews", review)
