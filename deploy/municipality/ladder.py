"""What a child is given: which measures, where, with what beside them, and how they end."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from deploy.municipality.cases import Case, Measure
from deploy.municipality.chance import DAYS_PER_MONTH, Chance, later
from deploy.municipality.deciding import decided
from deploy.municipality.numbers import PLACEMENTS
from deploy.municipality.people import NAMES
from shared.calendar import add_months

FOSTER_KINDS_FROM = date(2019, 7, 1)
LOWER = {"T3": "T1", "T4": "T3", "T5": "T3", "T6": "T4"}  # where the way out leads
KINDS: Mapping[str, Sequence[tuple[str, int, int, int]]] = {  # type, weight, from and to age
    "T2": (
        ("consultant_family", 40, 0, 17),
        ("network_or_talk_group", 20, 5, 17),
        ("other_early", 20, 0, 17),
        ("dua_light", 10, 0, 12),
        ("leisure_support", 10, 6, 17),
    ),
    "T3": (
        ("family_treatment", 30, 0, 17),
        ("contact_person_child", 22, 6, 17),
        ("home_support", 18, 0, 17),
        ("respite", 12, 0, 17),
        ("child_treatment", 8, 4, 17),
        ("dua", 5, 0, 12),
        ("mst", 5, 12, 17),
    ),
    "T4": (("kinship_care", 1, 0, 17),),
    "T5": (("foster_general", 60, 0, 17), ("foster_enhanced", 30, 0, 17),
           ("foster_specialised", 10, 0, 17)),
    "T6": (("residential_institution", 70, 0, 17), ("residential_home_spo", 25, 6, 17),
           ("own_room", 5, 16, 17)),
}  # fmt: skip
BESIDE = {"T2": "T2"}  # on which step something stands beside a measure: else on the third


def kind_on(chance: Chance, step: str, age: int, day: date, but: Sequence[str] = ()) -> str:
    """A measure type of a step that the day has, for a child of that age."""
    if step == "T5" and day < FOSTER_KINDS_FROM:
        return "foster_family"
    possible = {
        kind: weight
        for kind, weight, youngest, oldest in KINDS[step]
        if youngest <= age <= oldest and kind not in but
    }
    [found] = chance.random.choices([*possible], [*possible.values()])
    return found


def measure(case: Case, step: str, start: date, end: date, *, kind: str = "") -> Measure:
    """One more measure of the case, as it is planned."""
    running = [each.kind for each in case.measures]
    kind = kind or kind_on(case.lane.chance, step, case.age(start), start, running)
    name = f"measure{case.key}-{len(case.measures) + 1}"
    case.measures.append(Measure(name, kind, step, start, end))
    return case.measures[-1]


def months_of(each: Measure, chance: Chance) -> int:
    """How long it was expected to last: nobody knows on the first day."""
    months = (each.end - each.start).days / DAYS_PER_MONTH
    return max(1, min(60, round(months * chance.random.uniform(0.8, 1.3))))


def decide(case: Case, each: Measure, day: date, *, consented: bool = True) -> tuple[str, int]:
    """The decision that a measure rests on, and how many months it was expected to take."""
    months = months_of(each, case.lane.chance)
    return decided(case, day, each.kind, months, consented=consented), months


def moved(
    case: Case,
    day: date,
    starts: Sequence[tuple[Measure, str, int]],
    ends: Sequence[tuple[Measure, str]] = (),
    *,
    why: str,
) -> None:
    """End these, start those, on one day, as one change."""
    asked = [starting(case, each, decision, months) for each, decision, months in starts]
    body: dict[str, Any] = {
        "effectiveOn": f"{day}",
        "ends": [{"measureId": f"{{{each.name}}}", "reason": reason} for each, reason in ends],
        "starts": asked,
        "rationale": why,
    }
    steps = [each.step for each, _, _ in starts]
    if steps and max(steps) > "T1":
        other = {"T6": "foster_general", "T5": "kinship_care"}.get(max(steps), "home_support")
        considered = {"measureType": other, "reason": "Det svarer ikke på behovet nu."}
        body["alternativesConsidered"] = [considered]
    names = [each.name for each, _, _ in starts]
    case.tell(day, "moves", body, name=f"move{case.key}-{day}", measures=names, kind="moved")
    for each, _, months in starts:
        prolonged(case, each, months)


def starting(case: Case, each: Measure, decision: str, months: int) -> dict[str, Any]:
    start: dict[str, Any] = {
        "measureType": each.kind,
        "decisionId": f"{{{decision}}}",
        "plannedEndOn": f"{add_months(each.start, months)}",
        "coordinator": f"seat-{case.lane.seat}",
        "goalIds": [f"{{{goal}}}" for on, goal in case.goals if on <= each.start],
    }
    if each.step in LOWER:
        target = add_months(each.start, max(1, months - 1))
        start["exitPlan"] = {
            "targetOn": f"{target}",
            "nextStep": LOWER[each.step],
            "how": "Weekender hjemme fra den sidste måned.",
        }
    if each.step in PLACEMENTS:
        start |= place(case, each)
    return start


def place(case: Case, each: Measure) -> dict[str, str]:
    """Where a placed child lives: an institution of the portfolio, or a family known by name."""
    pick = case.lane.chance.random.choice
    if each.kind == "residential_institution":
        return {"provisionId": f"{{institution-{pick(range(len(NAMES['institutions'])))}}}"}
    if each.kind == "residential_home_spo":
        return {"provisionId": f"{{home-{pick(range(len(NAMES['homes'])))}}}"}
    surname = case.family.surname if each.step == "T4" else pick(NAMES["families"])
    return {"site": f"{pick(NAMES['women'])} {surname}"}


def prolonged(case: Case, each: Measure, months: int) -> None:
    """What is not over when it was expected to be is given more time, for stated reasons."""
    day = later(add_months(each.start, months), -3)
    if day <= each.start or day >= each.end:
        return
    body = {
        "adjustedOn": f"{day}",
        "adjustment": "Målene er ikke nået endnu.",
        "plannedEndOn": f"{later(each.end, 10)}",
    }
    case.tell(day, f"measures/{{{each.name}}}/adjustments", body, kind="prolonged")


def classified(case: Case, each: Measure, other: Measure) -> None:
    """Whether measures side by side complement one another, or do the same."""
    day = max(each.start, other.start)
    body = {
        "measureIds": [f"{{{each.name}}}", f"{{{other.name}}}"],
        "classifiedOn": f"{day}",
        "classification": case.lane.chance.draw("beside"),
        "coordinator": f"seat-{case.lane.seat}",
    }
    case.tell(day, "parallel-classifications", body, kind="classified")


def moved_on(case: Case, each: Measure, began: date) -> None:
    """A placed child moves to another place on the same step, as planned or not."""
    since = max(each.start, began)
    days = (each.end - since).days
    day = later(since, case.lane.chance.between(45, max(46, days - 30)))
    if day >= each.end:
        return
    surname = case.lane.chance.random.choice(NAMES["families"])
    body = {
        "changedOn": f"{day}",
        "planned": case.lane.chance.random.random() < 0.6,  # noqa: PLR2004 - a proposal
        "site": f"Familien {surname}",
        "reasons": "Et sted tættere på skolen.",
    }
    case.tell(day, f"placements/{{{each.name}}}/site-changes", body, kind="site changed")
