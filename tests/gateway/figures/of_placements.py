"""Children who are placed: by the words of K27-K37, K40-K42 and K54-K57."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from shared.calendar import add_months
from shared.contracts import case, following, ladder, review
from tests.gateway.figures.adding import Days, Line, age
from tests.gateway.figures.known import Fact, Known, Measure

MONTH = 365.25 / 12  # days
Total = tuple[Fact[following.InstrumentScored], following.DimensionScore]


def placements(known: Known, types: Sequence[str] | None = None) -> Sequence[Measure]:
    return [
        each
        for each in known.measures
        if each.said.placement and (types is None or each.said.measure_type in types)
    ]


def of_age(
    known: Known, stay: Measure, on: date, since: int | None = None, below: int | None = None
) -> bool:
    """Whether a child is so old; nobody knows of one whose birth is not known."""
    if since is None and below is None:
        return True
    years = age(known, stay.case, on)
    return years is not None and (since or 0) <= years < (below or 999)


def line(stay: Measure, on: date, part: float = 1.0, whole: float = 1.0) -> Line:
    return Line(stay.case, stay.id, on, part, whole, stay)


def days_of(stay: Measure, days: Days) -> int:
    return sum(stay.runs_on(each) for each in days)


def started(known: Known, days: Days, types: Sequence[str] | None = None) -> Iterator[Line]:
    return (
        line(each, each.started_on) for each in placements(known, types) if each.started_on in days
    )


def on_the_last_day(
    known: Known,
    days: Days,
    types: Sequence[str] | None = None,
    bands: Sequence[str] | None = None,
    age_from: int | None = None,
    age_below: int | None = None,
) -> Iterator[Line]:
    for each in placements(known, types):
        if each.runs_on(days.last) and of_age(known, each, days.last, age_from, age_below):
            yield line(each, days.last, bands is None or each.said.band in bands)


def with_kin(known: Known, days: Days, steps: Sequence[str]) -> Iterator[Line]:
    for each in placements(known):
        if each.runs_on(days.last):
            yield line(each, days.last, each.said.step in steps)


def full_years(known: Known, days: Days, types: Sequence[str] | None = None) -> Iterator[Line]:
    for each in placements(known, types):
        if there := days_of(each, days):
            yield line(each, days.last, there / len([*days]))


def days_placed(known: Known, days: Days) -> Iterator[Line]:
    for each in placements(known):
        if each.ended_on and each.ended_on in days:
            yield line(each, each.ended_on, (each.ended_on - each.started_on).days)


def months_placed(known: Known, days: Days, types: Sequence[str] | None = None) -> Iterator[Line]:
    for each in placements(known, types):
        if each.runs_on(days.last):
            yield line(each, days.last, (days.last - each.started_on).days / MONTH)


def network_first(known: Known, days: Days) -> Iterator[Line]:
    """Mapped by the decision to place the child, whatever the placement came to rest on later."""
    for each in placements(known):
        if each.started_on not in days:
            continue
        decision = known.one(case.DecisionMade, each.said.decision_id)
        mapped = decision and any(
            found.said.mapped_on <= decision.decided_on
            for found in known.of(case.NetworkMapped, each.case)
        )
        yield line(each, each.started_on, bool(mapped))


def stepped_out(known: Known, days: Days, /, steps: Sequence[str], **only: int) -> Iterator[Line]:
    """A stay that had been agreed beforehand is no failed homecoming (R7)."""
    for each in placements(known):
        if each.said.step not in steps or not each.ended_on or each.ended_on not in days:
            continue
        soon = Days(each.ended_on, each.ended_on + timedelta(days=only["days"] + 1))
        back = any(
            other.said.order >= each.said.order and days_of(other, soon)
            for other in placements(known)
            if other.case == each.case
            and other.id != each.id
            and not other.said.under_return_option
        )
        yield line(each, each.ended_on, not back)


def with_family_support(known: Known, days: Days) -> Iterator[Line]:
    for each in placements(known):
        there = [day for day in days if each.runs_on(day)]
        beside = [m for m in known.measures_of(each.case) if m.said.category == "supportive"]
        if there:
            yield line(each, days.last, any(m.runs_on(day) for m in beside for day in there))


def unplanned_shifts(known: Known, days: Days) -> Iterator[Line]:
    for each in placements(known):
        if there := days_of(each, days):
            shifts = [
                found
                for found in known.of(ladder.SiteChanged, each.case)
                if found.said.measure_id == each.id
                and not found.said.planned
                and found.said.changed_on in days
            ]
            yield line(each, days.last, len(shifts), there / 365.25)


def visited(known: Known, days: Days, visits: int) -> Iterator[Line]:
    """Of children who were placed on every day of a year, wherever they were placed."""
    first = add_months(days.last, -12)
    year = Days(first + timedelta(days=1), days.until)
    for each in placements(known):
        stays = [other for other in placements(known) if other.case == each.case]
        if not each.runs_on(days.last) or not all(
            any(other.runs_on(day) for other in stays) for day in (first, *year)
        ):
            continue
        held = [
            found
            for found in known.of(review.SupervisionVisitHeld, each.case)
            if found.said.with_conversation and found.said.visited_on in year
        ]
        yield line(each, days.last, len(held) >= visits)


def not_a_year_later(known: Known, days: Days) -> Iterator[Line]:
    for each in placements(known):
        if each.runs_on(add_months(days.last, -12)):
            stays = (other for other in placements(known) if other.case == each.case)
            yield line(each, days.last, not any(other.runs_on(days.last) for other in stays))


def thrived(known: Known, days: Days) -> Iterator[Line]:
    """The same total of the same version of an instrument, as the same person scored it."""
    for stay in placements(known):
        if not days_of(stay, days):
            continue
        for scores in scored(known, stay, days).values():
            ordered = sorted(scores, key=lambda each: (each[0].said.scored_on, each[0].at))
            (first, before), (last, after) = ordered[0], ordered[-1]
            if last.said.scored_on in days and first.said.scored_on < last.said.scored_on:
                gained = after.value - before.value
                better = gained < 0 if before.direction == "lower_is_better" else gained > 0
                yield line(stay, last.said.scored_on, better)


def scored(known: Known, stay: Measure, days: Days) -> dict[tuple[str, str, str], list[Total]]:
    """Every total that was scored while a child was placed, by the end of some days."""
    found: dict[tuple[str, str, str], list[Total]] = defaultdict(list)
    for each in known.of(following.InstrumentScored, stay.case):
        if stay.runs_on(each.said.scored_on) and each.said.scored_on < days.until:
            for total in each.said.totals:
                alike = (each.said.instrument, each.said.respondent, total.dimension)
                found[alike].append((each, total))
    return found


def placed_on(known: Known, day: date) -> set[UUID]:
    """The children who are placed on a day."""
    return {each.case for each in placements(known) if each.runs_on(day)}


POPULATIONS = {
    "placements_started": started,
    "placed_on_the_last_day": on_the_last_day,
    "placed_with_kin": with_kin,
    "full_years_placed": full_years,
    "days_placed": days_placed,
    "months_placed": months_placed,
    "network_first": network_first,
    "stepped_out": stepped_out,
    "with_family_support": with_family_support,
    "unplanned_shifts": unplanned_shifts,
    "visited_twice": visited,
    "not_a_year_later": not_a_year_later,
    "thrived": thrived,
}
