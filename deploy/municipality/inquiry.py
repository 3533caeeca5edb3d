"""Finding out what a child needs: screening, targeted assessment, investigation."""

from dataclasses import dataclass
from datetime import date, time
from math import log

from deploy.municipality.cases import Case, heard
from deploy.municipality.chance import later, weekday
from deploy.municipality.commands import Lane, moment, written
from deploy.municipality.numbers import NUMBERS
from shared.calendar import add_months
from shared.contracts.case import regime_on

MONTHS = 4  # from awareness, D06
LATEST = 210  # days: the longest investigation that is planned
FOCUS_POINTS = (
    "developmentAndBehaviour", "family", "school", "health", "leisureAndFriendships", "other",
)  # fmt: skip
CONCLUSIONS = {"T2": "early_preventive", "T3": "supportive_measures"}


@dataclass(frozen=True, slots=True)
class Looking:
    """The days from a worry to a decision. `completed_on` of an investigation, if there is one."""

    aware_on: date
    opened_on: date
    completed_on: date | None
    decided_on: date


def looking(lane: Lane, outcome: str, decided: date, *, investigated: bool) -> Looking:
    """Back from the day that it is decided to the day that somebody worried."""
    chance = lane.chance
    if outcome == "early_preventive":
        aware = earlier(decided, chance.between(14, 40))
    elif not investigated:
        aware = earlier(decided, chance.between(40, 90))
    else:
        completed = earlier(decided, chance.between(2, 8))
        aware = aware_before(lane, completed)
        return Looking(aware, weekday(later(aware, chance.between(1, 6))), completed, decided)
    return Looking(aware, weekday(later(aware, chance.between(1, 6))), None, decided)


def earlier(day: date, days: int) -> date:
    """A weekday so many days before, or a day or two more."""
    found = later(day, -days)
    return later(found, -max(found.weekday() - 4, 0))


def aware_before(lane: Lane, completed: date) -> date:
    """When the four months began to run, so that they were kept, or were not."""
    in_time = lane.yes("investigation_in_time", completed, lane.children)
    while True:
        days = lane.chance.random.lognormvariate(log(NUMBERS["investigation_median_days"]), 0.3)
        aware = earlier(completed, round(days))
        kept = completed <= add_months(aware, MONTHS)
        if kept == in_time and 50 < days < LATEST:  # noqa: PLR2004 - days it takes at least
            return aware


def screened(case: Case, day: date, outcome: str) -> None:
    """What Barnets Lov has instead of going straight on: the case is screened (BL § 18)."""
    if regime_on(day) == "SEL":
        return
    going_on = {"targeted": "targeted", "investigation": "investigation"}
    body = {
        "screenedOn": f"{day}",
        "outcome": going_on.get(outcome, "no_further"),
        "riskAssessmentDone": False,
        "words": "Det, der allerede vides, er set igennem.",
    }
    case.tell(day, "screenings", body, kind="screened")


def targeted(case: Case, start: date, end: date) -> None:
    """One matter is looked into by itself (BL § 19), from 1 January 2024."""
    if regime_on(start) == "SEL":
        return
    begun = case.tell(
        start, "targeted-assessments", {"startedOn": f"{start}", "matters": ["school"]}
    )
    body = {"completedOn": f"{end}", "conclusion": "Der er brug for støtte, ikke for mere."}
    case.tell(end, f"targeted-assessments/{{{begun}}}/completions", body, kind="targeted")


def investigated(case: Case, start: date, aware: date, end: date, step: str) -> None:
    """A child protection investigation (børnefaglig undersøgelse), and what belongs to it."""
    chance = case.lane.chance
    body = {"startedOn": f"{start}", "awareOn": f"{aware}"}
    name = case.tell(start, "investigations", body, kind="investigation started")
    about = f"investigations/{{{name}}}"
    middle = weekday(later(start, (end - start).days / 2))
    if chance.yes("network_met_in_investigation") and middle < end:
        met(case, middle)
    if chance.yes("consulted") and middle < end:
        body = {"heldOn": f"{middle}", "words": "Begynd med skolen."}
        case.tell(middle, f"{about}/consultations", {**body, "participants": 4}, kind="consulted")
    due = add_months(aware, MONTHS)
    if end > due:
        day = later(due, -1)
        body = {"madeOn": f"{day}", "words": "Skolens udtalelse mangler."}
        case.tell(day, f"{about}/preliminary-assessments", body, kind="preliminary")
    heard(case, max(start, earlier(end, 4)), "investigation")
    conclusion = CONCLUSIONS.get(step, "placement")
    points = dict.fromkeys(FOCUS_POINTS, "Undersøgt sammen med barnet og familien.")
    body = {"completedOn": f"{end}", "conclusion": conclusion}
    case.tell(end, f"{about}/completions", {**body, "focusPoints": points}, kind="investigated")
    case.investigated = True


def met(case: Case, day: date, until: date | None = None, kind: str = "met") -> None:
    """A network meeting: planned some days before, held, and written up."""
    lane = case.lane
    asked = max(earlier(day, 8), case.opened_on, case.since)
    planned = written(moment(day, time(lane.chance.between(7, 14))))
    body = {"meetingKind": "network", "plannedAt": planned, "invitedPrivate": 3}
    name = case.tell(asked, "meetings", body, kind="meeting planned")
    minutes = {
        "heldOn": f"{day}",
        "privateParticipants": lane.chance.between(1, 4),
        "professionalParticipants": lane.chance.between(2, 4),
        "childPart": "present" if case.age(day) > 9 else "represented",  # noqa: PLR2004
    }
    path = f"meetings/{{{name}}}/minutes"
    case.tell(day, path, minutes, kind=kind, until=until)
