"""A placement that cannot wait: the chair decides within hours, the committee within a week."""

from datetime import date

from deploy.municipality.cases import Case, identified, opened
from deploy.municipality.chance import later, weekday
from deploy.municipality.commands import Lane
from deploy.municipality.deciding import asked, decided, notified_of, of_type
from deploy.municipality.inquiry import earlier, investigated, screened
from deploy.municipality.ladder import measure, months_of, moved
from deploy.municipality.people import Child, Family
from deploy.municipality.population import Course
from deploy.municipality.worry import answered, notified
from shared.calendar import add_months
from shared.contracts.case import regime_on

MONTHS = 4  # of the investigation that follows, D06
KIND = "residential_institution"


def placed_at_once(lane: Lane, family: Family, child: Child, course: Course) -> Case:
    """Told of, judged, decided and moved on one day; all that usually comes first comes after."""
    day, stage = course.start, course.stages[0]
    name = notified(lane, day, family, [child], "investigation", urgency="acute")
    case = Case(lane, child, family, "", day)
    opened(case, day, [name])
    identified(case, day, family.custodians)
    screened(case, day, "investigation")
    provisional(case, day, course)
    approved(case, day)
    months = months_of(case.measures[0], lane.chance)
    on = weekday(later(day, lane.chance.between(18, 24)))
    decided(case, on, KIND, months, consented=False, again=True)
    looked_into_after(case, day, stage.step)
    answered(lane, name, weekday(later(day, 3)))
    return case


def provisional(case: Case, day: date, course: Course) -> None:
    """The chair's decision, and the move, without the conversation that there was no time for."""
    stage = course.stages[0]
    without_time(case, day)
    main = measure(case, stage.step, stage.start, stage.end, kind=KIND)
    months = months_of(main, case.lane.chance)
    body = asked(case, day, of_type(KIND), months, consented=False)
    body = {key: said for key, said in body.items() if not key.startswith("members")}
    body |= {"body": "chair", "acute": True}
    decision = case.tell(day, "decisions", body, name="decision-at-once", kind="decision T6")
    case.decided[KIND] = (decision, regime_on(day))
    case.decisions.append((day, regime_on(day), KIND))
    case.last_decided_on = day
    moved(case, day, [(main, decision, months)], why="Barnet kan ikke blive hjemme i nat.")
    notified_of(case, day, decision)


def without_time(case: Case, day: date) -> None:
    """What a day is too short for; it counts as what was not done."""
    body = {"waivedOn": f"{day}", "reason": "acute", "viewsOtherwise": "Politiet talte med barnet."}
    case.tell(day, "child-conversation-waivers", body, kind="heard no")
    case.heard_on, case.considered = day, True
    if day <= case.lane.last:
        for share in ("child_spoken_with", "plan_made", "investigated_when_required"):
            case.lane.chance.take(share, "no")


def approved(case: Case, day: date) -> None:
    """The committee considers what its chair decided, within seven days."""
    on = earlier(later(day, 7), case.lane.chance.between(0, 2))
    body = {"consideredOn": f"{on}", "outcome": "approved", "membersPresent": 5, "membersFor": 5}
    case.tell(on, "decisions/{decision-at-once}/committee-approvals", body, kind="approved")


def looked_into_after(case: Case, aware: date, step: str) -> None:
    """The investigation begins when the child is safe, and is in time or not."""
    due = add_months(aware, MONTHS)
    if case.lane.yes("investigation_in_time", due):
        end = earlier(due, case.lane.chance.between(4, 30))
    else:
        end = weekday(later(due, case.lane.chance.between(10, 40)))
    investigated(case, weekday(later(aware, 2)), aware, end, step)
