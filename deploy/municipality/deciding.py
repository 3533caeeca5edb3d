"""Plans, goals, consents, hearings, and decisions under the law of the day."""

from datetime import date, timedelta
from typing import Any

from deploy.municipality.cases import CONSENTS_FROM, Case, Measure, heard
from deploy.municipality.chance import weekday
from deploy.municipality.inquiry import earlier
from deploy.municipality.numbers import PLACEMENTS
from services.intervention_ladder.definitions import DEFINITIONS, MeasureType
from shared.calendar import add_months
from shared.contracts.case import Regime, regime_on

LADDER = DEFINITIONS["default@1"]
PURPOSES = ["safety", "development"]
AFTERCARE = {"SEL": ("76(2)", "76(3)2"), "BL": ("115", "114(1)2")}  # of the others, of the placed
ONCE_MORE = timedelta(days=170)  # a conversation counts for six months


def of_type(kind: str) -> MeasureType:
    return LADDER.known_type(kind)


def section(case: Case, kind: str, day: date, *, consented: bool) -> str:
    """Under which section a measure is decided on a day; the second of a placement is the force."""
    if of_type(kind).aftercare:
        placed = any(each.step in PLACEMENTS for each in case.measures)
        return AFTERCARE[regime_on(day)][placed]
    sections = of_type(of_type(kind).decided_as).of(regime_on(day))
    return sections[0] if consented else sections[1]


def planned(case: Case, day: date, *, must: bool, may: bool) -> None:
    """A plan with goals. `must`: the law asks for it on the day; `may`: it can be asked for."""
    chance = case.lane.chance
    if case.planned or not (must or (may and not case.considered)):
        return
    if must and not case.considered and day <= case.lane.last:
        chance.take("plan_made", "yes")
    case.considered = True
    if not must and not case.lane.yes("plan_made", day):
        return
    case.planned = True
    kind = "action_plan" if regime_on(day) == "SEL" else "childs_plan"
    name = case.tell(day, "plans", {"planKind": kind, "draftedOn": f"{day}"})
    for months in (5, 11)[: chance.between(1, 2)]:
        goal = {"planId": f"{{{name}}}", "setOn": f"{day}", "goal": "I skole hver dag."}
        goal["deadlineOn"] = f"{add_months(day, months)}"
        case.goals.append((day, case.tell(day, "goals", goal, kind="goal")))
    approval = {"approvedOn": f"{day}"}
    case.tell(day, f"plans/{{{name}}}/approvals", approval, kind="plan approved")


def decided(
    case: Case, day: date, kind: str, months: int, *, consented: bool = True, again: bool = False
) -> str:
    """Everything that a decision on a measure takes, and the decision; what it is called.

    `again`: it takes the place of the one that the measure rests on, under the law of today, or
    of the chair's.
    """
    measure_type = of_type(kind)
    supportive = measure_type.step.code != "T2"
    planned(case, earlier(day, 1), must=not consented, may=supportive and not again)
    lately = day - case.heard_on < ONCE_MORE and case.last_decided_on < case.heard_on
    if not lately and case.last_decided_on != day:
        heard(case, day, "decision")
    if not consented:
        hearing(case, day)
    elif supportive:
        consents(case, day, measure_type)
    body = asked(case, day, measure_type, months, consented=consented)
    before = case.decided.get(measure_type.decided_as)
    newer = before is not None and before[1] != regime_on(day)
    if before and (newer or again):
        body["replacesDecisionId"] = f"{{{before[0]}}}"
    tag = f"decision {measure_type.step.code}{' again' if newer else ''}"
    name = case.tell(day, "decisions", body, name=f"decision-{len(case.lane.said)}", kind=tag)
    case.decided[measure_type.decided_as] = (name, regime_on(day))
    case.decisions.append((day, regime_on(day), measure_type.decided_as))
    case.last_decided_on = day
    notified_of(case, day, name)
    return name


def asked(
    case: Case, day: date, measure_type: MeasureType, months: int, *, consented: bool
) -> dict[str, Any]:
    """The decision itself. Where what the law asks for is missing, it could not wait."""
    regime: Regime = regime_on(day)
    body: dict[str, Any] = {
        "decidedOn": f"{day}",
        "regime": regime,
        "section": section(case, measure_type.code, day, consented=consented),
        "measureTypes": [measure_type.decided_as],
        "purpose": "Ro, skole og en vej hjem.",
        "purposeCodes": PURPOSES,
        "expectedMonths": months,
        "reasons": "Der er brug for støtte, som familien ikke kan give alene.",
        "siblingsAssessed": True,
    }
    late = regime == "SEL" and measure_type.step.code != "T2" and not case.planned
    if late or not (consented or case.investigated):
        body["acute"] = True
    if not consented:
        body |= {"body": "cy_committee", "membersPresent": 5, "membersFor": 4}
        body |= {"grounds": ["insufficient_care"], "lawyerOffered": True}
    return body


def consents(case: Case, day: date, measure_type: MeasureType) -> None:
    """Every holder of custody consents; to a placement, and to aftercare, the young person."""
    body = {
        "givenOn": f"{day}",
        "measureTypes": [measure_type.decided_as],
        "purpose": "At barnet får den støtte, vi har talt om.",
        "purposeCodes": PURPOSES,
    }
    for party in () if case.adult(day) else case.parties():
        case.tell(day, "consents", {**body, "partyId": f"{{{party}}}"}, kind="consent")
    own = measure_type.step.placement or measure_type.aftercare
    if own and case.age(day) >= CONSENTS_FROM:
        case.tell(day, "consents", {**body, "child": True}, kind="consent")


def hearing(case: Case, day: date) -> None:
    """The parties are heard before the committee decides."""
    before = [on for on, _, _ in case.decisions if on < day]
    sent = max([earlier(day, 14), *before])
    if case.party(sent) != case.party(day):
        sent = day
    replied = max(earlier(day, 5), sent)
    body = {"sentOn": f"{sent}", "repliedOn": f"{replied}", "words": "Det, vi påtænker."}
    parties: list[dict[str, Any]] = [{"partyId": f"{{{each}}}"} for each in case.parties()]
    parties += [{"child": True}] if case.party(sent) else []
    for party in parties:
        case.tell(replied, "party-hearings", {**body, **party}, kind="hearing")


def notified_of(case: Case, day: date, decision: str) -> None:
    """The parties are told, and told how to appeal."""
    on = weekday(day)
    parents: list[dict[str, Any]] = [{"partyId": f"{{{each}}}"} for each in case.parties()]
    for party in [{"child": True}] if case.adult(day) else parents:
        body = {**party, "notifiedOn": f"{on}", "appealNotice": True}
        case.tell(on, f"decisions/{{{decision}}}/notifications", body, kind="told")


def decided_again(case: Case, day: date, measure: Measure) -> None:
    """A measure of the older law goes on under the newer: a new decision, and no move."""
    rests_on = case.decided[of_type(measure.kind).decided_as]
    if rests_on[1] == regime_on(day) or not measure.runs_on(day):
        return
    before = next(each for each in case.lane.said if each.name == rests_on[0])
    consented = before.body.get("body") != "cy_committee"
    decided(case, day, measure.kind, 12, consented=consented, again=True)
