"""From a worry to the first measure: looked into, decided, begun."""

from collections.abc import Sequence
from datetime import date

from deploy.municipality.cases import Case, identified, opened, related
from deploy.municipality.chance import later, weekday
from deploy.municipality.commands import Lane
from deploy.municipality.inquiry import (
    Looking,
    earlier,
    investigated,
    looking,
    screened,
    targeted,
)
from deploy.municipality.ladder import decide, measure, moved
from deploy.municipality.numbers import PLACEMENTS
from deploy.municipality.people import Child, Family
from deploy.municipality.population import Course, Stage
from deploy.municipality.unborn import born, expected
from deploy.municipality.worry import answered, notified

LED_TO = {"T2": ("early_preventive", "targeted"), "T3": ("investigation", "targeted")}


def in_turn(
    lane: Lane, family: Family, children: Sequence[Child], course: Course, began: date
) -> list[Case]:
    """First the worry, then what is found out, then a decision, and then help."""
    step, start = course.stages[0].step, course.start
    outcome = led_to(lane, course, step)
    decided_on = earlier(start, lane.chance.between(3, 14))
    made = investigation_made(lane, outcome, decided_on, course)
    days = looking(lane, outcome, decided_on, investigated=made)
    if days.aware_on <= lane.last:
        lane.chance.take("outcome", outcome)
    name = notified(lane, days.aware_on, family, children, outcome)
    cases = [
        Case(lane, child, family, "-2" if number else "", days.opened_on)
        for number, child in enumerate(children)
    ]
    for case in cases:
        begun(case, days.aware_on, name)
    if len(cases) > 1:
        related(cases[1], cases[0], days.opened_on)
    for case in cases:
        looked_into(case, days, outcome, step)
        on_the_ladder(case, course, days.decided_on)
    answered(lane, name, max(start, began))
    return cases


def begun(case: Case, aware_on: date, notification: str) -> None:
    """A case is opened for a child, or for one that is to be born."""
    opened(case, aware_on, [notification])
    if case.opened_on < case.child.born_on:
        expected(case)
        born(case)
    else:
        identified(case, case.opened_on, case.family.custodians)


def led_to(lane: Lane, course: Course, step: str) -> str:
    """What the worry led to; a placement takes an investigation, and early help none."""
    likeliest, *others = LED_TO.get(step, ("investigation",))
    given = course.known or course.expected
    return likeliest if given else lane.chance.likely("outcome", [likeliest, *others])


def investigation_made(lane: Lane, outcome: str, decided_on: date, course: Course) -> bool:
    if outcome != "investigation":
        return False
    if course.stages[0].placed or course.expected:
        if decided_on <= lane.last:
            lane.chance.take("investigated_when_required", "yes")
        return True
    return lane.yes("investigated_when_required", decided_on)


def looked_into(case: Case, days: Looking, outcome: str, step: str) -> None:
    screened(case, days.opened_on, outcome)
    if days.completed_on:
        begun = weekday(later(days.opened_on, 1))
        investigated(case, begun, days.aware_on, days.completed_on, step)
    elif outcome == "targeted":
        targeted(case, weekday(later(days.opened_on, 1)), earlier(days.decided_on, 2))
    if step in PLACEMENTS and case.lane.chance.yes("network_mapped"):
        on = earlier(days.decided_on, 1)
        body = {"mappedOn": f"{on}", "personsCount": 6, "kinAvailable": step == "T4"}
        case.tell(on, "network-mappings", body, kind="mapped")


def on_the_ladder(case: Case, course: Course, decided_on: date) -> None:
    """The first measure: decided, and begun."""
    stage = course.stages[0]
    main = measure(case, stage.step, stage.start, stage.end)
    decision, months = decide(case, main, decided_on, consented=consented(course, stage))
    moved(case, stage.start, [(main, decision, months)], why="Det svarer på barnets behov.")


def consented(course: Course, stage: Stage) -> bool:
    return not (course.forced and stage.placed)
