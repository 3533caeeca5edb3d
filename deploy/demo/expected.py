"""Every line that S06 expects, checked against what the gateway says. No number is taken on trust.

Indicators are computed here from the read models by their published definitions (K22 to K40).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from deploy.demo.client import Gateway, Json
from deploy.demo.girl import INSTITUTION, KINSHIP, TREATMENT, Girl
from shared.calendar import age_on

EIGHT_WEEKS = 56  # days
LEAP_YEAR_DAYS = 366
TWELVE = 12  # years, where K34 divides


@dataclass(frozen=True, slots=True)
class Line:
    """One expectation: what is expected, what was found."""

    what: str
    expected: object
    found: object

    @property
    def holds(self) -> bool:
        return self.expected == self.found


def lines(gateway: Gateway, girl: Girl) -> Iterator[Line]:
    """Every expectation of S06, and of what must precede it."""
    agenda = gateway.everything("/v1/agenda", caseId=girl.case)
    yield from of_the_worry(agenda, girl)
    yield from of_follow_ups(agenda, girl)
    yield from of_network_meetings(agenda)
    periods = gateway.everything("/v1/ladder-periods", caseId=girl.case)
    yield from of_the_way(periods, gateway.everything("/v1/movements", caseId=girl.case))
    yield from of_indicators(periods, gateway.get(girl.at))


def due(agenda: list[Json], rule: str, subject: str | None = None) -> list[Json]:
    """Obligations under a rule, oldest first."""
    return [
        each
        for each in agenda
        if each["rule"]["code"] == rule and subject in {None, each["subject"]}
    ]


def told(each: Json) -> tuple[str, str, str | None]:
    return each["dueOn"], each["state"]["code"], each["metOn"]


def of_the_worry(agenda: list[Json], girl: Girl) -> Iterator[Line]:
    urgency = due(agenda, "D01", girl.notification)
    yield Line(
        "Urgency assessed within 24 hours (D01)",
        [("2015-10-06T08:00:00Z", "met")],
        [(each["dueAt"], each["state"]["code"]) for each in urgency],
    )
    yield Line(
        "Acknowledged within 6 working days (D02)",
        [("2015-10-13", "met", "2015-10-08")],
        [told(each) for each in due(agenda, "D02", girl.notification)],
    )
    yield Line(
        "Investigation within 4 months of awareness (D06)",
        [("2016-02-05", "met", "2015-12-21")],
        [told(each) for each in due(agenda, "D06")],
    )


def of_follow_ups(agenda: list[Json], girl: Girl) -> Iterator[Line]:
    institution, kinship = girl.measures[INSTITUTION], girl.measures[KINSHIP]
    yield Line(
        "Institution: first follow-up due 2016-04-11, met (D14)",
        [("2016-04-11", "met", "2016-04-08")],
        [told(each) for each in due(agenda, "D14", institution)],
    )
    yield Line(
        "Institution: next due 2016-10-08, held 2016-08-29 in time (D16)",
        ("2016-10-08", "met", "2016-08-29"),
        told(due(agenda, "D16", institution)[0]),
    )
    yield Line(
        "Kinship care is a new measure: first due 2017-01-03, met 2016-12-19 (D14)",
        [("2017-01-03", "met", "2016-12-19")],
        [told(each) for each in due(agenda, "D14", kinship)],
    )
    yield Line(
        "Kinship care: next due 2017-06-19, held 2017-02-27 (D16)",
        ("2017-06-19", "met", "2017-02-27"),
        told(due(agenda, "D16", kinship)[0]),
    )
    yield Line(
        "The family treatment is followed up beside it (D14)",
        [("2016-04-11", "met", "2016-04-08")],
        [told(each) for each in due(agenda, "D14", girl.measures[TREATMENT])],
    )


def of_network_meetings(agenda: list[Json]) -> Iterator[Line]:
    meetings = due(agenda, "D17")
    gaps = [
        (date.fromisoformat(each["metOn"]) - date.fromisoformat(each["triggerOn"])).days
        for each in meetings
        if each["metOn"]
    ]
    yield Line("Four network gaps of 56 days (K22)", [EIGHT_WEEKS] * 4, gaps[:4])
    timely = sum(gap <= EIGHT_WEEKS for gap in gaps[:4])
    yield Line("4 of 4 within 56 days (K22)", (4, 4), (timely, len(gaps[:4])))
    yield Line("Fifth network meeting due 2016-10-17 (D17)", "2016-10-17", meetings[4]["dueOn"])


def of_the_way(periods: list[Json], movements: list[Json]) -> Iterator[Line]:
    yield Line(
        "Steps 0, 6, 4, 3",
        [
            ("T0", "2015-10-12", "2016-01-11"),
            ("T6", "2016-01-11", "2016-10-03"),
            ("T4", "2016-10-03", "2017-03-06"),
            ("T3", "2017-03-06", None),
        ],
        [(each["step"]["code"], each["validFrom"], each["validTo"]) for each in periods],
    )
    steps = [each for each in movements if each["kind"]["code"].startswith("step_")]
    yield Line(
        "Movements -2 on 2016-10-03 and -1 on 2017-03-06",
        [("2016-10-03", -2), ("2017-03-06", -1)],
        [(each["movedOn"], each["size"]) for each in steps],
    )
    down = sum(each["size"] < 0 for each in steps)
    yield Line("Two movements down, none up (K38)", (2, 0), (down, len(steps) - down))


def of_indicators(periods: list[Json], overview: Json) -> Iterator[Line]:
    institution = [each for each in periods if each["step"]["code"] == "T6"]
    placed = [each for each in periods if each["step"]["code"] in {"T4", "T5", "T6"}]
    in_2016 = sum(days(each, date(2016, 1, 1), date(2017, 1, 1)) for each in institution)
    share = round(in_2016 / LEAP_YEAR_DAYS, 3)
    yield Line("Institution days in 2016 (K29)", (266, 0.727), (in_2016, share))
    yield Line("Stay at the institution, days (K33)", 266, sum(map(days, institution)))
    yield Line("Whole placement, days (K33)", 420, sum(map(days, placed)))
    yield Line("Institution left for a lower step within 30 days (K37)", 1, lowered(periods))
    yield Line("Placements with complementary family measure (K40)", 1, complemented(overview))
    family = [each["validFrom"] for each in placed if each["band"]["code"] == "family_care"]
    born_on = date.fromisoformat(overview["bornOn"])
    aged = [(day, age_on(born_on, date.fromisoformat(day)) >= TWELVE) for day in family]
    yield Line("Aged 12 or over, family-like from 2016-10-03 (K34)", [("2016-10-03", True)], aged)


def days(period: Json, start: date = date.min, end: date = date.max) -> int:
    """Days of a period within a time."""
    begins = max(date.fromisoformat(period["validFrom"]), start)
    ends = min(date.fromisoformat(period["validTo"]), end)
    return max((ends - begins).days, 0)


def lowered(periods: list[Json]) -> int:
    """Institution stays that a lower step followed within 30 days."""
    return sum(
        one["step"]["code"] == "T6"
        and other["order"] < one["order"]
        and date.fromisoformat(other["validFrom"])
        <= date.fromisoformat(one["validTo"]) + timedelta(days=30)
        for one, other in pairwise(periods)
    )


def complemented(overview: Json) -> int:
    """Placements beside which a measure was judged complementary."""
    judged = {
        measure
        for each in overview["classifications"]
        if each["classification"]["code"] == "complementary"
        for measure in each["measureIds"]
    }
    return sum(each["placement"] and each["id"] in judged for each in overview["measures"])
