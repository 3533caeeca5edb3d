"""After a placement: a way back that is kept open, and support for the young who turn eighteen."""

from datetime import date

from deploy.municipality.cases import Case, Measure
from deploy.municipality.chance import later, weekday
from deploy.municipality.deciding import of_type
from deploy.municipality.ladder import moved
from shared.contracts.case import regime_on

KEPT_OPEN, STAY = 90, 21  # days: how long a way back is open, and a stay away from home


def way_back(case: Case, left: Measure, day: date, until: date) -> None:
    """The child came home, and may return for some weeks; now and then it does."""
    lasts = later(day, KEPT_OPEN)
    body = {
        "measureId": f"{{{left.name}}}",
        "setOn": f"{day}",
        "validUntilOn": f"{lasts}",
        "conditions": "Når der er uro hjemme, i nogle uger.",
    }
    option = case.tell(day, "return-options", body, kind="way back open")
    away = weekday(later(day, case.lane.chance.between(20, 80)))
    home = weekday(later(away, STAY))
    lawful = regime_on(away) == case.decided[of_type(left.kind).decided_as][1]
    if home < until and lawful and case.lane.chance.yes("came_back"):
        came_back(case, option, left, away, home)


def came_back(case: Case, option: str, left: Measure, away: date, home: date) -> None:
    """A stay of its own beside what helps at home, from a day to a day."""
    stay = Measure(f"{left.name}-back", left.kind, left.step, away, home)
    body = {"effectiveOn": f"{away}", "plannedEndOn": f"{home}", "rationale": "Uro hjemme."}
    path = f"return-options/{{{option}}}/activations"
    case.tell(away, path, body, measures=[stay.name], kind="came back")
    moved(case, home, [], [(stay, "planned_end")], why="Der er ro igen.")


def youth_plan(case: Case, day: date) -> None:
    """From Barnets Lov on, what a young person of eighteen wants stands in a plan of its own."""
    if regime_on(day) == "SEL":
        return
    plan = case.tell(day, "plans", {"planKind": "youth_plan", "draftedOn": f"{day}"})
    case.tell(day, f"plans/{{{plan}}}/approvals", {"approvedOn": f"{day}"}, kind="youth plan")
