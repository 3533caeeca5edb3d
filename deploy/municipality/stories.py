"""A family's lane, told from the first worry to the end: which chapter follows which."""

from collections.abc import Sequence
from datetime import date

from deploy.municipality.afterwards import way_back, youth_plan
from deploy.municipality.at_once import placed_at_once
from deploy.municipality.beginning import consented, in_turn
from deploy.municipality.cases import (
    Case,
    Measure,
    closed,
    linked,
    moved_away,
    taken_over,
)
from deploy.municipality.chance import Chance, later, weekday
from deploy.municipality.commands import Lane
from deploy.municipality.deciding import decided_again
from deploy.municipality.following import faring, followed_up, left_school, network, visited
from deploy.municipality.inquiry import (
    earlier,
    investigated,
)
from deploy.municipality.ladder import BESIDE, classified, decide, measure, moved, moved_on
from deploy.municipality.numbers import NUMBERS, PLACEMENTS
from deploy.municipality.people import Child, Family
from deploy.municipality.population import Course, Stage
from deploy.municipality.standing_by import appealed, kept_safe, worried_on_the_way
from deploy.municipality.worry import dismissed, notified

BARNETS_LOV = date(2024, 1, 1)
INQUIRY = 200  # days: what an investigation takes that begins after a placement
AFTERCARE = "aftercare_contact_person"
ENDS = {"does_not_work": "needs_ended"}  # as which a case ends when its last measure did not help


def worry_only(lane: Lane, family: Family, child: Child, days: Sequence[date]) -> None:
    """Somebody worried, once or more; each time nothing further came of it."""
    for day in days:
        dismissed(lane, notified(lane, day, family, [child], "no_further"), day)


def helped(
    lane: Lane,
    family: Family,
    children: Sequence[Child],
    course: Course,
    began: date,
    present: Chance,
) -> list[Case]:
    """A worry is looked into and help begins, for a child or for two of one home.

    `present` is the chance of what happens from `began` on.
    """
    lane.children = len(children)
    before = len(lane.said)
    if at_once(lane, course):
        lane.chance.take("outcome", "investigation")
        cases = [placed_at_once(lane, family, children[0], course)]
    else:
        cases = in_turn(lane, family, children, course, began)
    if course.known:
        lane.shift(before, weekday(later(began, lane.chance.between(0, 4))))
    lane.chance = present
    for case in cases:
        lived(case, course, later(began, 7) if course.known else began)
    return cases


def at_once(lane: Lane, course: Course) -> bool:
    """Whether it could not wait: for who is placed in an institution by force, and stays."""
    stage = course.stages[0]
    lasts = (stage.end - stage.start).days > INQUIRY
    possible = course.forced and stage.step == "T6" and lasts and course.start <= lane.last
    return possible and not course.known and lane.chance.yes("at_once")


def lived(case: Case, course: Course, began: date) -> None:
    """What follows the first day: what stands beside, other steps, the end, and all between."""
    main, case.since = case.measures[0], began
    for number in range(course.beside):
        beside(case, max(main.start, began, case.last_decided_on), number)
    case.closed_on = later(course.end, case.lane.chance.between(5, 30))
    for stage in course.stages[1:]:
        main = another_step(case, main, stage, consented=consented(course, stage))
    for each in case.measures:
        worried_on_the_way(case, each, began)
    kept_safe(case, case.measures[0], began)
    appeals(case, began)
    newer_law(case, began)
    ended(case, course)
    for each in case.measures:
        change_of_place(case, each, began)
        visited(case, each, began)
    followed_up(case, began)
    network(case, began)
    left_school(case, max(course.start, began), course.end)
    if main.step != "T2":
        faring(case, max(course.start, began), course.end)


def beside(case: Case, since: date, number: int) -> None:
    """A measure at the side of the main one, decided on by itself some weeks later."""
    main = case.measures[0]
    start = weekday(later(since, case.lane.chance.between(5, 9) + 7 * number))
    end = min(main.end, later(start, case.lane.chance.between(90, 300)))
    if start >= main.end:
        return
    other = measure(case, BESIDE.get(main.step, "T3"), start, end)
    decision, months = decide(case, other, earlier(start, 2))
    moved(case, start, [(other, decision, months)], why="Familien skal have hjælp imens.")
    classified(case, main, other)
    if other.end < main.end:
        moved(case, other.end, [], [(other, "goals_met")], why="Det er nået.")


def another_step(case: Case, main: Measure, stage: Stage, *, consented: bool) -> Measure:
    """Down or up the ladder, as one change of one day; what stands beside goes on."""
    step, start, end = stage.step, stage.start, stage.end
    decided_on = earlier(start, case.lane.chance.between(4, 8))
    if step in PLACEMENTS and not case.investigated:
        done = earlier(decided_on, 3)
        began = max(case.since, later(main.start, 1), earlier(done, 80))
        if done <= case.lane.last:
            case.lane.chance.take("investigation_in_time", "yes")
        investigated(case, began, began, done, step)
    if stage.aftercare:
        youth_plan(case, earlier(decided_on, 1))
    kind = measure(case, step, start, end, kind=AFTERCARE if stage.aftercare else "")
    decision, months = decide(case, kind, decided_on, consented=consented)
    running = [(each, "replaced") for each in case.measures if each.end == start]
    moved(case, start, [(kind, decision, months)], running, why="Næste trin på vejen.")
    home = main.step in PLACEMENTS and step == "T3" and not stage.aftercare
    if home and case.lane.chance.yes("way_back"):
        way_back(case, main, start, end)
    return kind


def appeals(case: Case, since: date) -> None:
    """Some of what the committee decides is appealed, as it is decided here."""
    for each in [*case.lane.said]:
        theirs = each.body.get("body") == "cy_committee" and each.path == f"{case.at}/decisions"
        if theirs and each.on >= since and case.lane.chance.yes("appealed"):
            appealed(case, each.on, each.name)


def newer_law(case: Case, began: date) -> None:
    """What was decided under Serviceloven, and goes on, is decided under Barnets Lov in time."""
    for each in [*case.measures]:
        first = max(BARNETS_LOV, later(began, 20), later(each.start, 30))
        day = weekday(later(first, case.lane.chance.between(10, 150)))
        if each.start < BARNETS_LOV and (each.end - day).days > 30:  # noqa: PLR2004 - days
            decided_again(case, day, each)


def change_of_place(case: Case, each: Measure, began: date) -> None:
    days = (each.end - max(each.start, began)).days
    if each.step in {"T5", "T6"} and case.lane.chance.happens(
        NUMBERS["site_changes_per_year"], days
    ):
        moved_on(case, each, began)


def ended(case: Case, course: Course) -> None:
    """The last measures end, and the case with them; or the family moves away."""
    day = course.end
    running = [each for each in case.measures if each.end == day]
    if course.moves:
        moved_away(case, day)
        ends = [(each, "moved_municipality") for each in running]
        moved(case, day, [], ends, why="Familien er flyttet.")
        taken_over(case, day)
        return
    reason = case.lane.chance.draw("worked")
    moved(case, day, [], [(each, reason) for each in running], why="Indsatsen er slut.")
    closed(case, case.closed_on, ENDS.get(reason, reason))


def worried_again(lane: Lane, case: Case, day: date) -> None:
    """A new worry about a child that has a case already."""
    name = notified(lane, day, case.family, [case.child], "open_case")
    linked(case, name, weekday(later(day, lane.chance.between(3, 8))))
