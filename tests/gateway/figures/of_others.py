"""Before there is a case, on the ladder, what is due, and costs: by the words of their figures."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from shared.calendar import add_months, day_of
from shared.contracts import case, early, followup, ladder, provision, worries
from tests.gateway.figures.adding import Days, Line, age
from tests.gateway.figures.known import Known, Measure


def contacts(known: Known, days: Days) -> Iterator[Line]:
    for each in known.all(early.CounsellingContactRegistered):
        if each.said.held_on in days:
            yield Line(each.stream, each.stream, each.said.held_on)


def screened(known: Known, days: Days) -> Iterator[Line]:
    for each in known.all(early.DetectionScreeningRecorded):
        if each.said.screened_on in days:
            yield Line(each.stream, each.stream, each.said.screened_on)


def notified(known: Known, days: Days, below: int) -> Iterator[Line]:
    """Whose child it is about is known once a case has taken the notification up."""
    for each in known.all(case.NotificationReceived):
        on = day_of(each.said.received_at)
        if on in days:
            taken = known.one(worries.NotificationTakenUp, each.stream)
            years = age(known, taken.case_id, on) if taken else None
            yield Line(each.stream, each.stream, on, years is not None and years < below)


def returned(known: Known, days: Days, category: str, months: int) -> Iterator[Line]:
    for course in known.measures:
        end = course.ended_on
        if course.said.category != category or end is None or end not in days:
            continue
        soon = Days(end, add_months(end, months) + timedelta(days=1))
        again = any(
            day_of(each.received_at) in soon for each in known.notifications_of(course.case)
        )
        higher = any(
            each.started_on in soon and each.said.order > course.said.order
            for each in known.measures_of(course.case)
        )
        yield Line(course.case, course.id, end, again or higher, 1.0, course)


def with_measures(known: Known, days: Days, order_from: float) -> Iterator[Line]:
    found = {
        each.case
        for each in known.measures
        if each.runs_on(days.last) and each.said.order >= order_from
    }
    return (Line(each, each, days.last) for each in found)


def measures_started(
    known: Known, days: Days, steps: Sequence[str] | None = None, category: str | None = None
) -> Iterator[Line]:
    for each in known.measures:
        fits = steps is None or each.said.step in steps
        if each.started_on in days and fits and category in {None, each.said.category}:
            yield Line(each.case, each.id, each.started_on, 1.0, 1.0, each)


def top(running: Sequence[Measure], day: date) -> Measure | None:
    """The highest of what runs on a day (R1)."""
    there = [each for each in running if each.runs_on(day)]
    return max(there, key=lambda each: each.said.order) if there else None


def moved(
    known: Known, days: Days, kind: str, from_steps: Sequence[str] | None = None
) -> Iterator[Line]:
    """From step to step on one day (R2). Entries, exits and planned returns (R7) are none."""
    for opened in known.all(case.CaseOpened):
        running = known.measures_of(opened.stream)
        for day in days if running else ():
            before, after = top(running, day - timedelta(days=1)), top(running, day)
            if before is None or after is None or before.said.order == after.said.order:
                continue
            up = after.said.order > before.said.order
            agreed = before.said.under_return_option or after.said.under_return_option
            fits = from_steps is None or before.said.step in from_steps
            if kind == ("step_up" if up else "step_down") and fits and not agreed:
                yield Line(opened.stream, opened.stream, day)


def duplicated(known: Known, days: Days) -> Iterator[Line]:
    """Two that were judged duplicates, and last on one day; what was judged last holds."""
    judged = defaultdict[Any, dict[frozenset[Any], str]](dict)
    for each in sorted(
        known.all(ladder.ParallelClassified), key=lambda fact: (fact.said.classified_on, fact.at)
    ):
        if each.said.classified_on < days.until:
            judged[each.stream][frozenset(each.said.measure_ids)] = each.said.classification
    for stream in {each.case for each in known.measures}:
        running = [
            {each.id for each in known.measures_of(stream) if each.runs_on(day)} for day in days
        ]
        if any(running):
            double = [which for which, said in judged[stream].items() if said == "duplicate"]
            twice = any(len(which & there) > 1 for which in double for there in running)
            yield Line(stream, stream, days.last, twice)


def in_time(term: followup.ObligationArose, known: Known, basis: str = "statutory") -> bool | None:
    """Whether what was due was done by then; None while it is open."""
    met = known.one(followup.ObligationMet, term.id)
    if met is None:
        return None
    due = due_of(term, known)
    if due.due_at and met.met_at:
        return met.met_at <= due.due_at
    on = term_by(due, basis)
    return on is not None and met.met_on <= on


def term_by(due: followup.Due, basis: str) -> date | None:
    """The day by the law, or by the municipality's own practice."""
    return due.statutory_on if basis == "statutory" else due.local_on


def due_of(term: followup.ObligationArose, known: Known) -> followup.Due:
    moved = known.one(followup.ObligationMoved, term.id)
    return moved.due if moved else term.due


def due(known: Known, days: Days, rules: Sequence[str], basis: str = "statutory") -> Iterator[Line]:
    for each in known.all(followup.ObligationArose):
        term = each.said
        on, done = term_by(due_of(term, known), basis), in_time(term, known, basis)
        lapsed = known.one(followup.ObligationLapsed, term.id)
        if term.rule not in rules or lapsed or on is None or on not in days:
            continue
        if done is not None or on < known.today:
            yield Line(each.stream, term.id, on, bool(done))


def done(known: Known, days: Days, rules: Sequence[str]) -> Iterator[Line]:
    for each in known.all(followup.ObligationArose):
        met = known.one(followup.ObligationMet, each.said.id)
        if each.said.rule in rules and met and met.met_on in days:
            yield Line(each.stream, each.said.id, met.met_on, bool(in_time(each.said, known)))


def spent(known: Known, days: Days, *, placements: bool) -> Iterator[Line]:
    """Day by day: where the child was, and what a day cost there."""
    for each in known.measures:
        if each.said.placement is placements:
            costs = [price(known, each, day) for day in days if each.runs_on(day)]
            if any(cost is not None for cost in costs):
                kroner = sum(cost or 0 for cost in costs)
                yield Line(each.case, each.id, days.last, kroner, 1.0, each)


def price(known: Known, measure: Measure, day: date) -> int | None:
    """What a day of a measure cost; None when that is not known."""
    sites = [(measure.started_on, measure.said.provision_id)]
    sites += [
        (each.said.changed_on, each.said.provision_id)
        for each in known.of(ladder.SiteChanged, measure.case)
        if each.said.measure_id == measure.id
    ]
    there = [each for each in sites if each[0] <= day]
    where = last(there)
    prices = [
        (each.said.from_on, each.said.dkk_per_day)
        for each in (known.of(provision.PriceSet, where) if where else ())
        if each.said.from_on <= day
    ]
    return last(prices) if prices else None


def last(said: Sequence[tuple[date, Any]]) -> Any:  # noqa: ANN401 - whatever was said
    """What holds: of the last day, what was said last."""
    return max(enumerate(said), key=lambda each: (each[1][0], each[0]))[1][1]


POPULATIONS = {
    "contacts": contacts,
    "screened": screened,
    "notified": notified,
    "returned": returned,
    "with_measures": with_measures,
    "measures_started": measures_started,
    "moved": moved,
    "duplicated": duplicated,
    "due": due,
    "done": done,
    "spent": spent,
}
