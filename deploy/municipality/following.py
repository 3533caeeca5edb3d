"""While measures run: follow-ups, visits, network meetings, and how the child fares."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from deploy.municipality.cases import SPEAKS_FROM, Case, Measure
from deploy.municipality.chance import later, weekday
from deploy.municipality.deciding import of_type
from deploy.municipality.inquiry import earlier, met
from deploy.municipality.numbers import NUMBERS, PLACEMENTS
from shared.calendar import add_months

FIRST_MONTHS, NEXT_MONTHS = 3, 6  # D14, D16
NETWORK_FROM = 12  # years: from when a network meets about a child that lives at home
TEENS = 12  # years: who answers about itself


def followed_up(case: Case, since: date) -> None:
    """Every follow-up of every measure, each in time or not; what runs together is seen together.

    What was held before `since`, when the municipality began, is not told.
    """
    firsts = {each.name: first(case, each, since) for each in case.measures}
    days = sorted(
        {day for each in case.measures if each.start < (day := firsts[each.name]) < each.end}
    )
    for number, day in enumerate(days):
        until = days[number + 1] if number + 1 < len(days) else case.closed_on
        for held in (day, *nexts(case, day, until)):
            seen = [each for each in case.running(held) if firsts[each.name] <= held]
            if seen and held >= since:
                told_of(case, held, seen)
                scheduled(case, held, seen)


def first(case: Case, each: Measure, since: date) -> date:
    """When a measure is followed up first; one that is over before it is due, with any other."""
    due = add_months(each.start, FIRST_MONTHS)
    if due >= each.end:
        return each.start
    if due <= since:
        return due
    told = due if each.start >= since else date.max  # when it began here
    if case.lane.yes("first_follow_up_in_time", told):
        return max(since, earlier(due, case.lane.chance.between(3, 24)))
    return weekday(later(due, case.lane.chance.between(8, 60)))


def nexts(case: Case, day: date, until: date) -> Iterator[date]:
    """The days after a first follow-up, until another measure's first gives the beat."""
    while True:
        running = case.running(day)
        newer = any(rests_on(case, each, day) == "BL" for each in running)
        weeks = NUMBERS["schedule_weeks"]
        due = later(day, weeks * 7) if newer else add_months(day, NEXT_MONTHS)
        in_time = case.lane.chance.yes("next_follow_up_in_time")
        days = case.lane.chance.between(2, 14) if in_time else -case.lane.chance.between(5, 40)
        day = earlier(due, days)
        if not running or not case.running(day) or day >= until:
            return
        yield day


def rests_on(case: Case, each: Measure, day: date) -> str:
    """Under which law a measure runs on a day: its newest decision's by then."""
    kind = of_type(each.kind).decided_as
    found = [(on, regime) for on, regime, about in case.decisions if on <= day and about == kind]
    return max(found)[1] if found else "SEL"


def told_of(case: Case, day: date, seen: Sequence[Measure]) -> None:
    """One follow-up: the child's view, the goals, and what comes of it."""
    ending = any((each.end - day).days < 35 for each in seen)  # noqa: PLR2004 - days
    body: dict[str, Any] = {
        "heldOn": f"{day}",
        "measureIds": [f"{{{each.name}}}" for each in seen],
        "outcome": "step_down" if ending else "continue",
        "goalStatus": "Et af to mål er nået.",
    }
    if case.age(day) >= SPEAKS_FROM:
        body["childView"] = "Det går bedre i skolen end før."
    else:
        body["childNotHeardReason"] = "Barnet er for lille til at fortælle det."
    case.tell(day, "follow-ups", body, kind="followed up", until=before_close(case))
    if case.lane.chance.random.random() < 0.3:  # noqa: PLR2004 - how often it is asked: a proposal
        answer = case.lane.chance.between(4, 5)
        answer = answer if case.lane.chance.yes("satisfied") else answer - 2
        body = {"respondent": "custodian", "topic": "cooperation", "answeredOn": f"{day}"}
        body["answer"] = answer
        case.tell(day, "satisfaction-answers", body, kind="answer", until=before_close(case))


def scheduled(case: Case, day: date, seen: Sequence[Measure]) -> None:
    """Under Barnets Lov a case has a schedule of its own from the first follow-up on."""
    newer = [each for each in seen if rests_on(case, each, day) == "BL"]
    newer = [each for each in newer if each.name not in case.scheduled]
    if not newer:
        return
    case.scheduled |= {each.name for each in newer}
    body = {
        "decidedOn": f"{day}",
        "measureIds": [f"{{{each.name}}}" for each in newer],
        "everyWeeks": round(NUMBERS["schedule_weeks"]),
        "toldChildOn": f"{day}",
        "toldCustodiansOn": f"{day}",
        "reasons": "Så ofte, at vi kan nå at ændre noget.",
    }
    case.tell(day, "follow-up-schedules", body, kind="scheduled")


def before_close(case: Case) -> date:
    return later(case.closed_on, -1) if case.closed_on < date.max else date.max


def visited(case: Case, each: Measure, since: date) -> None:
    """Two visits a year where a child is placed, the child spoken with as far as it can be."""
    day = each.start
    while each.step in PLACEMENTS:
        in_time = case.lane.chance.yes("supervised_in_time")
        day = weekday(later(day, case.lane.chance.between(140, 175) + (0 if in_time else 60)))
        if day >= each.end:
            return
        speaks = case.age(day) >= SPEAKS_FROM
        body: dict[str, Any] = {"visitedOn": f"{day}", "withConversation": speaks}
        body |= {} if speaks else {"noConversationBecause": "too_young"}
        if day >= since:
            until = before_close(case)
            case.tell(day, "supervision-visits", body, kind="visited", until=until)


def network(case: Case, since: date) -> None:
    """The network meets about every eighth week, for who is placed or old enough."""
    about = [each for each in case.measures if each.step in PLACEMENTS or each.step == "T3"]
    if not about:
        return
    day, end = max(since, about[0].start), max(each.end for each in about)
    while True:
        gap = case.lane.chance.random.gauss(
            NUMBERS["network_meeting_days"], NUMBERS["network_meeting_sd_days"]
        )
        day = weekday(later(day, max(21, gap)))
        if day >= end:
            return
        placed = any(each.step in PLACEMENTS for each in case.running(day))
        if placed or case.age(day) >= NETWORK_FROM:
            met(case, day, before_close(case), "network met")


def faring(case: Case, start: date, end: date) -> None:
    """How the child fares by itself and at school, every half year and at the end of the ninth."""
    day = weekday(later(start, 10))
    while day < end:
        age = case.age(day)
        if age >= TEENS:
            well_being(case, day)
        elif age >= SPEAKS_FROM:
            strengths(case, day)
        if 7 <= age <= 15 and case.lane.chance.random.random() < 0.6:  # noqa: PLR2004
            absence(case, day)
        day = weekday(later(day, 180))
    if case.age(end) >= 10 and case.lane.chance.happens(  # noqa: PLR2004 - years: row K09
        NUMBERS["charges_per_year"], (end - start).days
    ):
        day = later(start, case.lane.chance.between(1, max(1, (end - start).days - 1)))
        body = {"offenceClass": "property", "chargedOn": f"{day}"}
        case.tell(day, "crime-charges", body, kind="charged", until=before_close(case))


def well_being(case: Case, day: date) -> None:
    parts = ("cheerful", "calm", "active", "rested", "interested")
    scores = [{"dimension": each, "value": case.lane.chance.between(1, 5)} for each in parts]
    body = {"instrument": "WHO5@1", "respondent": "child", "scoredOn": f"{day}", "scores": scores}
    case.tell(day, "instrument-scores", body, kind="scored", until=before_close(case))


def strengths(case: Case, day: date) -> None:
    parts = ("emotional", "conduct", "hyperactivity", "peers", "prosocial")
    scores = [{"dimension": each, "value": case.lane.chance.between(1, 8)} for each in parts]
    body = {"instrument": "SDQ@1", "respondent": "parent", "scoredOn": f"{day}", "scores": scores}
    case.tell(day, "instrument-scores", body, kind="scored", until=before_close(case))


def absence(case: Case, day: date) -> None:
    chance = case.lane.chance
    lawful, illness, unlawful = (chance.between(0, most) for most in (3, 8, 12))
    body = {
        "school": f"school-{case.child.number % 12 + 1}",
        "reportedOn": f"{day}",
        "periodFrom": f"{later(day, -95)}",
        "periodTo": f"{later(day, -5)}",
        "total": lawful + illness + unlawful,
        "lawful": lawful,
        "illness": illness,
        "unlawful": unlawful,
    }
    case.tell(day, "school-absences", body, kind="absent", until=before_close(case))


def left_school(case: Case, start: date, end: date) -> None:
    """How the ninth form ended, in the year in which a child turns sixteen; or had ended."""
    left = date(case.child.born_on.year + 16, 6, 24)
    day = max(left, weekday(later(start, 3)))
    if day >= min(end, case.closed_on):
        return
    status = "completed" if case.lane.yes("grade_9_completed", day) else "interrupted"
    body = {"level": "grade_9", "status": status, "statusOn": f"{left}"}
    case.tell(day, "education-statuses", body, kind="left school", until=before_close(case))
