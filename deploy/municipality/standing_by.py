"""While measures run: a safety plan, a worry about how it goes, and an appeal."""

from datetime import date, time, timedelta

from deploy.municipality.cases import SPEAKS_FROM, Case, Measure
from deploy.municipality.chance import later, weekday
from deploy.municipality.commands import moment, written
from deploy.municipality.following import before_close
from deploy.municipality.inquiry import earlier
from deploy.municipality.numbers import NUMBERS, PLACEMENTS

RAISED_BY = ("custodian", "network", "school", "child")
ANSWERS = ("conversation", "meeting", "visit")


def kept_safe(case: Case, main: Measure, since: date) -> None:
    """Who looks after the child at home until the help begins to work; looked at again, ended."""
    chance = case.lane.chance
    start = weekday(later(max(main.start, since), chance.between(1, 6)))
    again, end = (weekday(later(start, days)) for days in (42, chance.between(80, 130)))
    if main.step != "T3" or end >= main.end or not chance.yes("safety_plan"):
        return
    body = {"startedOn": f"{start}", "reviewOn": f"{again}", "measureIds": [f"{{{main.name}}}"]}
    body |= {"plan": "Mormor er der hver aften.", "people": ["Mormor"]}
    plan = case.tell(start, "safety-plans", body, kind="safety plan")
    review = {"reviewedOn": f"{again}", "reviewOn": f"{end}", "assessment": "Aftalerne holder."}
    case.tell(again, f"safety-plans/{{{plan}}}/reviews", review, kind="safety reviewed")
    over = {"endedOn": f"{end}", "reasons": "Forældrene klarer det selv."}
    case.tell(end, f"safety-plans/{{{plan}}}/ends", over, kind="safety plan over")


def worried_on_the_way(case: Case, each: Measure, since: date) -> None:
    """Somebody is worried about a measure that runs; of a placed child, about where it lives."""
    chance, start = case.lane.chance, max(each.start, since)
    days = (min(each.end, case.lane.last) - start).days
    if days < 30 or not chance.happens(NUMBERS["concerns_per_year"], days):  # noqa: PLR2004 - days
        return
    day = weekday(later(start, chance.between(7, days - 14)))
    raised = moment(day, time(7 + chance.between(0, 2), chance.between(0, 59)))
    by = RAISED_BY[chance.between(0, 3 if case.age(day) >= SPEAKS_FROM else 2)]
    placed = each.step in PLACEMENTS
    words = "Barnet trives ikke på stedet." if placed else "Behandleren møder ikke op."
    pressing = chance.yes("pressing")
    body = {"raisedAt": written(raised), "raisedBy": by, "words": words, "pressing": pressing}
    concern = case.tell(day, "concerns", body, kind=f"concern {'place' if placed else 'help'}")
    wait = timedelta(hours=chance.between(1, 5)) if pressing else timedelta(chance.between(1, 5))
    done = raised + wait
    answer = {"answeredAt": written(done), "answer": ANSWERS[chance.between(0, 2)]}
    path = f"concerns/{{{concern}}}/responses"
    case.tell(done.date(), path, answer, kind="concern answered", until=before_close(case))


def appealed(case: Case, day: date, decision: str) -> None:
    """A parent appeals: it is reconsidered, sent on, and decided by the Board of Appeal."""
    chance = case.lane.chance
    lodged = weekday(later(day, chance.between(7, 24)))
    body = {"decisionId": f"{{{decision}}}", "partyId": f"{{{case.parties()[0]}}}"}
    body |= {"lodgedOn": f"{lodged}", "words": "Vi er ikke enige."}
    about = f"appeals/{{{case.tell(lodged, 'appeals', body, kind='appealed')}}}"
    again = earlier(later(lodged, 28), chance.between(3, 12))
    upheld = {"reconsideredOn": f"{again}", "outcome": "upheld", "words": "Intet nyt i sagen."}
    case.tell(again, f"{about}/reconsiderations", upheld, kind="appeal reconsidered")
    case.tell(again, f"{about}/forwardings", {"forwardedOn": f"{again}"}, kind="appeal sent on")
    answered = weekday(later(again, chance.between(40, 90)))
    outcome = {"decidedOn": f"{answered}", "outcome": chance.draw("appeal_outcome")}
    case.tell(answered, f"{about}/outcomes", outcome, kind="appeal decided")
